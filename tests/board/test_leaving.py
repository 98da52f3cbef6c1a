"""Leaving the board: in words, in seven days, and one may change one's mind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.formats import date_format

from board import actions, queries, rules
from board.models import Account, Departure, Person
from board.states import DepartureKind, DepartureState, Need, PersonState, Role
from privacy import clock
from privacy.crypto import KeyDestroyed
from privacy.keystore import store
from privacy.permissions import Denied
from tests.board.acting import asked, leaves, nothing_remains
from tests.people import PASSPHRASE, Cast
from tests.visiting import Visitor

LEAVE, ERASE = DepartureKind.LEAVE, DepartureKind.ERASE
LAST = "You are the last person of the secretariat. Invite somebody else first."


def ask(cast: Cast, kind: DepartureKind) -> Departure:
    return actions.ask_to_leave(actor=cast.anna.account, person=cast.anna, kind=kind)


def fresh(person: Person) -> Person:
    return Person.objects.select_related("account").get(id=person.id)


def days_later(time_machine, days: int) -> None:
    time_machine.move_to(clock.now() + timedelta(days=days))


@pytest.mark.parametrize("kind", [LEAVE, ERASE])
def test_for_seven_days_nothing_changes_but_that_nothing_is_asked(cast: Cast, kind, time_machine) -> None:
    with leaves("departure.asked"):
        ask(cast, kind)
    for _day in range(8):  # the day on which she asked, and seven whole ones
        with leaves():
            assert actions.finish_leavings() == 0
        anna = fresh(cast.anna)
        assert (anna.state, anna.account.is_active) == (PersonState.PAUSED, True)
        assert not rules.may_be_contacted(anna)
        Visitor.as_(anna.account).get("/me/")
        days_later(time_machine, 1)
    assert actions.finish_leavings() == 1
    assert not fresh(cast.anna).account.is_active


def test_who_leaves_is_gone_and_what_she_allowed_stays(cast: Cast, time_machine) -> None:
    ask(cast, LEAVE)
    days_later(time_machine, 8)
    with leaves("person.left"):
        assert actions.finish_leavings() == 1
        assert actions.finish_leavings() == 0
    anna = fresh(cast.anna)
    assert (anna.state, anna.account.is_active) == (PersonState.ENDED, False)
    assert not anna.memberships.filter(ended_on=None).exists()
    assert queries.chosen_names([anna], reader=cast.sam.account) == {anna.id: "Anna"}
    assert queries.seats_filled() == 3


def test_who_is_erased_is_erased(cast: Cast, time_machine) -> None:
    ask(cast, ERASE)
    days_later(time_machine, 8)
    actions.finish_leavings()
    assert fresh(cast.anna).state == PersonState.ERASED
    scope = bytes(cast.anna.scope)
    assert type(store.get_many([scope])[scope]) is KeyDestroyed


def test_she_changes_her_mind_with_one_button(cast: Cast, time_machine) -> None:
    anna = Visitor.as_(cast.anna.account)
    anna.get("/me/")
    anna.click("A break, or leaving")
    anna.click("Leave the board")
    page = anna.fill()
    done = date_format(clock.today() + timedelta(days=7), "l j F Y")
    assert page.h1 == "You are leaving"
    assert f"On {done} your seat and your access end." in page
    page = anna.fill(form="/me/leave/stay/")
    assert page.messages == ["You stay. Everything is as it was."]
    assert fresh(cast.anna).state == PersonState.ACTIVE
    days_later(time_machine, 8)
    assert actions.finish_leavings() == 0
    assert Departure.objects.get().state == DepartureState.STAYED


def test_a_break_that_was_there_before_is_there_again(cast: Cast) -> None:
    actions.pause(actor=cast.anna.account, person=cast.anna)
    departure = ask(cast, LEAVE)
    actions.stay(actor=cast.anna.account, departure=departure)
    assert fresh(cast.anna).state == PersonState.PAUSED
    assert "You are on a break" in Visitor.as_(cast.anna.account).get("/me/leave/")
    actions.resume(actor=cast.anna.account, person=cast.anna)
    assert fresh(cast.anna).state == PersonState.ACTIVE


def test_erasing_waits_seven_days_unless_she_says_at_once(cast: Cast) -> None:
    anna = Visitor.as_(cast.anna.account)
    anna.get("/me/erase/")
    page = anna.fill({"current": PASSPHRASE})
    assert (page.url, page.h1) == ("/me/leave/", "You are leaving")
    assert fresh(cast.anna).state == PersonState.PAUSED
    anna.get("/me/erase/")
    assert anna.fill({"current": PASSPHRASE, "when": "now"}).url.startswith("/me/erased/")
    assert fresh(cast.anna).state == PersonState.ERASED
    assert Departure.objects.get().state == DepartureState.DONE


def test_no_reason_is_asked_and_there_is_no_place_for_one(cast: Cast) -> None:
    anna = Visitor.as_(cast.anna.account)
    for path in ("/me/leave/", "/me/leave/board/", "/me/erase/"):
        page = anna.get(path)
        assert not list(page.document.all("textarea"))
        assert not [one for one in page.document.all("input") if one.attrib.get("type") == "text"]
    columns = {field.name for field in Departure._meta.concrete_fields}
    assert columns == {"id", "person", "kind", "asked_on", "due_on", "before", "state"}


def test_nobody_else_can_ask_for_it_or_stay_for_her(cast: Cast) -> None:
    for who in (cast.bea, cast.sam, cast.chloe):
        with pytest.raises(Denied):
            actions.ask_to_leave(actor=who.account, person=cast.anna, kind=LEAVE)
    departure = ask(cast, LEAVE)
    with pytest.raises(Denied):
        ask(cast, ERASE)
    with pytest.raises(Denied):
        actions.stay(actor=cast.bea.account, departure=departure)
    with pytest.raises(Denied):
        actions.resume(actor=Account.objects.get(pk=cast.anna.account_id), person=fresh(cast.anna))
    assert Visitor.as_(cast.bea.account).post("/me/leave/stay/", status=404)


def test_the_last_of_the_secretariat_cannot_ask(cast: Cast) -> None:
    actions.end_access(actor=cast.sam.account, person=cast.tessa)
    with pytest.raises(Denied) as no:
        actions.ask_to_leave(actor=cast.sam.account, person=cast.sam, kind=LEAVE)
    assert no.value.sentence == LAST


def test_both_of_the_secretariat_cannot_ask(cast: Cast) -> None:
    """Who has asked to leave is nobody to rely on: seven days later nobody could invite anybody."""
    actions.ask_to_leave(actor=cast.sam.account, person=cast.sam, kind=LEAVE)
    for leave in (
        lambda: actions.ask_to_leave(actor=cast.tessa.account, person=cast.tessa, kind=LEAVE),
        lambda: actions.erase_person(actor=cast.tessa.account, person=cast.tessa),
    ):
        with pytest.raises(Denied) as no:
            leave()
        assert no.value.code == "last_of_the_secretariat"
    assert fresh(cast.tessa).state == PersonState.ACTIVE


@pytest.mark.parametrize("kind", [LEAVE, ERASE])
def test_who_has_become_the_last_is_told_so_and_leaves_when_somebody_came(
    cast: Cast, kind, time_machine
) -> None:
    departure = actions.ask_to_leave(actor=cast.sam.account, person=cast.sam, kind=kind)
    actions.end_access(actor=cast.sam.account, person=cast.tessa)
    days_later(time_machine, 8)
    with leaves():
        assert actions.finish_leavings() == 0
    sam = fresh(cast.sam)
    assert (sam.state, sam.account.is_active) == (PersonState.PAUSED, True)
    for url in ("/me/", "/me/leave/"):
        page = Visitor.as_(sam.account).get(url)
        assert LAST in page
        assert date_format(departure.due_on, "l j F Y") not in page
    actions.add_person(
        actor=sam.account, role=Role.SECRETARIAT, sign_in_name="river-1000", chosen_name="Hazel"
    )
    assert actions.finish_leavings() == 1
    assert not fresh(cast.sam).account.is_active


def test_the_last_is_counted_by_every_role_that_somebody_has(cast: Cast) -> None:
    two = {"person": cast.sam, "need": Need.ROLES, "second_role": Role.DATA_PROTECTION}
    hazel, _secret = actions.add_person(
        actor=cast.sam.account, role=Role.SECRETARIAT, sign_in_name="river-1000", chosen_name="Hazel"
    )
    actions.ask_second(actor=cast.tessa.account, **two)
    actions.change_roles(actor=hazel.account, person=cast.sam, seen=asked())
    actions.ask_second(
        actor=cast.tessa.account, **{**two, "person": cast.anna, "second_role": Role.SECRETARIAT}
    )
    actions.change_roles(actor=hazel.account, person=cast.anna, seen=asked())
    for one in (cast.tessa, hazel):
        actions.end_access(actor=cast.sam.account, person=one)
    # Anna is there by her second role
    sam = Visitor.as_(fresh(cast.sam).account)
    sam.post("/role/", {"role": "data_protection"})
    sam.get("/me/leave/board/")
    assert sam.fill().h1 == "You are leaving"
    sam.post("/me/leave/stay/")
    actions.end_access(actor=cast.sam.account, person=cast.anna)
    # and Sam himself, whichever of his roles he uses
    sam.get("/me/leave/board/")
    assert sam.fill().messages == [LAST]
    assert fresh(cast.sam).state == PersonState.ACTIVE


def test_nothing_remains_if_the_event_fails(cast: Cast, time_machine) -> None:
    nothing_remains(lambda: ask(cast, LEAVE))
    departure = ask(cast, LEAVE)
    nothing_remains(lambda: actions.stay(actor=cast.anna.account, departure=departure))
    days_later(time_machine, 8)
    nothing_remains(actions.finish_leavings)
