"""Write minutes, note by note."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db.models import Max
from django.utils.translation import gettext as _

from board.models import Account
from meetings import rules
from meetings.actions.sealing import seal_for_board
from meetings.models import AgendaItem, Basis, Entry, Meeting, Minutes
from meetings.states import EntryKind, EntryState
from privacy import audit, clock, reading
from privacy.audit import Act
from privacy.permissions import Denied


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a note says. Several footnotes are parted by a blank line.

    `heading` and `rests_on` belong to conclusions, `method` to decisions, `owner` and `due_on` to actions.
    """

    kind: str = EntryKind.SAID
    text: str | None = None
    heading: str = ""
    footnote: str | None = None
    method: str = ""
    owner: str = ""
    due_on: date | None = None
    rests_on: Sequence[AgendaItem] = ()


def begin_minutes(*, actor: Account, meeting: Meeting) -> Minutes:
    """Begin the minutes of a meeting that was called. Raises Denied: not_staff, not_called, already_begun."""
    minutes = Minutes(meeting=meeting, record=reading.new_record_key())
    with audit.act("minutes.begun", actor=actor, about=meeting) as act:
        rules.check_can_begin_minutes(actor, act.lock(meeting))
        minutes.save(act=act)
    return minutes


def write_summary(*, actor: Account, minutes: Minutes, summary: str, revision: int) -> None:
    """Write "In brief". `revision` is the summary's. Raises Denied: not_staff, approved, stale."""
    sealed = seal_for_board(Minutes, "summary", minutes.id, summary, minutes.record)
    with audit.act("minutes.changed", actor=actor, about=minutes.meeting) as act:
        row = act.lock(minutes)
        rules.check_can_write_minutes(actor, row)
        if row.summary_revision != revision:
            raise Denied("stale", _("Somebody changed this since you opened it."))
        row.summary = sealed
        row.summary_revision += 1
        row.revision += 1
        row.save(act=act)


class Twice(Exception):
    """Pressed twice: the note is there."""


def add_entry(
    *,
    actor: Account,
    minutes: Minutes,
    item: AgendaItem,
    note: Note,
    id: UUID | None = None,  # noqa: A002  (the model's own name)
) -> Entry:
    """Add a note at the end of an item.

    `id` is that of the form: sent twice, it is added once.

    Raises Denied: not_staff, approved, other_meeting, not_a_quote, no_words, ….
    """
    if note.kind == EntryKind.QUOTE:
        raise Denied("not_a_quote", _("Words of a member are added as a quote."))
    record = reading.new_record_key()
    entry = Entry(id=id or uuid4(), minutes=minutes, item=item, record=record, kind=note.kind)
    fill(entry, note)
    with contextlib.suppress(Twice), audit.act("entry.added", actor=actor, about=minutes.meeting) as act:
        # the other press has the minutes until it is through
        rules.check_can_write_minutes(actor, act.lock(minutes))
        if Entry.objects.filter(id=entry.id).exists():
            raise Twice
        append(act, actor, entry)
        for basis in _bases(entry, note):
            basis.save(act=act)
    return entry


def change_entry(*, actor: Account, entry: Entry, revision: int, note: Note) -> None:
    """Write a note anew, in its place.

    The kind stays; a quote keeps its words, only what stands around it changes.

    Raises Denied: not_staff, approved, stale, removed, and what a kind lacks.
    """
    filled = Entry(id=entry.id, record=entry.record, kind=entry.kind)
    fill(filled, note)
    with audit.act("entry.changed", actor=actor, about=entry.minutes.meeting) as act:
        touch(act, actor, entry.minutes)
        row = act.lock(entry)
        rules.check_is_current(row, revision)
        _check_live(row)
        for name in ("heading", "method", "owner", "due_on", "body", "footnote"):
            setattr(row, name, getattr(filled, name))
        row.revision += 1
        row.save(act=act)
        _rewrite_bases(act, row, note)


def move_entry(*, actor: Account, entry: Entry, steps: int) -> None:
    """Change places with the neighbour on the same item: -1 is up, 1 is down.

    Raises Denied: not_staff, approved, removed.
    """
    with audit.act("entry.moved", actor=actor, about=entry.minutes.meeting) as act:
        touch(act, actor, entry.minutes)
        _check_live(act.lock(entry))
        live = Entry.objects.filter(item=entry.item_id, minutes=entry.minutes_id, state=EntryState.LIVE)
        act.move(entry, live, steps=steps)


def remove_entry(*, actor: Account, entry: Entry) -> None:
    """Take a note out of a draft.

    A quote leaves its empty row behind: when its author takes her words back, the key of this copy has to
    be found. Raises Denied: not_staff, approved.
    """
    with audit.act("entry.removed", actor=actor, about=entry.minutes.meeting) as act:
        touch(act, actor, entry.minutes)
        row = act.lock(entry)
        if row.kind == EntryKind.QUOTE:
            row.state, row.removed_at = EntryState.REMOVED, clock.now()
            row.body = row.quote = row.footnote = None
            row.save(act=act)
            return
        for basis in Basis.objects.filter(entry=row):
            basis.delete(act=act)
        row.delete(act=act)


def fill(entry: Entry, note: Note) -> None:
    """Seal what the board says and set what belongs to the kind; anything else is left out.

    Before the act.
    """
    kind = entry.kind
    entry.body = seal_for_board(Entry, "body", entry.id, note.text, entry.record)
    entry.footnote = seal_for_board(Entry, "footnote", entry.id, note.footnote, entry.record)
    entry.heading = note.heading if kind == EntryKind.CONCLUSION else ""
    entry.method = note.method if kind == EntryKind.DECISION else ""
    entry.owner = note.owner if kind == EntryKind.ACTION else ""
    entry.due_on = note.due_on if kind == EntryKind.ACTION else None
    rules.check_entry_is_whole(entry)


def append(act: Act, actor: Account, entry: Entry) -> None:
    """Save a new entry behind the last one of its item, inside an act."""
    touch(act, actor, entry.minutes)
    if entry.item.meeting_id != entry.minutes.meeting_id or entry.item.is_break:
        raise Denied("other_meeting")
    last = Entry.objects.filter(item=entry.item).aggregate(last=Max("position"))["last"]
    entry.position = (last or 0) + 1
    entry.save(act=act)


def touch(act: Act, actor: Account, minutes: Minutes) -> None:
    """Lock the draft for this act and say that it has changed: nobody approves what she has not seen."""
    row = act.lock(minutes)
    rules.check_can_write_minutes(actor, row)
    row.revision += 1
    row.save(act=act)


def _check_live(entry: Entry) -> None:
    if entry.state != EntryState.LIVE:
        raise Denied("removed", _("This passage was removed."))


def _rewrite_bases(act: Act, entry: Entry, note: Note) -> None:
    for basis in Basis.objects.filter(entry=entry):
        basis.delete(act=act)
    for basis in _bases(entry, note):
        basis.save(act=act)


def _bases(entry: Entry, note: Note) -> list[Basis]:
    """What a conclusion rests on: items of the same meeting."""
    if entry.kind != EntryKind.CONCLUSION:
        return []
    items = {item.id: item for item in note.rests_on if item.meeting_id == entry.minutes.meeting_id}
    return [Basis(entry=entry, item=item) for item in items.values()]
