"""From HTML to a tagged PDF with WeasyPrint. This and `tagging` import it, and only the worker imports them.

They need pango and its friends from the operating system, and raise `OSError` where those are missing.
"""

from __future__ import annotations

import html
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from weasyprint import CSS, HTML
from weasyprint.document import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from documents import markup, tagging
from documents.confinement import Doors
from documents.finisher import finish
from documents.protocol import Answer, Order, Outcome

STYLE = Path(__file__).parent / "styles" / "document.css"
VARIANT = "pdf/ua-1"


class Refused(Exception):
    """The page reached for something outside itself, or holds what may not be in a PDF."""


class Faulty(Exception):
    """The page is not what an official document needs to be."""


class Deny(URLFetcher):
    """Fetches nothing, and remembers that it was asked: WeasyPrint swallows some errors."""

    _fail_on_errors = True

    def __init__(self) -> None:
        # Not the parent's: it would set up handlers for files, HTTP and FTP.
        self.asked = 0

    def fetch(self, url: str, headers: Any = None) -> NoReturn:
        """Refuse any address of any scheme, `data:` too."""
        self.asked += 1
        raise FatalURLFetchingError("nothing is fetched")

    def __call__(self, url: str) -> NoReturn:
        self.fetch(url)


@dataclass
class Listener(logging.Handler):
    """What WeasyPrint complains about. Keeps its sentences before they are filled in, so never content."""

    errors: list[str] = field(default_factory=list)
    missing: int = 0

    def __post_init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        """Count letters without a form; keep errors."""
        if record.levelno >= logging.ERROR:
            self.errors.append(str(record.msg))
        elif str(record.msg).startswith(".notdef"):
            self.missing += 1

    __hash__ = logging.Handler.__hash__


class Press:
    """Fonts and style loaded once, the doors closed, then one page set."""

    def __init__(self) -> None:
        self.fonts = FontConfiguration()
        self.style = STYLE.read_text(encoding="utf-8")
        self.fetcher = Deny()
        self.heard = Listener()

    def warm_up(self, language: str, extra: str) -> None:
        """Load every font file while files can still be opened. `extra`: characters that need other fonts."""
        letters = html.escape(extra)
        page = f"<p>a{letters}<b>b{letters}</b><i>i{letters}</i><a href='#'>a</a><table><tr><td>t"
        document = self._lay_out(self._parse(f"<html lang={language}><title>t</title>{page}"))
        document.write_pdf(pdf_variant=VARIANT)

    def set(self, order: Order, doors: Doors) -> Answer:
        """The finished PDF. Raises `Refused` or `Faulty`."""
        logging.getLogger("weasyprint").addHandler(self.heard)
        page = self._parse(order.html)
        check_markup(page)
        try:
            document = self._lay_out(page)
            _check_links(document, order.link_hosts)
            document.metadata = _metadata(document.metadata, order)
            body = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=True, finisher=finish)
        except (FatalURLFetchingError, OSError) as error:  # the doors are closed: it was on its way out
            raise Refused("the page asked for a file or an address") from error
        if self.fetcher.asked or doors.tried:
            raise Refused("the page asked for a file or an address")
        if self.heard.errors:
            raise Faulty(self.heard.errors[0])
        return Answer(Outcome.DONE, pages=len(document.pages), missing=self.heard.missing, body=body)

    def _parse(self, text: str) -> HTML:
        return HTML(string=text, base_url=None, url_fetcher=self.fetcher)

    def _lay_out(self, page: HTML) -> Any:
        style = CSS(string=self.style, base_url=None, url_fetcher=self.fetcher, font_config=self.fonts)
        return page.render(font_config=self.fonts, stylesheets=[style], pdf_variant=VARIANT)


def check_markup(page: HTML) -> None:
    """Raises `Refused` when the page has an element or attribute that no official document has."""
    for strange in markup.strange_parts(page.etree_element):
        raise Refused(strange)


def _check_links(document: Any, hosts: tuple[str, ...]) -> None:
    for page in document.pages:
        for kind, target, *_rest in page.links:
            if kind == "internal":
                continue
            address = urlsplit(target)
            if kind != "external" or address.scheme != "https" or address.netloc not in hosts:
                raise Refused("a link leads to a place that is not on the list")


def _metadata(found: Any, order: Order) -> Any:
    """Title, author, language, day: nothing else of what a page says about itself goes into the file."""
    if found.attachments:
        raise Refused("the page wants a file attached")
    if not (found.title and found.title.strip()):
        raise Faulty("the page has no title")
    return DocumentMetadata(
        title=" ".join(found.title.split()),
        authors=[" ".join(author.split()) for author in found.authors if author.strip()],
        created=order.made_on,
        modified=order.made_on,
        lang=order.language,
    )


tagging.install()
