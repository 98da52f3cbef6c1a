"""Who gets in: access paused, resumed and ended. Whoever is signed in is signed out at the next request."""

from __future__ import annotations

from board import rules
from board.actions.seats import free_seat
from board.models import Account, Person
from board.models.sessions import end_all
from board.states import PersonState
from privacy import audit
from privacy.audit import Act


def pause_access(*, actor: Account, person: Person) -> None:
    """Close the account for a while, as when a telephone was lost. Raises Denied."""
    with audit.act("person.access_paused", actor=actor, about=person) as act:
        row = act.lock(person)
        rules.check_can_pause_access(actor, row)
        _close(act, row)


def resume_access(*, actor: Account, person: Person) -> None:
    """Open it again. Raises Denied."""
    with audit.act("person.access_resumed", actor=actor, about=person) as act:
        row = act.lock(person)
        rules.check_can_resume_access(actor, row)
        _open(act, row)


def end_access(*, actor: Account, person: Person) -> None:
    """Close the account for good and free the seat. Words and permissions stay as they are. Raises Denied."""
    with audit.act("person.access_ended", actor=actor, about=person) as act:
        row = act.lock(person)
        rules.check_can_end_access(actor, row)
        row.state = PersonState.ENDED
        row.save(act=act)
        _close(act, row)
        free_seat(act, row)


def _open(act: Act, person: Person) -> None:
    account = act.lock(person.account)
    account.is_active = True
    account.save(act=act)


def _close(act: Act, person: Person) -> None:
    account = act.lock(person.account)
    account.is_active = False
    account.save(act=act)
    end_all(account)
