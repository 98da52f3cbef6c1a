"""Visiting pages as a person does: by address, by the words of a link, by filling a form.

Whatever a visitor fetches is judged (see `tests.judging`): a page that is not fit for people fails the test
that came across it. Words marked with the canary may be on a page only when the test says `reads=True`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client

from board.models.sessions import STRONG
from tests import canary
from tests.answers import cookie_faults, header_faults
from tests.filling import Form
from tests.judging import RULES, faults_of, is_local
from tests.kinds import KINDS
from tests.markup import Document, text_of

__all__ = ["KINDS", "RULES", "Form", "Page", "Visitor"]

HOST = "127.0.0.1"
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Page:
    """An answer: its words, its links, its forms."""

    def __init__(self, response: HttpResponse, url: str) -> None:
        self.response, self.url = response, url
        self.status = response.status_code
        self.is_html = response.get("Content-Type", "").startswith("text/html") and bool(self.content)

    @cached_property
    def content(self) -> bytes:
        return b"".join(self.response.streaming_content) if self.response.streaming else self.response.content

    @cached_property
    def document(self) -> Document:
        return Document(self.content.decode(), urlsplit(self.url).path, dict(self.response.items()))

    def __contains__(self, words: str) -> bool:
        return " ".join(words.split()) in self.text

    @cached_property
    def text(self) -> str:
        """All words of the page, with single blanks."""
        return text_of(self.document.root)

    @property
    def main(self) -> str:
        """The words of the page without its frame."""
        return text_of(self.document.all("main")[0])

    @property
    def title(self) -> str:
        return text_of(self.document.all("title")[0])

    @property
    def h1(self) -> str:
        return text_of(self.document.all("h1")[0])

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary."""
        summaries = [one for one in self.document.elements if one.attrib.get("class") == "summary"]
        return [text_of(line) for summary in summaries for line in summary.iter("li")]

    @property
    def messages(self) -> list[str]:
        """The notices in which the page says what just happened."""
        return [text_of(one) for one in self.document.elements if one.attrib.get("role") == "status"]

    @cached_property
    def links(self) -> dict[str, list[str]]:
        """Words of each link, with the addresses they lead to."""
        found: dict[str, list[str]] = {}
        for link in self.document.all("a"):
            addresses = found.setdefault(text_of(link), [])
            address = link.attrib.get("href", "")
            if address and address not in addresses:
                addresses.append(address)
        return found

    def link(self, words: str) -> str:
        """The one address that these words lead to: the whole words of a link, else a part of them."""
        like = {one for text, addresses in self.links.items() if words in text for one in addresses}
        found = self.links.get(words) or sorted(like)
        assert len(found) == 1, (
            f"{len(found)} addresses for a link {words!r}; the page has {sorted(self.links)}"
        )
        return found[0]

    @property
    def forms(self) -> list[Form]:
        """The forms of the page; those of the frame come first."""
        return [Form(element, self.url) for element in self.document.all("form")]

    def form(self, which: str | None = None) -> Form:
        """The form with this id or address; without one, the only form in `main`."""
        if which is None:
            elements = self.document.all("form")
            # What is hidden waits for a script.
            seen = [one for one in elements if "hidden" not in one.attrib]
            within = [one for one in seen if self.document.within(one, "main") is not None]
            found = [Form(one, self.url) for one in within]
        else:
            found = [form for form in self.forms if which in form.keys]
        told = [sorted(form.keys) for form in self.forms]
        assert len(found) == 1, f"{len(found)} forms for {which!r}; the page has {told}"
        return found[0]


class Visitor:
    """A person with a browser. `Visitor()` is a stranger, `Visitor.as_(account)` is signed in."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client(enforce_csrf_checks=True, headers={"host": HOST})
        self.page: Page | None = None

    @classmethod
    def as_(cls, account: Any) -> Visitor:
        """Signed in as this account, with a real session that was begun with a second step."""
        visitor = cls()
        visitor.client.force_login(account)
        session = visitor.client.session
        session[STRONG] = True
        session.save()
        return visitor

    def get(self, url: str, *, status: int = 200, reads: bool = False, **extra: Any) -> Page:
        """Ask for an address. `reads`: this person may read the canary words on the page."""
        return self._took(self.client.get(url, secure=True, **extra), url, {status}, reads=reads)

    def post(
        self, url: str, data: Mapping[str, Any] | None = None, *, status: int = 303, reads: bool = False
    ) -> Page:
        """Send to an address without a page before it, as a stale form would; the token is right."""
        sent = {"csrfmiddlewaretoken": self._token(), **(data or {})}
        return self._took(self._send(url, sent), url, {status}, reads=reads)

    def follow(self, page: Page | None = None, *, status: int = 200, reads: bool = False) -> Page:
        """Go where the last answer points."""
        came = page or self._last()
        assert came.status in REDIRECTS, f"{came.url} answered {came.status}, which leads nowhere"
        where = urljoin(came.url, came.response["Location"])
        assert is_local(where) or urlsplit(where).hostname == HOST, f"{where} is another site"
        return self.get(_without_host(where), status=status, reads=reads)

    def click(self, words: str, *, status: int = 200, reads: bool = False) -> Page:
        """Press the link with these words on the page that is open; a redirect is followed."""
        where = self._last().link(words)
        assert is_local(where), f"{where} is another site"
        url = urljoin(self._last().url, where).partition("#")[0]
        page = self._took(self.client.get(url, secure=True), url, {status, *REDIRECTS}, reads=reads)
        return self.follow(page, status=status, reads=reads) if page.status in REDIRECTS else page

    def fill(
        self,
        changes: Mapping[str, Any] | None = None,
        *,
        form: str | None = None,
        button: str | None = None,
        stays: bool = False,
        reads: bool = False,
    ) -> Page:
        """Fill in a form of the page that is open and press a button; what is not named stays as it is.

        A redirect is followed. With `stays=True` the same page has to come back instead, with its errors.
        """
        last = self._last()
        chosen = last.form(form)
        data = chosen.filled(changes or {}, button)
        if chosen.method == "get":
            query = QueryDict(mutable=True)
            for name, values in data.items():
                query.setlist(name, values)
            return self.get(f"{urlsplit(chosen.action).path}?{query.urlencode()}", reads=reads)
        url = _without_host(chosen.action)
        answer = self._send(url, data)
        if stays:
            return self._took(answer, url, {200}, reads=reads)
        came = Page(answer, url)
        if came.status == HTTPStatus.OK and came.is_html:
            raise AssertionError(f"{url} came back: {came.errors or came.messages or came.h1}")
        page = self._took(answer, url, {*REDIRECTS, 200}, reads=reads)
        return self.follow(page, reads=reads) if page.status in REDIRECTS else page

    def _send(self, url: str, data: Mapping[str, Any]) -> HttpResponse:
        plain = {name: _one_or_all(values) for name, values in data.items()}
        return self.client.post(url, plain, secure=True, headers={"origin": f"https://{HOST}"})

    def _token(self) -> str:
        name = settings.CSRF_COOKIE_NAME
        if name not in self.client.cookies:
            self.client.cookies[name] = _get_new_csrf_string()
        return self.client.cookies[name].value

    def _last(self) -> Page:
        assert self.page is not None, "no page is open: get one first"
        return self.page

    def _took(self, response: HttpResponse, url: str, statuses: Iterable[int], *, reads: bool) -> Page:
        page = Page(response, url)
        assert page.status in statuses, f"{url} answered {page.status}, not {sorted(statuses)}{_why(page)}"
        faults = judge(page, reads=reads)
        assert not faults, f"{url} is not fit for people:\n  " + "\n  ".join(faults)
        self.page = page
        return page


def _without_host(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(scheme="", netloc="", fragment="").geturl()


def _one_or_all(values: Any) -> Any:
    return values[0] if isinstance(values, list) and len(values) == 1 else values


def _why(page: Page) -> str:
    if page.status in REDIRECTS:
        return f": it leads to {page.response['Location']}"
    return f": {page.errors or page.h1}" if page.is_html else ""


def judge(page: Page, *, reads: bool = False) -> list[str]:
    """The faults of an answer: of its headers and cookies always, of its page when it is one."""
    faults = list(cookie_faults(page.response.cookies))
    if page.is_html:
        faults += faults_of(page.document)
    else:
        faults += header_faults(dict(page.response.items()))
    if not reads and canary.is_in(page.content):
        faults.append("a canary word is on it: this person may not read that (else say reads=True)")
    return faults
