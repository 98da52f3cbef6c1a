"""What is asked of the account at each page: that it is there, its language, a passphrase of its own."""

from __future__ import annotations

import pytest
from django.conf import settings as django_settings
from django.utils import translation
from pytest_django import DjangoAssertNumQueries, Settings

from board.models import Account
from config.context import DOORS, doors
from tests.visiting import Visitor


def always(value: object) -> property:
    """Every account reads so, whatever its row holds: how it comes about is tested where it is done."""
    return property(lambda _: value, lambda _, __: None)


@pytest.fixture
def anna_must_change(anna: Visitor, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    monkeypatch.setattr(Account, "must_change", always(True))
    return anna


def test_a_one_time_passphrase_is_changed_first(anna_must_change: Visitor) -> None:
    response = anna_must_change.client.get("/inside/", secure=True)
    assert (response.status_code, response["Location"]) == (302, "/me/passphrase/")


def test_nothing_is_taken_in_before_that(anna_must_change: Visitor) -> None:
    page = anna_must_change.post("/inside/", status=303)
    assert page.response["Location"] == "/me/passphrase/"


def test_pages_for_everybody_stay_open_meanwhile(anna_must_change: Visitor) -> None:
    assert anna_must_change.get("/help/").h1 == "Help"


def test_an_ended_account_is_signed_out(anna: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    anna.get("/inside/")
    monkeypatch.setattr(Account, "is_active", always(False))
    response = anna.client.get("/inside/", secure=True)
    assert response.status_code == 302
    assert response["Location"].startswith("/in/")


def test_the_account_chooses_the_language(
    anna: Visitor, site: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.LANGUAGES = [("en", "English"), ("ru", "Русский")]
    monkeypatch.setattr(Account, "language", always("ru"))
    assert anna.client.get("/inside/", secure=True)["Content-Language"] == "ru"
    monkeypatch.setattr(Account, "language", always("de"))
    assert anna.client.get("/inside/", secure=True)["Content-Language"] == "en"
    translation.activate("en")


def test_languages_that_are_whole_are_offered_and_no_others(anna: Visitor, site: Settings) -> None:
    page = anna.get("/inside/")
    offered = {
        one.attrib["value"] for one in page.document.all("button") if one.attrib.get("name") == "language"
    }
    assert offered == {code for code, _name in django_settings.LANGUAGES} == {"en", "ru"}
    site.LANGUAGES = [("en", "English")]
    assert "Language:" not in anna.get("/inside/")


def test_the_frame_asks_only_for_session_and_account(
    anna: Visitor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        anna.get("/inside/")


def test_a_stranger_costs_nothing(
    stranger: Visitor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        stranger.get("/help/")


def test_the_bar_names_the_role_and_not_the_person(anna: Visitor) -> None:
    page = anna.get("/inside/")
    assert "Signed in as: Member" in page
    assert "Anna" not in page
    assert "anna" not in page.content.decode()


def test_every_role_has_its_doors() -> None:
    from board.states import Role

    assert set(DOORS) == set(Role.values)


def test_the_door_of_the_page_is_marked() -> None:
    here = {
        str(door.label): door.current
        for door in doors([("Help", "pages:help"), ("S", "pages:support")], "/help/")
    }
    assert here == {"Help": "page", "S": ""}
    below = doors([("Help", "pages:help")], "/help/more/")
    assert below[0].current == "true"


def test_a_door_without_a_page_is_not_shown() -> None:
    assert doors([("Nowhere", "nowhere:at-all")], "/") == []
