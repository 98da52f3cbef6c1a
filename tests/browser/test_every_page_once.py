"""SA1, SA8, PD1, PD3, J08: every page that links lead a member to, met once, with everything asked of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.browser.accessibility import violations
from tests.browser.crawling import crawl
from tests.browser.walker import Walker
from tests.judging import PATH
from tests.kinds import KINDS
from tests.people import PASSPHRASE, Cast

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
SCREENS = ((320, 640), (1280, 800))
AWAY = "/help/"
STORED = """async () => [
    localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
    (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length, document.cookie,
]"""
NOTHING = [0, 0, 0, 0, 0, ""]


@pytest.fixture(scope="module", params=[False, True], ids=["without scripts", "with scripts"])
def walked(request: pytest.FixtureRequest, browser: Browser, shared: str) -> Iterator[Walked]:
    with Walker(browser, shared, width=390, script=request.param) as walker:
        yield Walked(walker, request.param)


class Walked:
    """A walk through everything; what was met is kept, so that each test looks at its own part."""

    def __init__(self, walker: Walker, script: bool) -> None:
        self.walker, self.script = walker, script
        self.answers: list[Any] = []
        walker.context.on("response", lambda one: self.answers.append(one))  # noqa: PLW0108  (playwright marks what it is given)
        walker.sign_in("anna-0000")
        self.pages = crawl(walker).pages
        self.found = {path: self._look(path) for path in self.pages.values()}

    def _look(self, path: str) -> dict[str, Any]:
        page = self.walker.page
        found: dict[str, Any] = {"boxes": []}
        self.walker.go(path)
        for width, height in SCREENS:
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
            found["boxes"].append((width, height, page.locator("a.exit").bounding_box()))
        found["tabs"] = two_tabs(page)
        found["title"], found["path"] = page.title(), urlsplit(page.url).path
        found["manifest"] = page.locator("link[rel=manifest]").count()
        found["icon"] = page.locator("link[rel=icon]").get_attribute("href")
        found["fields"] = page.eval_on_selector_all("main form textarea, main form input", FIELDS)
        found["stored"] = page.evaluate(STORED) if self.script else NOTHING
        return found


FIELDS = """all => all.filter(one => !["hidden", "radio", "checkbox", "file", "submit"].includes(one.type))
    .map(one => [one.name, one.localName, one.type, one.autocomplete, one.getAttribute("spellcheck")])"""


def two_tabs(page: Page) -> list[str]:
    """Where the first two presses of Tab lead."""
    found = []
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    for _ in range(2):
        page.keyboard.press("Tab")
        found.append(page.evaluate("document.activeElement.getAttribute('href') || ''"))
    return found


def test_sa1_the_way_out_is_in_sight_on_every_page(walked: Walked) -> None:
    assert len(walked.found) > 20
    for path, found in walked.found.items():
        for width, height, box in found["boxes"]:
            assert box is not None, path
            assert min(box["x"], box["y"]) >= 0, path
            assert box["x"] + box["width"] <= width, path
            assert box["y"] + box["height"] <= height, path


def test_sa1_the_way_out_is_two_tabs_away_on_every_page(walked: Walked) -> None:
    far = {path: found["tabs"] for path, found in walked.found.items() if "/leave/" not in found["tabs"]}
    assert far == {}


def test_sa8_titles_and_addresses_say_nothing(walked: Walked) -> None:
    for path, found in walked.found.items():
        kind, _, rest = found["title"].partition(" – ")
        assert rest == "Pages", path
        assert kind in KINDS, path
        assert PATH.fullmatch(found["path"]), path
        assert found["manifest"] == 0, path
        assert found["icon"] == "/static/icons/page.svg", path


def test_j08_pd1_no_other_site_is_asked(walked: Walked) -> None:
    assert len(walked.answers) > 40
    assert {urlsplit(one.url).netloc for one in walked.answers} == {urlsplit(walked.walker.address).netloc}
    assert walked.walker.strangers == []


def test_pd1_pd2_the_policy_lets_nothing_else_in(walked: Walked) -> None:
    for one in walked.answers:
        policy = one.headers.get("content-security-policy", "")
        assert "default-src 'none'" in policy, one.url
        assert set(re.findall(r"'[^']+'", policy)) <= {"'none'", "'self'"}, one.url
        assert "unsafe" not in policy, one.url
        assert not re.search(r"https?:|\*|data:", policy), one.url


def test_j08_pd3_nothing_is_kept_in_the_browser(walked: Walked) -> None:
    assert {tuple(found["stored"]) for found in walked.found.values()} == {tuple(NOTHING)}


def test_pd3_fields_are_not_remembered_and_not_sent_to_a_spell_checker(walked: Walked) -> None:
    seen = [field for found in walked.found.values() for field in found["fields"]]
    assert {"chosen_name", "legal_name", "contact", "body"} <= {name for name, *_ in seen}
    for name, tag, kind, autocomplete, spellcheck in seen:
        if kind == "password":
            assert autocomplete in {"current-password", "new-password", "off"}, name
            continue
        assert autocomplete in {"off", "one-time-code"}, name
        if tag == "textarea" or kind == "text":
            assert spellcheck == "false", name


def test_j08_the_way_out_takes_the_place_of_the_page(browser: Browser, shared: str, world: Cast) -> None:
    with Walker(browser, shared, width=390, script=True) as walker:
        walker.sign_in("anna-0000")
        walker.go("/me/")
        walker.go("/board/")
        before = walker.page.evaluate("history.length")
        walker.page.locator("a.exit").click()
        walker.page.wait_for_url(f"**{AWAY}")
        assert walker.page.evaluate("history.length") == before
        walker.page.go_back()
        walker.page.wait_for_load_state()
        assert urlsplit(walker.page.url).path == "/in/"  # /me/ asks to sign in; /board/ is not in the list
        assert walker.page.url.endswith("next=/me/")


@pytest.mark.parametrize("path", ["/", "/in/", "/me/", "/help/", "/join/", "/nowhere/"])
def test_j05_in_a_frame_there_is_nothing(browser: Browser, shared: str, world: Cast, path: str) -> None:
    with Walker(browser, shared, width=390, script=True) as walker:
        walker.sign_in("anna-0000")
        framed = trapped(walker, f"{shared}{path}")
        assert "Atrium" not in framed.content()
        assert "Leave now" not in framed.content()
        assert not framed.url.startswith(shared)


def test_j05_twin_without_its_headers_it_would_be_seen(browser: Browser, shared: str, world: Cast) -> None:
    with Walker(browser, shared, width=390, script=True) as walker:
        walker.sign_in("anna-0000")
        walker.context.route("**/help/", bared)
        framed = trapped(walker, f"{shared}/help/")
        assert "Leave now" in framed.content()
        assert framed.url == f"{shared}/help/"


def bared(route: Route) -> None:
    """The same answer, without what forbids a frame."""
    answer = route.fetch()
    forbids = {"content-security-policy", "x-frame-options"}
    headers = {name: value for name, value in answer.headers.items() if name not in forbids}
    route.fulfill(response=answer, headers=headers)


def trapped(walker: Walker, address: str) -> Frame:
    """This address in a frame of somebody else's page."""
    page = walker.page
    page.goto("about:blank")
    page.set_content(f'<p>Outside</p><iframe src="{address}" width="300" height="300"></iframe>')
    page.wait_for_timeout(400)
    return next(one for one in page.frames if one is not page.main_frame)


def test_axe_finds_nothing_on_the_pages_of_coming_and_leaving(
    browser: Browser, shared: str, world: Cast
) -> None:
    paths = ("/board/", "/me/look/", "/me/leave/", "/me/leave/board/", "/me/erase/", "/safety/", "/changed/")
    found = violations(
        browser, shared, world.anna.account, PASSPHRASE, {path: path for path in (*paths, "/join/")}
    )
    assert found == []
