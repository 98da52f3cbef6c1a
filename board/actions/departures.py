"""Leaving the board: asked for, seven days to change one's mind, then done."""

from __future__ import annotations

import contextlib
from datetime import timedelta

from board import rules
from board.actions.seats import free_seat
from board.models import Account, Board, Departure, Person
from board.models.sessions import end_all
from board.states import DepartureKind, DepartureState, PersonState
from privacy import audit, clock, withdrawal
from privacy.audit import Act
from privacy.permissions import Denied
from privacy.reading import System

DAYS_TO_STAY = 7
MACHINE = System("leaving")


def ask_to_leave(*, actor: Account, person: Person, kind: DepartureKind) -> Departure:
    """From now on nothing is asked of her; when seven days are over it is done. Raises Denied."""
    today = clock.today()
    departure = Departure(
        person=person, kind=kind, asked_on=today, due_on=today + timedelta(days=DAYS_TO_STAY)
    )
    with audit.act("departure.asked", actor=actor, about=person) as act:
        row = lock_before_leaving(act, person)
        rules.check_can_ask_to_leave(actor, row)
        departure.before = row.state
        departure.save(act=act)
        row.state = PersonState.PAUSED
        row.save(act=act)
    return departure


def stay(*, actor: Account, departure: Departure) -> None:
    """She has changed her mind: everything is as it was. Raises Denied."""
    with audit.act("departure.stayed", actor=actor, about=departure.person) as act:
        row = act.lock(departure)
        rules.check_can_stay(actor, row)
        _end(act, row, DepartureState.STAYED)
        person = act.lock(row.person)
        person.state = row.before
        person.save(act=act)


def finish_leavings() -> int:
    """Do what was due by yesterday; how many have left. Called each minute; may be called again at any time.

    By yesterday: so she has seven whole days, whenever in a day she asked, wherever she lives. Who has become
    the last of the secretariat goes on waiting, and her page tells her why.
    """
    due = Departure.objects.filter(state=DepartureState.WAITING, due_on__lt=clock.today())
    left = 0
    for departure in due.select_related("person__account"):
        finish = _erase if departure.kind == DepartureKind.ERASE else _leave
        with contextlib.suppress(Denied):
            finish(departure)
            left += 1
    return left


def lock_before_leaving(act: Act, person: Person) -> Person:
    """Her row, and the board's: of two who leave at once, each would count on the other to stay."""
    row = act.lock(person)
    act.lock(Board.objects.get())
    return row


def _leave(departure: Departure) -> None:
    """Seat and access end. What she wrote and allowed stays as it is."""
    with audit.act("person.left", actor=MACHINE, about=departure.person) as act:
        _finish(act, departure)
        person = act.lock(departure.person)
        person.state = PersonState.ENDED
        person.save(act=act)
        free_seat(act, person)
        account = act.lock(person.account)
        account.is_active = False
        account.save(act=act)
        end_all(account)


def _erase(departure: Departure) -> None:
    person = departure.person
    withdrawal.withdraw_person(
        code="person.erased",
        actor=MACHINE,
        about=person,
        subject=person.id,
        scope=bytes(person.scope),
        check=lambda act: _finish(act, departure),
    )


def _finish(act: Act, departure: Departure) -> None:
    lock_before_leaving(act, departure.person)
    row = act.lock(departure)
    rules.check_is_due(row)
    _end(act, row, DepartureState.DONE)


def _end(act: Act, departure: Departure, state: DepartureState) -> None:
    departure.state = state
    departure.save(act=act)
