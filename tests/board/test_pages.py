"""The pages about people: who may come, what a press of a button does, what happens to sessions elsewhere."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from board import actions
from board.models import Organisation, Person
from board.states import Need, PersonState, Role
from privacy.models import Event
from tests.board.acting import asked
from tests.canary import CANARY
from tests.people import PASSPHRASE, SETUP
from tests.visiting import Visitor

NOBODY = "00000000-0000-4000-8000-000000000000"
STAFF_ONLY = ("bea", "chloe", "olga", "dora", "adam")
PERSON_PAGES = ("", "end/", "passphrase/")
PERSON_BUTTONS = ("identity/", "break/", "back/", "pause/", "resume/", "end/", "passphrase/")


def visit(cast, who="sam"):
    return Visitor.as_(getattr(cast, who).account)


# --- who may come


@pytest.mark.parametrize("who", STAFF_ONLY)
def test_a03_only_those_who_manage_people_come_to_their_pages(cast, who):
    visitor = visit(cast, who)
    stranger = visitor.get(f"/people/{NOBODY}/", status=404).content
    for url in (
        "/people/",
        "/people/invite/",
        "/partners/",
        "/partners/new/",
        f"/partners/{cast.agency.id}/",
    ):
        assert visitor.get(url, status=404).content == stranger
    for page in PERSON_PAGES:
        assert visitor.get(f"/people/{cast.anna.id}/{page}", status=404).content == stranger
    for button in PERSON_BUTTONS:
        assert visitor.post(f"/people/{cast.anna.id}/{button}", status=404).content == stranger
    assert Person.objects.get(id=cast.anna.id).state == PersonState.ACTIVE


@pytest.mark.parametrize("page", PERSON_PAGES)
def test_a04_a_random_id_is_the_same_as_a_strangers(cast, page):
    assert visit(cast).get(f"/people/{uuid4()}/{page}", status=404)
    assert visit(cast).get(f"/partners/{uuid4()}/", status=404)


def test_whoever_is_not_signed_in_is_asked_to(cast):
    for url in ("/people/", f"/people/{cast.anna.id}/", f"/people/{NOBODY}/", "/me/", "/partners/"):
        assert Visitor().get(url, status=302).response["Location"] == f"/in/?next={url}"


# --- the list


def queries_of(visitor, url):
    with CaptureQueriesContext(connection) as counted:
        visitor.get(url, reads=True)
    return len(counted)


def test_the_list_takes_as_many_queries_for_300_as_for_one(cast):
    visitor = visit(cast)
    counts = [queries_of(visitor, "/people/")]
    for more in (3, 300):
        for number in range(more):
            actions.add_person(
                actor=SETUP,
                role=Role.DATA_PROTECTION,
                sign_in_name=f"r{more}-{number}",
                chosen_name=f"{CANARY} {number}",
                passphrase=PASSPHRASE,
            )
        counts.append(queries_of(visitor, "/people/"))
    assert len(set(counts)) == 1, counts


def test_the_list_leaves_no_event_and_shows_names_to_the_secretariat(cast):
    before = Event.objects.count()
    page = visit(cast).get("/people/")
    assert {"Anna", "Bea", "Olga"} <= set(page.links)
    assert Event.objects.count() == before


# --- sessions elsewhere


@pytest.mark.parametrize("how", ["pause", "end", "passphrase"])
def test_i11_i04_sessions_end_at_the_next_request(cast, how):
    anna, sam = visit(cast, "anna"), visit(cast)
    assert anna.get("/me/").status == 200
    sam.get(f"/people/{cast.anna.id}/{'' if how == 'pause' else how + '/'}")
    if how == "pause":
        sam.fill(form=f"/people/{cast.anna.id}/pause/")
    elif how == "end":
        sam.fill()
    else:
        sam.fill(button="Ask for the second yes")
        tessa = visit(cast, "tessa")
        tessa.get(f"/people/{cast.anna.id}/passphrase/")
        tessa.fill(button="Yes, make a new passphrase", stays=True)
    assert anna.get("/me/", status=302).response["Location"].startswith("/in/")


def test_i04_a_new_passphrase_of_ones_own_ends_the_other_sessions(cast):
    here, there = visit(cast, "anna"), visit(cast, "anna")
    here.get("/me/passphrase/")
    page = here.fill(
        {"current": PASSPHRASE, "new": "some quiet words of mine", "again": "some quiet words of mine"}
    )
    assert page.url == "/me/"
    assert there.get("/me/", status=302)


def test_before_anything_else_a_one_time_passphrase_is_replaced(cast):
    actions.ask_second(actor=cast.tessa.account, person=cast.anna, need=Need.WAY_IN)
    secret = actions.issue_passphrase(actor=cast.sam.account, person=cast.anna, seen=asked())
    visitor = Visitor()
    visitor.post("/in/", {"sign_in_name": "anna-0000", "passphrase": secret})
    assert visitor.get("/me/", status=302).response["Location"] == "/me/passphrase/"


# --- partners


def test_an_organisation_is_added_and_corrected(cast):
    sam = visit(cast)
    sam.get("/partners/new/")
    sam.fill({"name": "Ministry", "kind": "state", "does": "Inspects work places."})
    sam.fill({"does": "Inspects work places and farms."})
    assert Organisation.objects.get(name="Ministry").does == "Inspects work places and farms."
    sam.get("/partners/")
    sam.click("Ministry")


def test_a_form_that_somebody_overtook_keeps_mine_and_shows_theirs(cast):
    sam, tessa = visit(cast), visit(cast, "tessa")
    url = f"/partners/{cast.agency.id}/"
    sam.get(url)
    tessa.get(url)
    tessa.fill({"does": "Their line."})
    page = sam.fill({"does": "My line."}, stays=True)
    assert "Their line." in page
    assert page.form().data()["does"] == ["My line."]
    sam.fill()
    assert Organisation.objects.get(id=cast.agency.id).does == "My line."
