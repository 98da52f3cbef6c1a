"""SE3, I02: what came when the time was up is kept for a day, for the same person only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings

from board import actions
from board.models import Parked
from tests.board.acting import leaves
from tests.board.test_sessions import is_in, signed_in
from tests.canary import CANARY
from tests.people import PASSPHRASE
from tests.visiting import Visitor

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORDS = f"{CANARY} by telephone, after six"
SENT = {"legal_name": "", "contact": WORDS, "csrf": "x"}
KEPT = "You are signed out. What you wrote is kept for 24 hours. Sign in to go on."


def come_in(visitor: Visitor, name: str) -> None:
    visitor.get("/in/")
    visitor.fill({"sign_in_name": name, "passphrase": PASSPHRASE}, reads=True)


def typed_too_late(name: str = "anna-0000") -> Visitor:
    """She writes for an hour, and sends it; the clock has to stand at noon."""
    visitor = signed_in(name)
    visitor.get("/me/identity/")
    return visitor


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as found:
        yield found


def test_se3_nothing_typed_is_lost(cast, clock):
    anna = typed_too_late()
    clock.shift(HOUR)
    with leaves("text.parked"):
        page = anna.post("/me/identity/", SENT)
    assert page.response["Location"] == "/in/?next=%2Fme%2Fidentity%2F&kept=yes"
    assert KEPT in anna.follow()
    # Somebody else signs in, in this very browser.
    come_in(anna, "bea-0000")
    assert anna.page.url == "/"
    assert "Nothing is waiting here" in anna.get("/me/kept/")
    anna.post("/out/")
    # And then she herself.
    come_in(anna, "anna-0000")
    assert anna.page.url == "/me/kept/"
    assert WORDS in anna.page
    with leaves("identity.recorded", "text.unparked", "keys.destroyed"):
        anna.fill({}, form="/me/identity/", reads=True)
    assert WORDS in anna.page.content.decode()
    assert not Parked.objects.exists()


def test_i02_a_draft_comes_back_after_signing_in(cast, clock):
    """Into a form with a mistake: it comes back with the words in it."""
    anna = typed_too_late()
    clock.shift(HOUR)
    anna.post("/me/name/", {"chosen_name": f"{CANARY} " + "name " * 30})
    come_in(anna, "anna-0000")
    page = anna.fill({}, form="/me/name/", stays=True, reads=True)
    assert page.title.startswith("Please check: ")
    assert CANARY in page.content.decode()


def test_se3_it_is_gone_after_a_day(cast, clock):
    anna = typed_too_late()
    clock.shift(HOUR)
    anna.post("/me/identity/", SENT)
    clock.shift(timedelta(hours=24))
    assert actions.forget_old_parked() == 0
    clock.shift(timedelta(seconds=1))
    with leaves("text.unparked", "keys.destroyed"):
        assert actions.forget_old_parked() == 1
    assert not Parked.objects.exists()
    come_in(anna, "anna-0000")
    assert anna.page.url == "/"


def test_se3_somebody_else_cannot_have_it(cast, clock):
    anna = typed_too_late()
    clock.shift(HOUR)
    anna.post("/me/identity/", SENT)
    row = Parked.objects.get()
    bea = Visitor.as_(cast.bea.account)
    strange = bea.post(f"/me/kept/{cast.bea.id}/remove/", status=404).content
    assert bea.post(f"/me/kept/{row.id}/remove/", status=404).content == strange
    bea.post("/me/name/", {"chosen_name": "Bea again", "kept": str(row.id)})
    assert Parked.objects.filter(id=row.id).exists()


ENDINGS = ["signed out", "left", "paused", "passphrase", "a day later", "a made-up cookie"]


@pytest.mark.parametrize("how", ENDINGS)
def test_an_ended_session_takes_nothing(cast, clock, how):
    anna = typed_too_late()
    old = anna.client.cookies[settings.SESSION_COOKIE_NAME].value
    if how == "signed out":
        anna.post("/out/")
    if how == "left":
        anna.client.get("/leave/", secure=True)
    if how == "paused":
        actions.pause_access(actor=cast.sam.account, person=cast.anna)
    if how == "passphrase":
        actions.change_passphrase(actor=cast.anna.account, passphrase="others, and quite a few of them")
    clock.shift(timedelta(hours=25) if how == "a day later" else HOUR)
    anna.client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32 if how == "a made-up cookie" else old
    # Leaving takes the form's token along: such a form is refused before anybody asks whose it is.
    page = anna.post("/me/identity/", SENT, status=403 if how == "left" else 303)
    assert page.response.get("Location", "/in/?next=/me/identity/") == "/in/?next=/me/identity/"
    assert not Parked.objects.exists()


def test_no_passphrase_is_kept(cast, clock):
    anna = typed_too_late()
    clock.shift(HOUR)
    page = anna.post("/me/passphrase/", {"current": "a b c", "new": "d e f", "again": "d e f"})
    assert page.response["Location"] == "/in/?next=/me/passphrase/"
    assert not Parked.objects.exists()


def test_another_site_leaves_nothing_behind(cast, clock):
    anna = typed_too_late()
    clock.shift(HOUR)
    answer = anna.client.post("/me/identity/", SENT, secure=True, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert not Parked.objects.exists()


def test_five_are_kept_and_no_book(cast, clock):
    anna = typed_too_late()
    cookie = anna.client.cookies[settings.SESSION_COOKIE_NAME].value
    clock.shift(HOUR)
    for number in range(7):
        anna.client.cookies[settings.SESSION_COOKIE_NAME] = cookie
        clock.shift(timedelta(seconds=1))
        anna.post("/me/identity/", {**SENT, "legal_name": f"{CANARY} {number}"})
    anna.client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    anna.post("/me/identity/", {"contact": f"{CANARY} " + "x" * 200_001})
    assert Parked.objects.count() == 5


def test_the_script_brings_it_in_time(cast, clock):
    anna = typed_too_late()
    anna.post("/me/kept/park/", {**SENT, "to": "/me/identity/"}, status=204)
    assert WORDS in anna.get("/me/kept/", reads=True)
    anna.post("/me/kept/park/", {**SENT, "to": "https://evil.example/"}, status=204)
    anna.post("/me/kept/park/", {**SENT, "to": "/nowhere/"}, status=204)
    assert Parked.objects.count() == 1
    clock.shift(HOUR)
    anna.post("/me/kept/park/", {**SENT, "to": "/me/name/"}, status=204)
    assert set(Parked.objects.values_list("path", flat=True)) == {"/me/identity/", "/me/name/"}


def test_it_goes_with_the_person(cast, clock):
    anna = typed_too_late()
    anna.post("/me/kept/park/", {**SENT, "to": "/me/identity/"}, status=204)
    actions.erase_person(actor=cast.anna.account, person=cast.anna)
    assert not Parked.objects.exists()
    assert not is_in(anna)


def test_she_removes_it(cast, clock):
    anna = typed_too_late()
    anna.post("/me/kept/park/", {**SENT, "to": "/me/identity/"}, status=204)
    anna.get("/me/kept/", reads=True)
    with leaves("text.unparked", "keys.destroyed"):
        anna.fill({}, form=f"/me/kept/{Parked.objects.get().id}/remove/")
    assert "Nothing is waiting here" in anna.page


def pressed_when_signed_out(referer):
    visitor = Visitor()
    visitor.get("/in/")
    sent = {"csrfmiddlewaretoken": visitor._token()}
    return visitor, visitor.client.post("/me/break/", sent, secure=True, headers={"referer": referer})


def test_a_button_pressed_too_late_leads_back_to_its_page(cast):
    visitor, answer = pressed_when_signed_out("https://127.0.0.1/me/?at=1")
    assert answer["Location"] == "/in/?next=%2Fme%2F%3Fat%3D1&pressed=no"
    page = visitor.get(answer["Location"])
    assert "You are signed out. What you pressed did not count. Sign in and press it again." in page
    visitor.fill({"sign_in_name": "anna-0000", "passphrase": PASSPHRASE}, reads=True)
    assert visitor.page.url == "/me/?at=1"


@pytest.mark.parametrize("referer", ["https://127.0.0.1/in/", "https://127.0.0.1//evil.example/"])
def test_it_never_leads_elsewhere(cast, referer):
    visitor, answer = pressed_when_signed_out(referer)
    visitor.get(answer["Location"])
    visitor.fill({"sign_in_name": "anna-0000", "passphrase": PASSPHRASE}, reads=True)
    assert visitor.page.url == "/"
