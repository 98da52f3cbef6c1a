"""Minutes while they are written: one item at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from board.models import Account
from board.queries import saying
from board.rules import audience_of
from board.states import STAFF
from consultations.models import Contribution, ContributionText
from consultations.rules import is_standing, readable_now
from meetings import rules
from meetings.models import (
    AgendaItem,
    Basis,
    Entry,
    Meeting,
    Minutes,
    Slot,
    by_place,
    numbers,
    parted,
    timetable,
)
from meetings.queries import wording
from meetings.queries.meetings import meeting_to_prepare, minutes_of
from meetings.rules import QUOTING, READERS_OF_APPROVED
from meetings.states import EntryState
from privacy import consent
from privacy.fields import Sealed
from privacy.reading import Opened, Purpose, open_many


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A note with its words, its number so far ("14/3") and a sentence that names what it rests on."""

    entry: Entry
    number: str
    text: Opened | None
    quote: Opened | None
    notes: tuple[str, ...]
    rests_on: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One item of minutes under way. `next_number` is what the next decision or action would get."""

    meeting: Meeting
    minutes: Minutes
    slots: list[Slot]
    slot: Slot
    entries: list[Entry]
    lines: list[DraftLine]
    next_number: str

    @property
    def following(self) -> Slot | None:
        """The next item, for the button that leads there."""
        after = self.slots[self.slots.index(self.slot) + 1 :]
        return next((one for one in after if one.number), None)

    @property
    def order(self) -> list[tuple[Slot, int]]:
        """Every item but the breaks, with how many notes it has."""
        return [
            (one, sum(entry.item_id == one.item.id for entry in self.entries))
            for one in self.slots
            if one.number
        ]


def draft_of(account: Account, meeting: UUID) -> Draft:
    """The draft as a whole, at its first item, with no note opened. Raises Http404."""
    return live_place(account, meeting, None)


def live_place(account: Account, meeting: UUID, item: UUID | None) -> Draft:
    """The draft at one item of that very meeting, with no note opened. Raises Http404."""
    minutes = draft_exists(account, meeting)
    slots = list(timetable(minutes.meeting, AgendaItem.objects.filter(meeting=minutes.meeting)))
    slot = next((one for one in slots if one.number and item in {None, one.item.id}), None)
    if slot is None:
        raise Http404
    entries = list(Entry.objects.filter(minutes=minutes, state=EntryState.LIVE).select_related("item"))
    return Draft(
        meeting=minutes.meeting,
        minutes=minutes,
        slots=slots,
        slot=slot,
        entries=entries,
        lines=[],
        next_number=f"{minutes.meeting.short_name}/{_next(entries, slot)}",
    )


def draft_for(account: Account, meeting: UUID, item: UUID) -> Draft:
    """The draft at one item, its notes opened in one call. Raises Http404."""
    draft = live_place(account, meeting, item)
    return replace(draft, lines=_lines(account, draft))


def entry_for(account: Account, meeting: UUID, entry: UUID) -> Entry:
    """A live note of the draft of that very meeting. Raises Http404."""
    found = meeting_to_prepare(account, meeting)
    row = (
        Entry.objects.filter(id=entry, minutes__meeting=found, state=EntryState.LIVE)
        .select_related("minutes__meeting", "item")
        .first()
    )
    if row is None or not rules.asked(rules.check_can_write_minutes, account, row.minutes):
        raise Http404
    return row


def entry_texts(entry: Entry, reader: Account) -> dict[str, str]:
    """Text and footnote of a note, for its form; what cannot be opened is empty."""
    sealed = [value for value in (entry.body, entry.footnote) if value is not None]
    opened = open_many(sealed, reader=reader, purpose=Purpose.RECORD, about=entry.minutes.meeting)
    texts = by_place(sealed, opened)

    def text(value: Sealed | None) -> str:
        return (texts[value.place].text or "") if value is not None else ""

    return {"text": text(entry.body), "footnote": text(entry.footnote)}


def summary_of(minutes: Minutes, reader: Account) -> str:
    """ "In brief", opened for its form."""
    if minutes.summary is None:
        return ""
    [one] = open_many([minutes.summary], reader=reader, purpose=Purpose.RECORD, about=minutes.meeting)
    return one.text or ""


def quotable_on(item: AgendaItem, reader: Account) -> list[Contribution]:
    """Contributions to the item's request that this reader may read and quote inside the board, now.

    That there is a text she may not read is not told either.
    """
    if item.consultation_id is None:
        return []
    rows = Contribution.objects.filter(consultation=item.consultation_id).select_related("author")
    standing = [row for row in rows.order_by("id") if is_standing(row)]
    allowed = consent.in_force([row.id for row in standing], {QUOTING})
    newest = {text.contribution_id: text.id for text in _texts_of(allowed)}
    readable = readable_now(reader, list(newest.values()))
    return [row for row in standing if newest.get(row.id) in readable]


def readers_now_and_later() -> tuple[int, int]:
    """How many people can read a draft, and how many can once it is approved; counted from the rules."""
    active = Account.objects.filter(is_active=True)
    return active.filter(role__in=STAFF).count(), active.filter(role__in=READERS_OF_APPROVED).count()


def draft_exists(account: Account, meeting: UUID) -> Minutes:
    """The draft of a meeting, for who writes it. Raises Http404."""
    minutes = minutes_of(meeting_to_prepare(account, meeting))
    if minutes is None or not rules.asked(rules.check_can_write_minutes, account, minutes):
        raise Http404
    return minutes


def source_texts(sources: Sequence[Contribution], reader: Account) -> list[Opened]:
    """The texts that quotes may be taken from, in the order given, opened in one call."""
    newest = {text.contribution_id: text for text in _texts_of(one.id for one in sources)}
    sealed = [newest[one.id].body for one in sources]
    return open_many(sealed, reader=reader, purpose=Purpose.READ, about=sources[0].consultation)


def _texts_of(contributions: Iterable[UUID]) -> QuerySet[ContributionText]:
    """All versions; the newest of each comes last."""
    rows: QuerySet[ContributionText] = ContributionText.objects.filter(contribution__in=list(contributions))
    return rows.order_by("number")


def _lines(account: Account, draft: Draft) -> list[DraftLine]:
    entries = [entry for entry in draft.entries if entry.item_id == draft.slot.item.id]
    values = [v for entry in entries for v in (entry.body, entry.quote, entry.footnote) if v is not None]
    opened = open_many(values, reader=account, purpose=Purpose.RECORD, about=draft.meeting) if values else []
    texts, running, rests = by_place(values, opened), numbers(draft.entries), _bases(draft, entries)
    own = [value for entry in entries for value in (entry.body, entry.footnote) if value is not None]
    named = saying([texts[value.place] for value in own], audience_of(account))
    texts = {**texts, **by_place(own, named)}

    def text(value: Sealed | None) -> Opened | None:
        return None if value is None else texts[value.place]

    return [
        DraftLine(
            entry=entry,
            number=f"{draft.meeting.short_name}/{running[entry.id]}" if entry.id in running else "",
            text=text(entry.body),
            quote=text(entry.quote),
            notes=parted(note.text) if (note := text(entry.footnote)) else (),
            rests_on=wording.rests_on(tuple(sorted(rests.get(entry.id, [])))),
        )
        for entry in entries
    ]


def _bases(draft: Draft, entries: Sequence[Entry]) -> dict[UUID, list[int]]:
    item_numbers = {slot.item.id: slot.number or 0 for slot in draft.slots}
    rests: dict[UUID, list[int]] = {}
    for basis in Basis.objects.filter(entry__in=entries):
        rests.setdefault(basis.entry_id, []).append(item_numbers[basis.item_id])
    return rests


def _next(entries: list[Entry], slot: Slot) -> int:
    """The number of the next decision or action on this item: those of later items move on by one."""
    running = numbers(entries)
    positions = {entry.id: entry.item.position for entry in entries if entry.id in running}
    return sum(position <= slot.item.position for position in positions.values()) + 1
