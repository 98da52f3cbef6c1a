"""Offices: the board elects, the secretariat enters it."""

from __future__ import annotations

from board import rules
from board.models import Account, Office, Person
from board.states import OfficeKind, Role
from privacy import audit, clock
from privacy.audit import Act


def appoint(*, actor: Account, person: Person, kind: OfficeKind) -> Office:
    """Enter an election. The chair's role comes with the office. Raises Denied."""
    office = Office(person=person, kind=kind, started_on=clock.today())
    with audit.act("office.begun", actor=actor, about=person) as act:
        rules.check_can_keep_board(actor)
        rules.check_is_here(act.lock(person))
        rules.seat_of(person)
        rules.check_office_is_free(kind, person)
        office.save(act=act)
        if kind == OfficeKind.CHAIR:
            _become(act, person, Role.CHAIR)
    return office


def end_office(*, actor: Account, office: Office) -> None:
    """Enter its last day. Who was the chair is a member again. Raises Denied."""
    with audit.act("office.ended", actor=actor, about=office.person) as act:
        rules.check_can_keep_board(actor)
        row = act.lock(office)
        rules.check_is_in_office(row)
        row.ended_on = clock.today()
        row.save(act=act)
        if row.kind == OfficeKind.CHAIR:
            _become(act, row.person, Role.MEMBER)


def _become(act: Act, person: Person, role: Role) -> None:
    account = act.lock(person.account)
    account.role = role
    account.save(act=act)
