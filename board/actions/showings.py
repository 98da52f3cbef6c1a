"""Legal names and contacts, shown one by one, for a reason and ten minutes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from board import rules
from board.models import Account, Board, Person, Showing
from privacy import audit
from privacy.retention import UPKEEP, months_before

MONTHS = 24


def show_identity(*, actor: Account, person: Person, reason: str) -> None:
    """Show it to this account until ten minutes from now; the person sees who and what for. Raises Denied."""
    with audit.act("identity.shown", actor=actor, about=person) as act:
        rules.check_can_show(actor, act.lock(person), reason)
        Showing(
            person=person,
            shown_to=actor,
            role=actor.role,
            reason=reason,
            shown_at=act.at,
            until=act.at + rules.SHOWN_FOR,
        ).save(act=act)


def hide_identity(*, actor: Account, person: Person) -> None:
    """Before the ten minutes are over."""
    with audit.act("identity.hidden", actor=actor, about=person) as act:
        for row in rules.showings_now(actor).filter(person=person):
            row.until = act.at
            row.save(act=act)


def forget_old_showings(today: date) -> int:
    """Who was shown what for, after two years, as long as readings are kept; how many."""
    since = datetime.combine(months_before(today, MONTHS), time(), UTC)
    rows = Showing.objects.filter(shown_at__lt=since)
    board = Board.objects.first()
    found = rows.count() if board else 0
    if board and found:
        with audit.act("showings.forgotten", actor=UPKEEP, about=board) as act:
            for row in rows:
                row.delete(act=act)
    return found
