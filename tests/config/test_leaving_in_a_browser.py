"""The way out as a person uses it: in sight, with and without scripts, by keys, and Back shows nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from board.models.sessions import Session, digest
from tests.browser.walker import Walker
from tests.people import PASSPHRASE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ("/me/", "/help/", "/support/", "/privacy/")
# Behind "Leave now" stands the site's own help page here, so that no other machine is asked.
AWAY = "/help/"


@pytest.fixture(params=[False, True], ids=["without scripts", "with scripts"])
def anna(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Walker]:
    with Walker(browser, address, width=390, script=request.param) as walker:
        yield enter(walker)


@pytest.fixture
def scripted(browser: Browser, address: str) -> Iterator[Walker]:
    with Walker(browser, address, width=1280, script=True) as walker:
        yield enter(walker)


def enter(walker: Walker) -> Walker:
    """Sign in by the form, and come to a page that shows a name."""
    walker.go("/in/?next=/me/")
    walker.write("Sign-in name", "anna-0000")
    walker.write("Passphrase", PASSPHRASE)
    walker.press("Sign in")
    return walker


def leave(page: Page) -> None:
    page.locator("a.exit").click()
    page.wait_for_url(f"**{AWAY}")


def test_sa1_the_way_out_is_always_in_sight(browser: Browser, address: str) -> None:
    for width, height in ((320, 640), (1280, 800)):
        with Walker(browser, address, width=width) as walker:
            enter(walker)
            walker.page.set_viewport_size({"width": width, "height": height})
            for path in PAGES:
                walker.go(path)
                walker.page.evaluate("scrollTo(0, document.body.scrollHeight)")
                box = walker.page.locator("a.exit").bounding_box()
                assert box is not None
                assert box["x"] >= 0
                assert box["x"] + box["width"] <= width
                assert box["y"] >= 0
                assert box["y"] + box["height"] <= height


def test_sa1_the_way_out_is_two_tabs_away(anna: Walker) -> None:
    anna.go("/me/")
    for _ in range(2):
        anna.page.keyboard.press("Tab")
    anna.page.keyboard.press("Enter")
    anna.page.wait_for_url(f"**{AWAY}")
    assert not Session.objects.exists()


def test_sa2_leaving_ends_the_session_in_a_browser(anna: Walker) -> None:
    anna.go("/me/")
    stolen = next(one for one in anna.context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME)
    assert Session.objects.filter(session_key=digest(stolen["value"])).exists()
    leave(anna.page)
    assert anna.page.url == anna.address + AWAY
    assert not Session.objects.filter(session_key=digest(stolen["value"])).exists()
    assert [
        one["name"] for one in anna.context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME
    ] == []
    anna.context.add_cookies([stolen])
    anna.page.goto(anna.address + "/me/")
    assert anna.page.url.startswith(f"{anna.address}/in/")


def test_sa4_blank_at_once(scripted: Walker) -> None:
    """Blank in the same breath as the press, before anything is asked of the server."""
    scripted.go("/me/")
    words, title = scripted.page.evaluate(
        "() => { document.querySelector('a.exit').click();"
        " return [document.documentElement.textContent, document.title] }"
    )
    assert words.strip() == title.strip() == ""
    scripted.page.wait_for_url(f"**{AWAY}")


def test_sa4_shift_three_times(scripted: Walker) -> None:
    scripted.go("/me/")
    for _ in range(3):
        scripted.page.keyboard.press("Shift")
    scripted.page.wait_for_url(f"**{AWAY}")
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    "keys",
    [
        ["Shift+A", "Shift+A", "Shift+A"],
        ["Shift", "Shift", "a", "Shift"],
        ["Escape", "Escape", "Escape"],
        ["Shift", "Shift", "Shift+Tab", "Shift"],
    ],
    ids=str,
)
def test_sa4_other_keys_do_not_leave(scripted: Walker, keys: list[str]) -> None:
    scripted.go("/me/")
    for key in keys:
        scripted.page.keyboard.press(key)
    scripted.page.wait_for_timeout(200)
    assert scripted.page.url == scripted.address + "/me/"
    assert Session.objects.exists()


def test_sa5_back_shows_nothing(anna: Walker) -> None:
    for path in PAGES:
        anna.go(path)
    anna.go("/me/")
    assert "Anna" in anna.words()
    leave(anna.page)
    for _ in range(6):
        anna.page.go_back()
        anna.page.wait_for_load_state()
        assert "Anna" not in anna.page.content()
        assert "Your account" not in anna.page.content()
