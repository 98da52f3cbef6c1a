"""A passkey is made and used in Chromium, with a virtual authenticator; axe finds nothing on these pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from board import factors
from tests.browser.walker import Walker
from tests.people import PASSPHRASE, Cast

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_authenticator(browser: Browser, address: str) -> Walker:
    """A browser on a device that keeps passkeys. A number is no name that a passkey can belong to."""
    walker = Walker(browser, address.replace("127.0.0.1", "localhost"), width=390, script=True)
    devices = walker.context.new_cdp_session(walker.page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return walker


def test_a_passkey_is_made_and_used(browser: Browser, address: str, people: Cast) -> None:
    with with_authenticator(browser, address) as anna:
        anna.sign_in("anna-0000")
        anna.go("/me/keys/")
        anna.click("A passkey")
        anna.pick("Where it is kept", "On a computer")
        anna.write("Your passphrase now", PASSPHRASE)
        anna.press("Go on")
        anna.press_until("Make the passkey", f"{anna.address}/me/keys/")
        anna.sees("Your passkey is set up.")
        anna.sees("On a computer")
        [made] = factors.factors_of(people.anna.account)
        assert made.kind == factors.PASSKEY

        # In with the passkey alone.
        anna.context.clear_cookies()
        anna.go("/in/?next=/me/")
        anna.press_until("Sign in with a passkey", f"{anna.address}/me/")
        anna.sees("What we keep")

        # And as the second step after the passphrase.
        anna.context.clear_cookies()
        anna.go("/in/")
        anna.write("Sign-in name", "anna-0000")
        anna.write("Passphrase", PASSPHRASE)
        anna.press("Sign in")
        anna.sees("The second step")
        anna.press_until("Use my passkey", f"{anna.address}/")
        assert anna.page.get_by_role("heading", level=1).inner_text() != "The second step"


def test_without_script_there_is_another_way(browser: Browser, address: str) -> None:
    with Walker(browser, address, width=390) as anna:
        anna.go("/in/")
        assert anna.page.get_by_role("button", name="Sign in with a passkey").count() == 0
        anna.sign_in("anna-0000")
        anna.go("/me/keys/passkey/")
        anna.write("Your passphrase now", PASSPHRASE)
        anna.press("Go on")
        anna.sees("Passkeys need JavaScript")
        anna.go("/me/keys/app/")
        anna.write("Your passphrase now", PASSPHRASE)
        anna.press("Go on")
        anna.sees("Set up your app")


def test_sb_axe_finds_nothing_on_the_way_in(browser: Browser, address: str, people: Cast) -> None:
    from axe_playwright_python.sync_playwright import Axe

    from tests.browser.accessibility import told

    found = []
    with Walker(browser, address, width=320, script=True) as sam:

        def look(name: str) -> None:
            for scheme in ("light", "dark"):
                sam.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                faults = Axe().run(sam.page).response["violations"]
                found.extend(f"{name} ({scheme}): {told(fault)}" for fault in faults)

        sam.go("/in/")
        look("the door")
        sam.sign_in("sam-0000")
        for path in ("/me/keys/", "/me/devices/", "/me/keys/passkey/"):
            sam.go(path)
            look(path)
        sam.write("Your passphrase now", PASSPHRASE)
        sam.press("Go on")
        look("making a passkey")
        sam.go("/me/keys/app/")
        sam.write("Your passphrase now", PASSPHRASE)
        sam.press("Go on")
        look("the picture for the app")
        sam.go("/me/keys/list/")
        sam.write("Your passphrase now", PASSPHRASE)
        sam.press("Show me the codes")
        look("the list")
    assert not found, "\n".join(found)
