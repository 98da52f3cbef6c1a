"""Time is up: told before, blank after, nothing typed is lost. Chromium over TLS, JavaScript on and off."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from board.models import Parked, Session
from tests.browser.fixtures import ARGUMENTS
from tests.browser.site import let_pass
from tests.browser.walker import Walker
from tests.canary import CANARY
from tests.people import PASSPHRASE, Cast

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = f"{CANARY} zq7-marker-81 by telephone"
MINUTE = 60_000


def clocked(browser: Browser, address: str, name: str = "anna") -> Walker:
    """Signed in, in a browser whose clock a test moves."""
    walker = Walker(browser, address, width=390, script=True)
    walker.page.clock.install()
    return walker.sign_in(f"{name}-0000")


def pass_time(walker: Walker, minutes: int) -> None:
    """For the server and for the browser. `fast_forward` is a device that slept: timers run once."""
    let_pass(minutes)
    walker.page.clock.fast_forward(minutes * MINUTE)


def test_se2_a_dialogue_before_the_time_is_up(browser: Browser, address: str) -> None:
    with clocked(browser, address) as anna:
        anna.go("/me/identity/")
        assert not anna.page.locator("dialog").is_visible()
        pass_time(anna, 26)
        dialog = anna.page.get_by_role("dialog")
        dialog.wait_for()
        assert "sign you out in 5 minutes" in dialog.inner_text()
        # The keyboard stays in it.
        for _key in range(4):
            inside = anna.page.evaluate("document.activeElement.closest('dialog') !== null")
            browser_bar = anna.page.evaluate("document.activeElement === document.body")
            assert inside or browser_bar
            anna.page.keyboard.press("Tab")
        with anna.page.expect_response("**/me/stay/"):
            anna.page.keyboard.press("Escape")
        dialog.wait_for(state="hidden")
        # Esc stays: half an hour from here on.
        pass_time(anna, 20)
        anna.page.wait_for_timeout(300)
        assert not anna.page.locator("dialog").is_visible()
        pass_time(anna, 6)
        dialog.wait_for()
        with anna.page.expect_response("**/me/stay/"):
            anna.page.get_by_role("button", name="Stay signed in").click()
        dialog.wait_for(state="hidden")
        anna.go("/me/")
        anna.sees("What we keep")


def test_se2_the_page_is_blank_after_a_sleep(browser: Browser, address: str) -> None:
    with clocked(browser, address, "sam") as sam:
        sam.go("/me/devices/")
        sam.page.route("**/me/idle/", lambda route: None)  # the network is slow after a sleep
        pass_time(sam, 40)
        sam.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        sam.page.wait_for_function("document.body.childNodes.length === 0", timeout=1000)
        assert "signed in" not in sam.page.content()


@pytest.mark.parametrize("comes_back", ["pageshow", "visibilitychange"])
def test_se2_whichever_way_a_page_comes_back_it_is_blank(
    browser: Browser, address: str, comes_back: str
) -> None:
    """Each alone, with no timer that could have seen the hour: the device slept, and its clock did not."""
    with Walker(browser, address, width=390, script=True) as anna:
        anna.sign_in("anna-0000")
        anna.go("/me/")
        anna.page.route("**/me/idle/", lambda route: None)
        anna.sees("What we keep")
        left = anna.page.evaluate(
            "event => { const now = Date.now; Date.now = () => now() + 31 * 60 * 1000;"
            " (event === 'pageshow' ? window : document).dispatchEvent(new Event(event));"
            " return document.body.childNodes.length; }",
            comes_back,
        )
        assert left == 0


def test_se2_the_dialogue_signs_out_and_the_door_says_how_long(browser: Browser, address: str) -> None:
    with clocked(browser, address) as anna:
        anna.go("/me/")
        pass_time(anna, 26)
        dialog = anna.page.get_by_role("dialog")
        dialog.wait_for()
        assert [one.inner_text() for one in dialog.get_by_role("button").all()] == [
            "Stay signed in",
            "Sign out",
        ]
        dialog.get_by_role("button", name="Sign out").click()
        anna.page.wait_for_url("**/out/")
        anna.sees("You are signed out")
        assert not Session.objects.exists()
    with Walker(browser, address, width=390) as stranger:
        stranger.go("/in/")
        stranger.sees("You are signed out when nothing happens for 30 minutes. In the secretariat it is 15.")


def test_se3_what_was_typed_comes_back(browser: Browser, address: str, people: Cast) -> None:
    with clocked(browser, address) as anna:
        anna.go("/me/identity/")
        anna.write("How to reach you", WORDS)
        pass_time(anna, 45)
        anna.page.wait_for_url("**/in/?next=**")
        assert WORDS not in anna.page.content()
        assert Parked.objects.count() == 1
        anna.sign_in("bea-0000")
        anna.go("/me/kept/")
        anna.sees_not(WORDS)
        anna.context.clear_cookies()
        anna.sign_in("anna-0000")
        anna.sees("What you were writing")
        anna.sees(WORDS)
        anna.press("Go on with it")
        assert anna.holds("How to reach you") == WORDS
        assert not Parked.objects.exists()


def test_se3_without_script(browser: Browser, address: str) -> None:
    with Walker(browser, address, width=390) as anna:
        anna.sign_in("anna-0000")
        anna.go("/me/identity/")
        anna.write("How to reach you", WORDS)
        let_pass(45)
        anna.press("Save")
        anna.sees("You are signed out. What you wrote is kept for 24 hours.")
        anna.sees("You are signed out when nothing happens for 30 minutes.")
        anna.write("Sign-in name", "anna-0000")
        anna.write("Passphrase", "five plain words of one cast")
        anna.press("Sign in")
        anna.sees(WORDS)


def test_se4_back_shows_nothing_after_signing_out(browser: Browser, address: str) -> None:
    with Walker(browser, address, width=1280, script=True) as anna:
        anna.sign_in("anna-0000")
        anna.go("/me/")
        cookie = next(one for one in anna.context.cookies() if one["name"] == "__Host-session")
        anna.page.locator("summary:visible", has_text="Your account").click()
        anna.press("Sign out")
        anna.sees("You are signed out")
        assert cookie["name"] not in {one["name"] for one in anna.context.cookies()}
        anna.page.go_back()
        anna.page.wait_for_load_state()
        anna.sees_not("What we keep")
        kind = anna.page.evaluate("performance.getEntriesByType('navigation')[0].type")
        assert kind != "back_forward" or "Sign in" in anna.words() or "signed out" in anna.words()


def test_se4_a_page_that_the_browser_kept_is_asked_for_again(browser: Browser, address: str) -> None:
    """What `pageshow` says when a page comes from the browser's own store: blank at once, then the server."""
    with Walker(browser, address, width=1280, script=True) as anna:
        anna.sign_in("anna-0000")
        anna.go("/me/")
        Session.objects.all().delete()
        with anna.page.expect_navigation():
            left = anna.page.evaluate(
                "() => { dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));"
                " return document.documentElement.textContent; }"
            )
        assert left == ""
        anna.page.wait_for_url("**/in/?next=/me/")
        anna.sees_not("What we keep")


def test_se5_end_all_ends_the_other_browser(browser: Browser, address: str) -> None:
    with Walker(browser, address, width=390) as here, Walker(browser, address, width=1280) as there:
        here.sign_in("anna-0000")
        there.sign_in("anna-0000")
        assert Session.objects.count() == 2
        here.go("/me/devices/")
        here.press("Sign out everywhere")
        here.sees("You are signed out")
        there.go("/me/")
        there.sees("Sign in")
        there.sees_not("What we keep")


def test_se5_a_new_start_of_the_browser_is_signed_out(browser: Browser, address: str) -> None:
    """What a browser keeps over a new start is what has a date; nothing of ours has one."""
    with Walker(browser, address, width=390) as anna:
        anna.sign_in("anna-0000")
        cookies = anna.context.cookies()
        assert {one["name"] for one in cookies} == {"__Host-session", "__Host-csrf", "__Host-known"}
        assert {one["expires"] for one in cookies} == {-1}


def test_se5_the_same_profile_started_again_is_signed_out(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    """One profile on the disk, twice. What has a date came through: the profile was kept."""

    def started() -> BrowserContext:
        return browser.browser_type.launch_persistent_context(
            tmp_path, executable_path=shutil.which("chromium"), args=ARGUMENTS, ignore_https_errors=True
        )

    dated = {"name": "dated", "value": "x", "url": f"{address}/help/", "expires": time.time() + 86400}
    with started() as context:
        page = context.new_page()
        page.goto(f"{address}/in/")
        assert page.locator("main input[type=checkbox]").count() == 0  # nothing to be remembered by
        page.get_by_label("Sign-in name").fill("anna-0000")
        page.get_by_label("Passphrase").fill(PASSPHRASE)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.goto(f"{address}/me/")
        assert page.url == f"{address}/me/"
        context.add_cookies([dated])  # type: ignore[list-item]  # playwright's own shape of a cookie
    with started() as context:
        page = context.new_page()
        page.goto(f"{address}/me/")
        assert page.url == f"{address}/in/?next=/me/"
        assert "What we keep" not in page.content()
        assert "dated" in {one["name"] for one in context.cookies()}


def test_se7_the_door_is_for_everybody(browser: Browser, address: str) -> None:
    with Walker(browser, address, width=390, script=True) as anna:
        anna.go("/in/")
        page = anna.page
        assert page.get_by_label("Sign-in name").get_attribute("autocomplete") == "username"
        words = page.get_by_label("Passphrase")
        assert words.get_attribute("autocomplete") == "current-password"
        # By the browser's own keys, from one field into the other: nothing stands in the way of a paste.
        page.get_by_label("Sign-in name").fill("pasted words of fifteen")
        for field, keys in (("Sign-in name", ("Control+a", "Control+c")), ("Passphrase", ("Control+v",))):
            page.get_by_label(field).focus()
            for key in keys:
                page.keyboard.press(key)
        assert words.input_value() == "pasted words of fifteen"
        # What is asked is a name and the words: no puzzle, no question of memory.
        shown = page.locator("main form :is(input, select, textarea):not([type=hidden])")
        assert shown.evaluate_all("all => all.map(one => one.name)") == ["sign_in_name", "passphrase"]
        for puzzle in ("captcha", "first pet", "maiden name", "iframe"):
            assert puzzle not in page.content().lower()
        assert page.get_by_role("button", name="Sign in with a passkey").is_visible()


def test_j08_nothing_is_stored_in_the_browser(browser: Browser, address: str) -> None:
    with clocked(browser, address) as anna:
        for path in ("/", "/me/", "/me/devices/", "/me/keys/", "/me/identity/", "/in/", "/help/"):
            anna.go(path)
            stored = anna.page.evaluate(
                "(async () => [localStorage.length, sessionStorage.length,"
                " (await indexedDB.databases()).length, (await caches.keys()).length,"
                " (await navigator.serviceWorker.getRegistrations()).length])()"
            )
            assert stored == [0, 0, 0, 0, 0]
        assert anna.strangers == []
