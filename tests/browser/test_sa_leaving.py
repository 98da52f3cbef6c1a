"""SA2, SA4, SA5, SE4: the way out in Chromium, over TLS, with the headers of production."""

from __future__ import annotations

import base64
import io
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

from board.models import Session
from tests.browser.fixtures import ARGUMENTS
from tests.browser.walker import Walker
from tests.people import Cast

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
AWAY = "/help/"  # stands in for the neutral site
SLOW_3G = {"offline": False, "latency": 2000, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


@pytest.fixture(params=[False, True], ids=["without scripts", "with scripts"])
def anna(request: pytest.FixtureRequest, browser: Browser, shared: str) -> Iterator[Walker]:
    with Walker(browser, shared, width=390, script=request.param) as walker:
        yield walker.sign_in("anna-0000")


@pytest.fixture
def scripted(browser: Browser, shared: str) -> Iterator[Walker]:
    with Walker(browser, shared, width=1280, script=True) as walker:
        yield walker.sign_in("anna-0000")


# --- SA2


def test_sa2_the_way_out_ends_the_session_and_an_old_cookie_opens_nothing(anna: Walker) -> None:
    anna.go("/me/")
    stolen = next(one for one in anna.context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME)
    before = Session.objects.count()
    anna.page.locator("a.exit").click()
    anna.page.wait_for_url(f"**{AWAY}")
    assert anna.page.url == anna.address + AWAY
    assert Session.objects.count() == before - 1
    assert settings.SESSION_COOKIE_NAME not in {one["name"] for one in anna.context.cookies()}
    anna.context.add_cookies([stolen])
    anna.page.goto(anna.address + "/me/")
    assert anna.page.url.startswith(f"{anna.address}/in/")


# --- SA4


def is_blank(network: CDPSession) -> bool:
    """Whether every point of the screen has the same colour, now. Playwright's own waits."""
    from PIL import Image

    taken = base64.b64decode(network.send("Page.captureScreenshot")["data"])
    with Image.open(io.BytesIO(taken)) as picture:
        return len(picture.convert("RGB").getcolors(maxcolors=1 << 24)) == 1


def test_sa4_blank_within_100_ms_on_a_slow_network(scripted: Walker) -> None:
    page, told = scripted.page, []
    page.expose_function("tell", lambda took, title: told.append((took, title)))
    scripted.go("/me/")
    network = scripted.context.new_cdp_session(page)
    assert not is_blank(network)
    page.evaluate(
        "() => { let pressed = 0;"
        " addEventListener('keyup', () => { pressed = performance.now(); }, true);"
        " new MutationObserver(() => tell(performance.now() - pressed, document.title))"
        ".observe(document, { childList: true, subtree: true }); }"
    )
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW_3G)
    for _ in range(3):
        page.keyboard.press("Shift")
    assert is_blank(network)
    assert page.url == scripted.address + "/me/"  # the network has not answered yet
    page.wait_for_url(f"**{AWAY}")
    took, title = told[0]
    assert took < 100
    assert title.strip() == ""


def test_sa4_away_within_a_second_and_the_session_has_ended(scripted: Walker) -> None:
    scripted.go("/me/")
    before = Session.objects.count()
    asked: list[str] = []
    scripted.context.on("request", lambda one: asked.append(f"{one.resource_type} {one.url}"))
    began = time.monotonic()
    for _ in range(3):
        scripted.page.keyboard.press("Shift")
    scripted.page.wait_for_url(f"**{AWAY}", wait_until="commit")
    assert time.monotonic() - began < 1
    assert f"fetch {scripted.address}/leave/" in asked
    assert f"document {scripted.address}/leave/" in asked
    assert Session.objects.count() == before - 1


@pytest.mark.parametrize(
    ("keys", "leaves"),
    [
        (["Shift", "Shift", "Shift"], True),
        (["Shift", "Shift", 4500, "Shift"], True),
        (["Shift", 4000, "Shift", 4000, "Shift"], True),
        (["Shift", "Shift", 5500, "Shift"], False),
        (["Shift", "Shift", "a", "Shift"], False),
        (["Shift+A", "Shift+A", "Shift+A"], False),
        (["Shift", "Shift", "Shift+Tab", "Shift"], False),
        (["Escape", "Escape", "Escape"], False),
        (["Escape"], False),
    ],
    ids=str,
)
def test_sa4_shift_three_times_and_nothing_else(
    browser: Browser, shared: str, keys: list[Any], leaves: bool
) -> None:
    with Walker(browser, shared, width=1280, script=True) as walker:
        walker.page.clock.install()
        walker.go("/support/")
        for key in keys:
            if isinstance(key, int):
                walker.page.clock.run_for(key)
            else:
                walker.page.keyboard.press(key)
        if leaves:
            walker.page.wait_for_url(f"**{AWAY}")
        else:
            walker.page.wait_for_timeout(150)
            assert walker.page.url == walker.address + "/support/"
            assert walker.page.title() == "Support – Pages"


def test_sa4_capital_letters_in_a_text_do_not_leave(scripted: Walker) -> None:
    scripted.go("/me/identity/")
    scripted.page.get_by_label("How to reach you").focus()
    for _ in range(3):
        scripted.page.keyboard.press("Shift+A")
    scripted.page.wait_for_timeout(150)
    assert scripted.page.get_by_label("How to reach you").input_value() == "AAA"
    assert scripted.page.url == scripted.address + "/me/identity/"


# --- SA5


def is_there(page: Page) -> None:
    """A page that the browser kept whole has no `load` to wait for: it is asked how far it is."""
    for _ in range(40):
        with suppress(Exception):  # in the midst of going on to another page
            if page.evaluate("document.readyState") == "complete":
                return
        page.wait_for_timeout(100)


def back_and_forward(walker: Walker) -> Iterator[str]:
    """What stands on the screen at each press of Back, and of Forward.

    The keys Alt and an arrow do nothing in a browser without a window: the history itself is walked.
    """
    page, met = walker.page, {walker.page.url}
    for step in [*[page.go_back] * 5, *[page.go_forward] * 5]:
        step(wait_until="commit")
        page.wait_for_timeout(250)
        is_there(page)
        met.add(page.url)
        yield page.content()
    assert len(met) > 3, met


@pytest.mark.parametrize("script", [False, True], ids=["without scripts", "with scripts"])
def test_sa5_back_and_forward_show_nothing(browser: Browser, shared: str, world: Cast, script: bool) -> None:
    with Walker(browser, shared, width=390, script=script) as walker:
        shows_nothing_afterwards(walker)


SECRETS = (
    "Anna",
    "anna-0000",
    "Advisory Board",
    "Labour Training Agency",
    "How people are asked",
    "My data</h1>",
)


def shows_nothing_afterwards(walker: Walker) -> None:
    """Four pages with names on them, the way out, and then the browser's own buttons."""
    walker.sign_in("anna-0000")
    for path in ("/", "/me/", "/board/", "/c/"):
        walker.go(path)
        assert any(secret in walker.page.content() for secret in SECRETS), path
    walker.page.locator("a.exit").click()
    walker.page.wait_for_url(f"**{AWAY}")
    walker.complaints.clear()
    for content in back_and_forward(walker):
        assert not [secret for secret in SECRETS if secret in content]


def in_a_browser_that_keeps_pages(address: str, walk: Callable[[Walker], None]) -> None:
    """As people's browsers do, and as playwright's do not unless told: pages are kept whole for Back."""
    problems: list[BaseException] = []

    def run() -> None:
        # playwright has one loop a thread, and the other browser has this one's
        from playwright.sync_api import sync_playwright

        try:
            with sync_playwright() as playwright:
                found = playwright.chromium.launch(
                    executable_path=shutil.which("chromium"),
                    args=ARGUMENTS,
                    ignore_default_args=["--disable-back-forward-cache"],
                )
                for script in (False, True):
                    with Walker(found, address, width=390, script=script) as walker:
                        walk(walker)
                found.close()
        except BaseException as problem:
            problems.append(problem)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(120)
    assert not problems, problems


def test_sa5_also_where_the_browser_keeps_pages(shared: str, world: Cast) -> None:
    in_a_browser_that_keeps_pages(shared, shows_nothing_afterwards)


# --- SE4


def shows_nothing_after_signing_out(walker: Walker) -> None:
    """The other way out: the cookie goes, and Back and Forward come to the door."""
    walker.sign_in("anna-0000")
    for path in ("/me/", "/board/"):
        walker.go(path)
        assert any(secret in walker.page.content() for secret in SECRETS), path
    walker.page.locator("header summary:visible").first.click()
    walker.press("Sign out")
    walker.sees("You are signed out")
    assert settings.SESSION_COOKIE_NAME not in {one["name"] for one in walker.context.cookies()}
    walker.complaints.clear()
    for content in back_and_forward(walker):
        assert not [secret for secret in SECRETS if secret in content]


def test_se4_back_shows_nothing_where_the_browser_keeps_pages(shared: str, world: Cast) -> None:
    in_a_browser_that_keeps_pages(shared, shows_nothing_after_signing_out)
