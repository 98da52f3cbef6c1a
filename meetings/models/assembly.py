"""From rows and opened texts to a page: collect, open what `sealed` names in one call, then `page_of`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from meetings.models.agendas import AgendaItem, Paper, Slot, timetable
from meetings.models.meetings import Meeting, Participant
from meetings.models.minutes import Basis, Entry, Minutes, numbers
from meetings.models.pages import EntryLine, ItemLine, ListedLine, MinutesPage, PaperLine
from meetings.states import EntryState
from privacy.fields import Sealed
from privacy.reading import Opened

# By the place of the sealed value.
Texts = Mapping[object, Opened]


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything the minutes of a meeting are made of."""

    meeting: Meeting
    minutes: Minutes
    participants: list[Participant]
    items: list[AgendaItem]
    papers: list[Paper]
    entries: list[Entry]
    bases: list[Basis]

    def sealed(self) -> list[Sealed]:
        """The board's own texts on the page; quotes are opened apart, each on its member's permission."""
        found = [self.minutes.summary]
        found += [item.content_note for item in self.items]
        found += [paper.abstract for paper in self.papers]
        found += [value for entry in self.entries for value in (entry.body, entry.footnote)]
        return [value for value in found if value is not None]


def collect(minutes: Minutes) -> Rows:
    """The rows of a page, in six queries whatever their number."""
    people = Participant.objects.filter(meeting=minutes.meeting_id).select_related("person__account")
    return Rows(
        meeting=minutes.meeting,
        minutes=minutes,
        participants=list(people),
        items=list(AgendaItem.objects.filter(meeting=minutes.meeting_id)),
        papers=list(Paper.objects.filter(item__meeting=minutes.meeting_id)),
        entries=list(Entry.objects.filter(minutes=minutes)),
        bases=list(Basis.objects.filter(entry__minutes=minutes)),
    )


def by_place(sealed: Sequence[Sealed], opened: Sequence[Opened]) -> Texts:
    """Opened texts by the place they were sealed for."""
    return {value.place: one for value, one in zip(sealed, opened, strict=True)}


def page_of(rows: Rows, texts: Texts) -> MinutesPage:
    """The draft of a page.

    A paragraph that was removed before anybody but its editors saw it leaves no trace.
    """
    meeting = rows.meeting
    slots = list(timetable(meeting, rows.items))
    summary = _opened(rows.minutes.summary, texts)
    return MinutesPage(
        reference=meeting.reference,
        short_name=meeting.short_name,
        kind=meeting.kind,
        title=meeting.title,
        starts=meeting.starts_at.astimezone(meeting.timezone),
        ends=meeting.ends_at.astimezone(meeting.timezone),
        city=meeting.city,
        place=meeting.place,
        host=meeting.host,
        convened_by=meeting.convened_by,
        languages=meeting.languages,
        summary=summary.text,
        seats_filled=meeting.seats_filled,
        quorum=meeting.quorum,
        listed=tuple(_listed(one) for one in rows.participants),
        items=tuple(_items(rows, slots, texts)),
        shut=tuple(sorted({one.shut for one in texts.values() if one.shut})),
    )


def _items(rows: Rows, slots: Iterable[Slot], texts: Texts) -> Iterable[ItemLine]:
    listed = list(slots)
    number_of = {slot.item.id: slot.number for slot in listed}
    lines = _entries(rows, number_of, texts)
    papers: dict[UUID, list[PaperLine]] = {}
    for paper in rows.papers:
        line = PaperLine(paper.number, paper.title, paper.by, _opened(paper.abstract, texts).text)
        papers.setdefault(paper.item_id, []).append(line)
    for slot in listed:
        if not slot.item.is_break:
            yield ItemLine(
                id=slot.item.id,
                number=slot.number,
                title=slot.item.title,
                purpose=slot.item.purpose,
                starts=slot.starts,
                ends=slot.ends,
                content_note=_opened(slot.item.content_note, texts).text,
                papers=tuple(papers.get(slot.item.id, [])),
                entries=tuple(lines.get(slot.item.id, [])),
            )


def _entries(rows: Rows, number_of: Mapping[UUID, int | None], texts: Texts) -> dict[UUID, list[EntryLine]]:
    running = numbers(rows.entries)
    rests_on: dict[UUID, list[int]] = {}
    for basis in rows.bases:
        rests_on.setdefault(basis.entry_id, []).append(number_of.get(basis.item_id) or 0)
    found: dict[UUID, list[EntryLine]] = {}
    for entry in rows.entries:
        if entry.state == EntryState.LIVE:
            line = _entry(entry, running.get(entry.id), sorted(rests_on.get(entry.id, [])), texts)
            found.setdefault(entry.item_id, []).append(line)
    return found


def _entry(entry: Entry, number: int | None, rests_on: Sequence[int], texts: Texts) -> EntryLine:
    body = _opened(entry.body, texts)
    return EntryLine(
        id=entry.id,
        kind=entry.kind,
        number=number,
        heading=entry.heading,
        text=body.text,
        shut=body.shut or "",
        footnotes=parted(_opened(entry.footnote, texts).text),
        method=entry.method,
        owner=entry.owner,
        due_on=entry.due_on,
        rests_on=tuple(rests_on),
    )


def parted(footnote: str | None) -> tuple[str, ...]:
    """The footnotes of a paragraph: they are parted by a blank line."""
    pieces = (footnote or "").replace("\r\n", "\n").split("\n\n")
    return tuple(" ".join(piece.split()) for piece in pieces if piece.strip())


def removed_days(entries: Iterable[Entry], meeting: Meeting) -> dict[UUID, date]:
    """Entry id to the day its words were taken back, in the zone of the meeting."""
    return {
        entry.id: entry.removed_at.astimezone(meeting.timezone).date()
        for entry in entries
        if entry.removed_at is not None
    }


def _listed(one: Participant) -> ListedLine:
    role = one.person.account.role if one.person else ""
    return ListedLine(one.id, one.kind, one.label, role, one.listed_as, one.attendance)


def _opened(value: Sealed | None, texts: Texts) -> Opened:
    return Opened(None) if value is None else texts[value.place]
