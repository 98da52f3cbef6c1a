"""Agenda and minutes as their templates take them, on screen and on paper alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from board.models import Board
from meetings.models import EntryLine, ItemLine, MinutesPage
from meetings.queries import wording
from meetings.queries.agendas import Agenda, AgendaLine
from meetings.queries.attendance import attendance_rows
from meetings.queries.meetings import when_of
from meetings.queries.minutes import MinutesShown
from meetings.queries.prose import Block, blocks_of
from meetings.queries.quotes import QuoteShown, cannot_be_shown
from meetings.states import NUMBERED, DecisionMethod, EntryKind, MeetingKind
from pages.days import full_day

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class EntryShown:
    """A paragraph of minutes. `notes` are its footnotes with their running numbers."""

    id: UUID
    kind: str
    label: str
    number: str
    heading: str
    blocks: tuple[Block, ...]
    below: str
    notes: tuple[tuple[int, str], ...]
    gone: str = ""
    quote: str = ""
    by: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class ItemShown:
    """An item of the minutes."""

    id: UUID
    number: int | None
    title: str
    when: str
    content_note: str
    entries: tuple[EntryShown, ...]


class _Counter:
    """Running numbers of a page: footnotes and conclusions."""

    def __init__(self) -> None:
        self.notes = self.conclusions = 0

    def numbered(self, footnotes: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
        start = self.notes + 1
        self.notes += len(footnotes)
        return tuple(enumerate(footnotes, start))

    def next_conclusion(self) -> str:
        self.conclusions += 1
        return str(self.conclusions)


def minutes_page(shown: MinutesShown) -> dict[str, Any]:
    """Context of `meetings/minutes.html` and `documents/minutes.html`; the page has to be there."""
    page = shown.page
    if page is None:
        raise ValueError("there is no page to show")
    board, counter = Board.objects.get(), _Counter()
    items = [_item(page, item, shown, counter) for item in page.items]
    entries = [entry for item in page.items for entry in item.entries]
    return {
        "board": board.name,
        "reference": page.reference,
        "full_reference": wording.reference(page),
        "days": wording.days(page),
        "heading": page.title,
        "summary_line": ", ".join(part for part in (wording.days(page), page.place) if part),
        "facts": list(_facts(page)),
        "summary": blocks_of(page.summary),
        "recorded": wording.recorded(_count(entries, EntryKind.DECISION), _count(entries, EntryKind.ACTION)),
        "attendance": [(row.listed, row.role, row.present) for row in attendance_rows(page, shown.names)],
        "quorum": wording.quorum(page),
        "items": items,
        "notes": [note for item in items for entry in item.entries for note in entry.notes],
        "register": [_line(page, entry) for entry in entries if entry.kind in NUMBERED],
        "papers": [
            (str(paper.number), paper.title, paper.by, paper.abstract or "")
            for item in page.items
            for paper in item.papers
        ],
        "signed": _signed(page),
        "chain_end": wording.chain_end(page.head),
        "ledger_end": wording.ledger_end(page.ledger),
        "is_draft": page.edition == 0,
        "is_own": page.kind == MeetingKind.OWN,
    }


def agenda_page(agenda: Agenda) -> dict[str, Any]:
    """Context of `documents/agenda.html`."""
    meeting = agenda.meeting
    return {
        "board": Board.objects.get().name,
        "meeting": meeting,
        "called": wording.short_day(meeting.called_at and meeting.called_at.astimezone(meeting.timezone)),
        "days": list(_agenda_days(agenda)),
        "summary_line": ", ".join(part for part in (when_of(meeting), meeting.place) if part),
        "facts": list(_agenda_facts(agenda)),
        "papers": [
            (str(one.paper.number), one.paper.title, one.paper.by, (one.abstract and one.abstract.text) or "")
            for line in agenda.lines
            for one in line.papers
        ],
    }


def _item(page: MinutesPage, item: ItemLine, shown: MinutesShown, counter: _Counter) -> ItemShown:
    return ItemShown(
        id=item.id,
        number=item.number,
        title=item.title,
        when=wording.when(page, item),
        content_note=item.content_note or "",
        entries=tuple(_entry(page, entry, shown.quotes.get(entry.id), counter) for entry in item.entries),
    )


def _entry(page: MinutesPage, entry: EntryLine, quote: QuoteShown | None, counter: _Counter) -> EntryShown:
    return EntryShown(
        id=entry.id,
        kind=entry.kind,
        label=str(EntryKind(entry.kind).label),
        number=_number(page, entry, counter),
        heading=entry.heading,
        blocks=blocks_of(entry.text),
        below=_below(entry),
        notes=counter.numbered(entry.footnotes),
        gone=_gone(entry, quote),
        quote=(quote.words.text or "") if quote and entry.is_quote else "",
        by=quote.by if quote else "",
        language=quote.language if quote else "",
    )


def _number(page: MinutesPage, entry: EntryLine, counter: _Counter) -> str:
    if entry.kind == EntryKind.CONCLUSION:
        return counter.next_conclusion()
    return f"{page.short_name}/{entry.number}" if entry.number else ""


def _below(entry: EntryLine) -> str:
    if entry.kind == EntryKind.DECISION:
        return wording.decided(entry.method)
    if entry.kind == EntryKind.ACTION:
        return wording.owner_and_day(entry.owner, entry.due_on)
    return wording.rests_on(entry.rests_on) if entry.kind == EntryKind.CONCLUSION else ""


def _gone(entry: EntryLine, quote: QuoteShown | None) -> str:
    """The sentence in place of words that are not there; empty when they are."""
    if entry.removed_on is not None:
        return wording.removed(entry.removed_on)
    if entry.shut:
        return _("This note cannot be opened. The people who look after Atrium have been told.")
    if entry.is_quote and quote is None:
        # taken back a moment ago: the next edition will say on which day
        return _("A passage was removed.")
    return cannot_be_shown(quote.words) if quote is not None and quote.words.text is None else ""


def _facts(page: MinutesPage) -> Iterator[Pair]:
    yield _("Time"), wording.hours(page.starts, page.ends, page.city)
    if page.host:
        yield _("Host"), page.host
    if page.convened_by:
        yield _("Convened by"), page.convened_by
    yield _("Languages"), page.languages
    if page.approved_on is None:
        yield _("Status"), _("Draft")
        return
    approved = _("Approved on %(day)s.") % {"day": wording.short_day(page.approved_on)}
    yield _("Status"), f"{approved} {page.approved_how}".strip()


def _line(page: MinutesPage, entry: EntryLine) -> tuple[str, str, str, str, str]:
    """Number, kind, words, who, until when or how."""
    label = str(EntryKind(entry.kind).label)
    number, words = f"{page.short_name}/{entry.number}", " ".join((entry.text or "").split())
    if entry.kind == EntryKind.DECISION:
        return number, label, words, _("Board"), str(DecisionMethod(entry.method).label)
    return number, label, words, entry.owner, wording.short_day(entry.due_on)


def _signed(page: MinutesPage) -> str:
    if page.approved_on is None:
        return ""
    who = _("The chair and the secretariat") if page.kind == MeetingKind.OWN else _("The secretariat")
    return _("For the accuracy of these minutes: %(who)s, %(day)s.") % {
        "who": who[:1].lower() + who[1:],
        "day": wording.short_day(page.approved_on),
    }


def _count(entries: list[EntryLine], kind: EntryKind) -> int:
    return sum(entry.kind == kind for entry in entries)


def _agenda_facts(agenda: Agenda) -> Iterator[Pair]:
    meeting = agenda.meeting
    starts, ends = (at.astimezone(meeting.timezone) for at in (meeting.starts_at, meeting.ends_at))
    yield _("Time"), wording.hours(starts, ends, meeting.city)
    if meeting.host:
        yield _("Host"), meeting.host
    if meeting.convened_by:
        yield _("Convened by"), meeting.convened_by
    yield _("Languages"), meeting.languages


@dataclass(frozen=True, slots=True)
class AgendaLineShown:
    """An item of an agenda on paper. A break has no number."""

    clock: str
    number: str
    title: str
    below: str
    blocks: tuple[Block, ...]
    content_note: str


def _agenda_days(agenda: Agenda) -> Iterator[tuple[str, list[AgendaLineShown]]]:
    """Each day with its items."""
    for day, lines in groupby(agenda.lines, key=lambda line: line.slot.starts.date()):
        yield full_day(day), [_agenda_line(line) for line in lines]


def _agenda_line(line: AgendaLine) -> AgendaLineShown:
    slot = line.slot
    papers = wording.papers_of([one.paper.number for one in line.papers])
    parts = [wording.purpose(slot.item.purpose), papers]
    return AgendaLineShown(
        clock=_("%(starts)s to %(ends)s") % {"starts": slot.begins, "ends": slot.finishes},
        number=str(slot.number or ""),
        title=slot.item.title,
        below=" ".join(f"{part}." for part in parts if part),
        blocks=blocks_of(line.body.text if line.body else ""),
        content_note=(line.note.text or "") if line.note else "",
    )
