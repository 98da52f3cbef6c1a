"""One's own page: passphrase (I09), name, break, legal name and contact, and having all of it erased."""

from __future__ import annotations

import pytest

from board import actions
from board.models import Account, Identity, Person
from board.states import PersonState
from tests.board.acting import leaves
from tests.canary import CANARY
from tests.people import PASSPHRASE
from tests.visiting import Visitor


def visit(cast, who="sam"):
    return Visitor.as_(getattr(cast, who).account)


def with_identity(cast):
    actions.record_identity(
        actor=cast.anna.account, person=cast.anna, legal_name=f"{CANARY} name", contact=f"{CANARY} street"
    )


# --- passphrases (I09)


@pytest.mark.parametrize(
    ("new", "again", "said"),
    [
        ("fourteen chars", None, "Use at least 15 characters"),
        ("aaaaaaaaaaaaaaaaaaaa", None, "This is easy to guess"),
        ("hello anna-0000 hello", None, "This is easy to guess"),
        ("1q2w3e4r5t6y7u8i9o0p", None, "Many people know this passphrase"),
        (PASSPHRASE, None, "This is the passphrase you have now"),
        ("some quiet words of mine", "some other words of mine", "The two are not the same"),
    ],
)
@pytest.mark.slow
def test_i09_a_weak_passphrase_is_not_taken(cast, new, again, said):
    visitor = visit(cast, "anna")
    visitor.get("/me/passphrase/")
    page = visitor.fill({"current": PASSPHRASE, "new": new, "again": again or new}, stays=True)
    assert any(said in line for line in page.errors)


@pytest.mark.parametrize(
    "new",
    [
        "fifteen letters",
        " spaces at both ends ",
        "слова на кириллице",
        "pass\u00e9 compose\u0301 ensemble",
        "w" * 1000 + "ords" * 250,
    ],
)
@pytest.mark.slow
def test_i09_a_good_one_is_taken_and_opens_the_door(cast, new):
    visitor = visit(cast, "anna")
    visitor.get("/me/passphrase/")
    visitor.fill({"current": PASSPHRASE, "new": new, "again": new})
    again = Visitor()
    again.get("/in/")
    assert again.fill({"sign_in_name": "anna-0000", "passphrase": new}).url == "/"


def test_i09_without_the_one_in_use_nothing_changes(cast):
    visitor = visit(cast, "anna")
    visitor.get("/me/passphrase/")
    new = "some quiet words of mine"
    page = visitor.fill({"current": "not mine at all, sorry", "new": new, "again": new}, stays=True)
    assert page.errors == ["Your passphrase now – This is not the passphrase you sign in with."]
    assert Account.objects.get(pk=cast.anna.account.pk).password == cast.anna.account.password


# --- one's own page


def test_my_page_says_what_is_held_and_leads_to_everything(cast):
    with_identity(cast)
    page = visit(cast, "anna").get("/me/")
    assert "Chosen name and sign-in name" in page
    assert "Legal name and contact, sealed" in page
    assert {"Change your name here", "Legal name and contact", "A break, or leaving"} <= set(page.links)


@pytest.mark.parametrize("who", ["anna", "sam", "olga", "dora", "adam"])
@pytest.mark.slow
def test_everybody_has_a_page_of_their_own(cast, who):
    visitor = visit(cast, who)
    for url in ("/me/", "/me/name/", "/me/passphrase/", "/me/identity/", "/me/erase/"):
        visitor.get(url)


def test_a_new_name_is_seen_at_once(cast):
    anna = visit(cast, "anna")
    anna.get("/me/name/")
    anna.fill({"chosen_name": "Linden"})
    assert "Linden" in visit(cast).get("/people/").links


def test_a_break_begins_and_ends_by_one_button(cast):
    anna = visit(cast, "anna")
    anna.get("/me/")
    assert "You are on a break" in anna.fill(form="/me/break/")
    assert "Not available for requests" in visit(cast).get("/people/")
    assert "Take a break" in anna.fill(form="/me/back/")


def test_a_break_is_for_members(cast):
    sam = visit(cast)
    assert "Take a break" not in sam.get("/me/")
    sam.post("/me/break/", status=404)


def test_identity_is_shown_to_the_secretariat_on_request_and_she_sees_it(cast):
    with_identity(cast)
    sam, anna = visit(cast), visit(cast, "anna")
    page = sam.get(f"/people/{cast.anna.id}/")
    assert CANARY not in page.text
    assert "Nobody has looked." in anna.get("/me/identity/", reads=True)
    form = f"/people/{cast.anna.id}/identity/"
    assert f"{CANARY} street" in sam.fill({"reason": "payment"}, form=form, reads=True)
    assert "Secretariat, " in anna.get("/me/identity/", reads=True).main
    assert "To pay" in anna.page.main
    assert "Nobody has looked." not in anna.page


def test_where_nothing_was_given_only_the_wish_is_noted(cast):
    sam = visit(cast)
    sam.get(f"/people/{cast.anna.id}/")
    with leaves("identity.shown"):
        page = sam.fill({"reason": "reach"}, form=f"/people/{cast.anna.id}/identity/")
    assert "Nothing was given." in page


def test_identity_is_written_and_removed_by_herself(cast):
    anna = visit(cast, "anna")
    anna.get("/me/identity/")
    anna.fill({"legal_name": f"{CANARY} name", "contact": f"{CANARY} street"}, reads=True)
    anna.click("Remove both")
    anna.fill()
    assert not Identity.objects.exists()


def test_whoever_erases_herself_is_asked_for_her_passphrase(cast):
    anna = visit(cast, "anna")
    anna.get("/me/erase/")
    page = anna.fill({"current": "not mine at all, sorry"}, stays=True)
    assert page.errors == ["Your passphrase now – This is not the passphrase you sign in with."]
    page = anna.fill({"current": PASSPHRASE, "when": "now"})
    assert page.url.startswith("/me/erased/")
    assert Person.objects.get(id=cast.anna.id).state == PersonState.ERASED
    anna.get("/me/", status=302)
    assert "Anna" not in visit(cast).get("/people/").links


def test_the_last_of_the_secretariat_is_told_why_not(cast):
    actions.end_access(actor=cast.sam.account, person=cast.tessa)
    sam = visit(cast)
    sam.get("/me/erase/")
    page = sam.fill({"current": PASSPHRASE, "when": "now"}, stays=True)
    assert page.errors == ["You are the last person of the secretariat. Invite somebody else first."]
