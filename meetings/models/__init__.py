"""Meetings, agendas and minutes. Words below a one-line title are sealed."""

from meetings.models.agendas import AgendaItem, Paper, Slot, timetable
from meetings.models.assembly import Rows, Texts, by_place, collect, page_of, parted, removed_days
from meetings.models.meetings import JoinDetails, Meeting, Participant
from meetings.models.minutes import Basis, Edition, Entry, Minutes, numbers
from meetings.models.pages import (
    EntryLine,
    ItemLine,
    ListedLine,
    MinutesPage,
    PaperLine,
    digest_of,
    from_json,
    to_json,
)

__all__ = [
    "AgendaItem",
    "Basis",
    "Edition",
    "Entry",
    "EntryLine",
    "ItemLine",
    "JoinDetails",
    "ListedLine",
    "Meeting",
    "Minutes",
    "MinutesPage",
    "Paper",
    "PaperLine",
    "Participant",
    "Rows",
    "Slot",
    "Texts",
    "by_place",
    "collect",
    "digest_of",
    "from_json",
    "numbers",
    "page_of",
    "parted",
    "removed_days",
    "timetable",
    "to_json",
]
