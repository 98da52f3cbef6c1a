"""Minutes while they are written: one item at a time."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from board.models import Account
from board.states import STAFF
from consultations.models import Contribution
from consultations.rules import is_standing
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
from meetings.queries.meetings import meeting_to_prepare, minutes_of
from meetings.rules import QUOTING, READERS_OF_APPROVED
from meetings.states import EntryState
from privacy import consent
from privacy.fields import Sealed
from privacy.reading import Opened, Purpose, open_many


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A note with its words and its number so far ("14/3")."""

    entry: Entry
    number: str
    text: Opened | None
    quote: Opened | None
    notes: tuple[str, ...]
    rests_on: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """One item of minutes under way. `next_number` is what the next decision or action would get."""

    meeting: Meeting
    minutes: Minutes
    slots: list[Slot]
    slot: Slot
    lines: list[DraftLine]
    next_number: str
    counts: dict[UUID, int]

    @property
    def following(self) -> Slot | None:
        """The next item, for the button that leads there."""
        later = [one for one in self.slots if one.starts >= self.slot.ends and one.number]
        return later[0] if later else None


def draft_for(account: Account, meeting: UUID, item: UUID | None = None) -> Draft:
    """The draft at one item (the first one by default), its notes opened in one call. Raises Http404."""
    found = meeting_to_prepare(account, meeting)
    minutes = minutes_of(found)
    if minutes is None or not rules.asked(rules.check_can_write_minutes, account, minutes):
        raise Http404
    slots = list(timetable(found, AgendaItem.objects.filter(meeting=found)))
    slot = next((one for one in slots if one.number and item in {None, one.item.id}), None)
    if slot is None:
        raise Http404
    entries = list(Entry.objects.filter(minutes=minutes, state=EntryState.LIVE))
    here = [entry for entry in entries if entry.item_id == slot.item.id]
    running = numbers(entries)
    return Draft(
        meeting=found,
        minutes=minutes,
        slots=slots,
        slot=slot,
        lines=_lines(account, found, here, running, slots),
        next_number=f"{found.short_name}/{_next(entries, slot, running)}",
        counts={one.item.id: sum(e.item_id == one.item.id for e in entries) for one in slots},
    )


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
    return row  # type: ignore[no-any-return]


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


def quotable_on(item: AgendaItem) -> list[Contribution]:
    """Contributions to the item's request for advice whose authors allow a quote inside the board, now."""
    if item.consultation_id is None:
        return []
    rows = Contribution.objects.filter(consultation=item.consultation_id).select_related("author")
    standing = [row for row in rows.order_by("id") if is_standing(row)]
    allowed = consent.in_force([row.id for row in standing], {QUOTING})
    return [row for row in standing if row.id in allowed]


def readers_now_and_later() -> tuple[int, int]:
    """How many people can read a draft, and how many can once it is approved; counted from the rules."""
    active = Account.objects.filter(is_active=True)
    return active.filter(role__in=STAFF).count(), active.filter(role__in=READERS_OF_APPROVED).count()


def draft_exists(account: Account, meeting: Meeting) -> Minutes:
    """The draft of a meeting, for who writes it. Raises Http404."""
    minutes = minutes_of(meeting)
    if minutes is None or not rules.asked(rules.check_can_write_minutes, account, minutes):
        raise Http404
    return minutes


def _lines(
    account: Account, meeting: Meeting, entries: list[Entry], running: dict[UUID, int], slots: list[Slot]
) -> list[DraftLine]:
    values = [v for entry in entries for v in (entry.body, entry.quote, entry.footnote) if v is not None]
    opened = open_many(values, reader=account, purpose=Purpose.RECORD, about=meeting) if values else []
    texts = by_place(values, opened)

    def text(value: Sealed | None) -> Opened | None:
        return None if value is None else texts[value.place]

    item_numbers = {slot.item.id: slot.number or 0 for slot in slots}
    rests: dict[UUID, list[int]] = {}
    for basis in Basis.objects.filter(entry__in=entries):
        rests.setdefault(basis.entry_id, []).append(item_numbers[basis.item_id])
    return [
        DraftLine(
            entry=entry,
            number=f"{meeting.short_name}/{running[entry.id]}" if entry.id in running else "",
            text=text(entry.body),
            quote=text(entry.quote),
            notes=parted(note.text) if (note := text(entry.footnote)) else (),
            rests_on=tuple(sorted(rests.get(entry.id, []))),
        )
        for entry in entries
    ]


def _next(entries: list[Entry], slot: Slot, running: dict[UUID, int]) -> int:
    """The number of the next decision or action on this item: those of later items move on by one."""
    before = [e for e in entries if e.id in running and e.item.position <= slot.item.position]
    return len(before) + 1
