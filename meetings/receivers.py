"""What happens here when somebody takes something back. Runs inside the act of the withdrawal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from consultations.models import Contribution
from meetings import actions
from meetings.models import AgendaItem, Entry, Minutes
from meetings.states import EntryKind, EntryState, MinutesState
from privacy import clock
from privacy.audit import DB
from privacy.withdrawal import Withdrawal


def take_quotes_out(sender: object, withdrawal: Withdrawal, **kwargs: Any) -> None:
    """Quotes lose their words at once, in drafts and in approved minutes; their keys go with the withdrawal.

    Nothing may be opened or sealed in here: approved minutes are marked, and get their next edition right
    after the commit. Should the machine stop in between, the first reader gets it made.
    """
    quotes = Entry.objects.filter(kind=EntryKind.QUOTE).filter(_from(withdrawal))
    withdrawal.touched |= _meetings(withdrawal)
    # The minutes before their paragraphs, as whoever writes them does: nobody waits for the other for ever.
    minutes = {one: withdrawal.act.lock(Minutes(id=one)) for one in sorted({q.minutes_id for q in quotes})}
    touched = set()
    for quote in quotes:
        row = withdrawal.act.lock(quote)
        withdrawal.keys.add(bytes(row.record))
        if row.state == EntryState.LIVE:
            _empty(row, withdrawal)
            touched.add(quote.minutes_id)
    for one in sorted(touched):
        _mark(minutes[one], withdrawal)


def _from(withdrawal: Withdrawal) -> Q:
    given = Q(contribution__in=withdrawal.things)
    return given | Q(contribution__author=withdrawal.subject) if withdrawal.whole_person else given


def _meetings(withdrawal: Withdrawal) -> set[UUID]:
    """Where her words are quoted, or what she answered is on the agenda: notes may be written from them."""
    hers = Contribution.objects.filter(author=withdrawal.subject, sent_at__isnull=False)
    if not withdrawal.whole_person:
        hers = hers.filter(id__in=withdrawal.things)
    ids = list(hers.values_list("id", "consultation"))
    quoted = Entry.objects.filter(contribution__in=[one for one, _ in ids])
    items = AgendaItem.objects.filter(consultation__in=[request for _, request in ids])
    return {*quoted.values_list("minutes__meeting", flat=True), *items.values_list("meeting", flat=True)}


def _empty(row: Entry, withdrawal: Withdrawal) -> None:
    row.state, row.removed_at = EntryState.REMOVED, clock.now()
    row.body = row.quote = row.footnote = None
    row.revision += 1
    row.save(act=withdrawal.act)


def _mark(row: Minutes, withdrawal: Withdrawal) -> None:
    row.revision += 1
    row.edition_due = row.state == MinutesState.APPROVED
    row.save(act=withdrawal.act)
    if row.edition_due:
        # robust: whatever goes wrong there, the keys of the withdrawal still have to be destroyed
        transaction.on_commit(lambda: actions.renew_edition(minutes=row), using=DB, robust=True)
