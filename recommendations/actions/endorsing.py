"""A draft becomes a recommendation of the board."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import QuerySet

from board.models import Account, Board
from board.rules import check_names
from meetings.models import Entry
from privacy import audit
from privacy.audit import Act
from recommendations import rules
from recommendations.copies import names_in_wording
from recommendations.models import Recommendation
from recommendations.states import RecommendationState


def endorse(
    *, actor: Account, recommendation: Recommendation, decision: Entry, looked_at: Collection[str] = ()
) -> Recommendation:
    """Endorsed by a recorded decision, on the day of its meeting; it gets the next reference of that year.

    `looked_at`: what may be a name in the wording and is none. Raises Denied ("names" when something was not
    looked at).
    """
    rules.check_can_draft(actor)
    seen = Recommendation.objects.get(id=recommendation.id).revision
    check_names((one.key for one in names_in_wording(actor, recommendation)), looked_at)
    with audit.act("recommendation.endorsed", actor=actor, about=recommendation) as act:
        row = act.lock(recommendation)
        entry = act.lock(decision)
        rules.check_is_current(row, seen)  # the wording that was looked through is the one endorsed
        rules.check_can_endorse(actor, row, entry)
        meeting = entry.minutes.meeting
        row.endorsed_on = meeting.starts_at.astimezone(meeting.timezone).date()
        row.reference = next_reference(act, Recommendation.objects.all(), "R", row.endorsed_on)
        row.decision, row.state, row.revision = entry, RecommendationState.ENDORSED, row.revision + 1
        row.save(act=act)
    return row


def next_reference(act: Act, rows: QuerySet[Any], letter: str, day: date) -> str:
    """The next running number of the year ("2026/R-014"), as long as this act holds the board's row."""
    act.lock(Board.objects.get())
    begins = f"{day.year}/{letter}-"
    taken = rows.filter(reference__startswith=begins).values_list("reference", flat=True)
    numbers = [int(reference.removeprefix(begins)) for reference in taken]
    return f"{begins}{max(numbers, default=0) + 1:03d}"
