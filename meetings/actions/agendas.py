"""The items of an agenda and their papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from board.models import Account
from consultations.models import Consultation
from meetings import rules
from meetings.actions.papers import delete_papers
from meetings.actions.sealing import seal_for_board
from meetings.models import AgendaItem, Meeting, Paper
from meetings.states import ItemPurpose
from privacy import audit, reading, withdrawal
from privacy.permissions import Denied
from privacy.reading import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What an item says. `minutes` is how long it takes; `starts_at` (aware) fixes its start.

    With a consultation, an empty title and an empty content note are taken from it.
    """

    title: str = ""
    purpose: str = ItemPurpose.INFORMATION
    minutes: int = 15
    body: str | None = None
    content_note: str | None = None
    starts_at: datetime | None = None
    consultation: Consultation | None = None


def add_item(*, actor: Account, meeting: Meeting, item: Item) -> AgendaItem:
    """Put an item at the end of the agenda. Raises Denied: not_staff, agenda_is_fixed, no_title."""
    row = AgendaItem(meeting=meeting)
    _fill(row, actor, meeting, item)
    with audit.act("item.added", actor=actor, about=meeting) as act:
        rules.check_can_edit_agenda(actor, act.lock(meeting))
        last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"]
        row.position = (last or 0) + 1
        row.save(act=act)
    return row


def change_item(*, actor: Account, item: AgendaItem, revision: int, to: Item) -> None:
    """Write an item anew, in its place. Raises Denied: not_staff, agenda_is_fixed, stale, no_title."""
    filled = AgendaItem(id=item.id)
    _fill(filled, actor, item.meeting, to)
    with audit.act("item.changed", actor=actor, about=item.meeting) as act:
        rules.check_can_edit_agenda(actor, act.lock(item.meeting))
        row = act.lock(item)
        rules.check_is_current(row, revision)
        for name in ("title", "purpose", "minutes", "starts_at", "consultation", "body", "content_note"):
            setattr(row, name, getattr(filled, name))
        row.revision += 1
        row.save(act=act)


def move_item(*, actor: Account, item: AgendaItem, steps: int) -> None:
    """Change places with the neighbour: -1 is up, 1 is down. Raises Denied: not_staff, agenda_is_fixed."""
    with audit.act("item.moved", actor=actor, about=item.meeting) as act:
        rules.check_can_edit_agenda(actor, act.lock(item.meeting))
        act.move(item, AgendaItem.objects.filter(meeting=item.meeting), steps=steps)


def remove_item(*, actor: Account, item: AgendaItem) -> None:
    """Take an item off the agenda, with its papers. Raises Denied: not_staff, agenda_is_fixed."""
    with audit.act("item.removed", actor=actor, about=item.meeting) as act:
        rules.check_can_edit_agenda(actor, act.lock(item.meeting))
        row = act.lock(item)
        keys = delete_papers(act, list(Paper.objects.filter(item=row)))
        row.delete(act=act)
    withdrawal.forget(keys, about=item.meeting)


def _fill(row: AgendaItem, actor: Account, meeting: Meeting, item: Item) -> None:
    rules.check_can_edit_agenda(actor, meeting)
    row.title = item.title or (item.consultation.title if item.consultation else "")
    if not row.title:
        raise Denied("no_title", _("Give the item a short title."))
    row.purpose, row.minutes, row.starts_at = item.purpose, item.minutes, item.starts_at
    row.consultation = item.consultation
    note = item.content_note or _note_of(item.consultation, actor)
    row.body = seal_for_board(AgendaItem, "body", row.id, item.body, meeting.record)
    row.content_note = seal_for_board(AgendaItem, "content_note", row.id, note, meeting.record)


def _note_of(consultation: Consultation | None, actor: Account) -> str | None:
    """The content note travels with the text it belongs to."""
    if consultation is None or consultation.content_note is None:
        return None
    [note] = reading.open_many(
        [consultation.content_note], reader=actor, purpose=Purpose.RECORD, about=consultation
    )
    return note.text
