"""Agendas, with their words opened in one call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from board.models import Account
from consultations.queries import Listed, listed
from meetings import rules
from meetings.models import AgendaItem, Meeting, Paper, Slot, by_place, timetable
from meetings.queries.meetings import meeting_for, meeting_to_prepare
from meetings.states import ItemPurpose
from privacy.fields import Sealed
from privacy.reading import Opened, OpenedFile, Purpose, Shut, open_file, open_many

LONGEST_WITHOUT_BREAK = 90


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A paper and what it says, where something was written."""

    paper: Paper
    abstract: Opened | None


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item with its clock and its words.

    `day` is set on the first item of each day of a longer meeting.
    """

    slot: Slot
    body: Opened | None
    note: Opened | None
    papers: list[PaperShown]
    day: date | None

    @property
    def item(self) -> AgendaItem:
        return self.slot.item


@dataclass(frozen=True, slots=True)
class Check:
    """One line of "Does it fit?"."""

    words: str
    good: bool


@dataclass(frozen=True, slots=True)
class Agenda:
    """An agenda as a page shows it. `planned` and `there` are minutes; `there` is None for several days."""

    meeting: Meeting
    lines: list[AgendaLine]
    planned: int
    there: int | None
    checks: list[Check]


def agenda_for(account: Account, meeting: UUID) -> Agenda:
    """The agenda of a meeting, if this account may see it. Raises Http404."""
    found = meeting_for(account, meeting)
    if not rules.asked(rules.check_can_see_agenda, account, found):
        raise Http404
    items = list(AgendaItem.objects.filter(meeting=found).select_related("consultation"))
    papers = list(Paper.objects.filter(item__meeting=found))
    sealed = [*_sealed(items), *(paper.abstract for paper in papers if paper.abstract is not None)]
    opened = open_many(sealed, reader=account, purpose=Purpose.RECORD, about=found) if sealed else []
    texts = by_place(sealed, opened)
    slots = list(timetable(found, items))

    def text(value: Sealed | None) -> Opened | None:
        return None if value is None else texts[value.place]

    lines = [
        AgendaLine(
            slot=slot,
            body=text(slot.item.body),
            note=text(slot.item.content_note),
            papers=[PaperShown(one, text(one.abstract)) for one in papers if one.item_id == slot.item.id],
            day=day,
        )
        for slot, day in zip(slots, _days(slots), strict=True)
    ]
    return Agenda(
        found, lines, sum(item.minutes for item in items), _there(found, slots), list(_checks(slots))
    )


def item_for(account: Account, meeting: UUID, item: UUID) -> AgendaItem:
    """An item of that very meeting, for who prepares it. Raises Http404."""
    found = meeting_to_prepare(account, meeting)
    row = AgendaItem.objects.filter(id=item, meeting=found).select_related("meeting", "consultation").first()
    if row is None:
        raise Http404
    return row


def item_texts(item: AgendaItem, reader: Account) -> dict[str, str]:
    """Body and content note of an item, for its form; what cannot be opened is empty."""
    sealed = _sealed([item])
    opened = open_many(sealed, reader=reader, purpose=Purpose.RECORD, about=item.meeting) if sealed else []
    texts = by_place(sealed, opened)
    both = {"body": item.body, "content_note": item.content_note}
    return {name: texts[value.place].text or "" if value else "" for name, value in both.items()}


def paper_for(account: Account, meeting: UUID, paper: UUID) -> Paper:
    """A paper of that very meeting, for who prepares it. Raises Http404."""
    found = meeting_to_prepare(account, meeting)
    row = Paper.objects.filter(id=paper, item__meeting=found).select_related("item__meeting").first()
    if row is None:
        raise Http404
    return row


def paper_seen_by(account: Account, meeting: UUID, paper: UUID) -> Paper:
    """A paper with a file, for everybody who may see the agenda. Raises Http404."""
    found = meeting_for(account, meeting)
    row = Paper.objects.filter(id=paper, item__meeting=found, file__isnull=False).first()
    if row is None or not rules.asked(rules.check_can_see_agenda, account, found):
        raise Http404
    return row


def file_of(paper: Paper, *, reader: Account) -> Listed | None:
    """The file of a paper, as a list shows it."""
    if paper.file is None:
        return None
    [one] = listed([paper], reader=reader, purpose=Purpose.RECORD, about=paper.item.meeting)
    return one


def open_paper_file(paper: Paper, *, reader: Account) -> OpenedFile | Shut:
    """Its bytes, or why they do not open."""
    about = paper.item.meeting
    if paper.file is None or paper.label is None:
        return Shut.REFUSED
    return open_file(paper.label, paper.file, reader=reader, purpose=Purpose.RECORD, about=about)


def _sealed(items: list[AgendaItem]) -> list[Sealed]:
    values = (value for item in items for value in (item.body, item.content_note))
    return [value for value in values if value is not None]


def _days(slots: list[Slot]) -> Iterator[date | None]:
    """The day of each item that begins one; nothing at all when there is only one day."""
    several = len({slot.starts.date() for slot in slots}) > 1
    before: date | None = None
    for slot in slots:
        day = slot.starts.date()
        yield day if several and day != before else None
        before = day


def _there(meeting: Meeting, slots: list[Slot]) -> int | None:
    if any(slot.item.starts_at for slot in slots):
        return None
    return int((meeting.ends_at - meeting.starts_at).total_seconds()) // 60


def _checks(slots: list[Slot]) -> Iterator[Check]:
    yield Check(_("A break at least every 90 minutes"), _longest(slots) <= LONGEST_WITHOUT_BREAK)
    noted = [slot.item.content_note is not None for slot in slots if not slot.item.is_break]
    at_an_end = bool(noted) and (noted[0] or noted[-1])
    yield Check(_("Items with a content note are not first or last"), not at_an_end)


def _longest(slots: list[Slot]) -> int:
    """The longest stretch without a break, in minutes."""
    longest = stretch = 0
    before: datetime | None = None
    for slot in slots:
        pause = slot.item.purpose == ItemPurpose.BREAK or (before is not None and slot.starts != before)
        stretch = 0 if pause else stretch
        stretch += 0 if slot.item.is_break else slot.item.minutes
        longest, before = max(longest, stretch), slot.ends
    return longest
