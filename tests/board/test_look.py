"""How pages look to a person: kept on the account, written into each page by the server."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

from board.models import Account
from tests.people import PASSPHRASE, Cast
from tests.visiting import Page, Visitor

CHOSEN = {
    "text_size": "large",
    "spacing": "wide",
    "theme": "dark",
    "motion": "still",
    "notes": "open",
    "language": "en",
    "city": "Kyiv",
}


def look_of(page: Page) -> dict[str, Any]:
    root = page.document.root
    return {name: value for name, value in root.attrib.items() if name.startswith("data-")}


def test_nothing_is_chosen_before_she_chooses(cast: Cast) -> None:
    assert look_of(Visitor.as_(cast.anna.account).get("/me/")) == {}
    assert look_of(Visitor().get("/help/")) == {}


def test_what_she_chose_is_on_every_page_in_every_browser(cast: Cast) -> None:
    here = Visitor.as_(cast.anna.account)
    here.get("/me/look/")
    here.fill(CHOSEN)
    chosen = {"data-text": "large", "data-space": "wide", "data-theme": "dark", "data-motion": "still"}
    elsewhere = Visitor.as_(cast.anna.account)
    for path in ("/", "/me/", "/c/", "/help/"):
        assert look_of(elsewhere.get(path)) == chosen
    assert look_of(Visitor.as_(cast.bea.account).get("/")) == {}


def test_it_is_kept_with_the_account_alone(cast: Cast) -> None:
    here = Visitor.as_(cast.anna.account)
    here.get("/me/look/")
    before = dict(here.client.session.items())
    page = here.fill(CHOSEN)
    assert page.messages == ["Saved. Pages look like this wherever you sign in."]
    assert dict(here.client.session.items()) == before
    assert {one.key for one in here.client.cookies.values()} <= {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
    }
    account = Account.objects.get(pk=cast.anna.account.pk)
    assert (account.zone, account.notes, account.text_size) == ("Europe/Kyiv", "open", "large")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            {"city": "Atlantis"},
            "Your clock – We do not know the clock of this city. Write a capital, for example Warsaw.",
        ),
        ({"theme": "pink"}, "Colours – Please choose one of these"),
    ],
)
def test_a_mistake_keeps_what_was_chosen(cast: Cast, wrong: dict[str, str], said: str) -> None:
    here = Visitor.as_(cast.anna.account)
    here.get("/me/look/")
    page = here.post("/me/look/", {**CHOSEN, **wrong}, status=200)
    assert page.errors == [said]
    assert Account.objects.get(pk=cast.anna.account.pk).theme == "device"


def test_cc6_the_language_comes_along(cast: Cast) -> None:
    """Chosen here by the form; there, in a browser that asks for English, every page is in it."""
    here = Visitor.as_(cast.anna.account)
    here.get("/me/look/")
    here.fill({**CHOSEN, "language": "ru"})
    clean = Visitor()
    clean.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    clean.get("/in/")
    clean.fill({"sign_in_name": "anna-0000", "passphrase": PASSPHRASE})
    for path in ("/", "/me/", "/c/", "/help/"):
        assert clean.get(path).document.root.attrib["lang"] == "ru"
    assert set(clean.client.cookies) == {"__Host-session", "__Host-csrf", "__Host-known"}
    assert Visitor.as_(cast.bea.account).get("/").document.root.attrib["lang"] == "en"
