"""Reads about meetings, agendas and minutes."""

from meetings.queries.agendas import Agenda, AgendaLine, agenda_for, item_for, item_texts, paper_for
from meetings.queries.conclusions import (
    conclusions_for_recommendations,
    conclusions_of,
    decisions_for_endorsement,
)
from meetings.queries.documents import agenda_page, minutes_page
from meetings.queries.drafts import (
    Draft,
    DraftLine,
    draft_exists,
    draft_for,
    entry_for,
    entry_texts,
    quotable_on,
    readers_now_and_later,
    summary_of,
)
from meetings.queries.held import held_about
from meetings.queries.meetings import (
    MeetingList,
    MeetingRow,
    candidates,
    meeting_for,
    meeting_to_prepare,
    meetings_for,
    minutes_of,
    names_of,
    participant_for,
    participants_of,
    place_of,
    upcoming_for,
)
from meetings.queries.minutes import (
    MinutesShown,
    edition_for,
    is_shown,
    minutes_for,
    minutes_to_read,
)

__all__ = [
    "Agenda",
    "AgendaLine",
    "Draft",
    "DraftLine",
    "MeetingList",
    "MeetingRow",
    "MinutesShown",
    "agenda_for",
    "agenda_page",
    "candidates",
    "conclusions_for_recommendations",
    "conclusions_of",
    "decisions_for_endorsement",
    "draft_exists",
    "draft_for",
    "edition_for",
    "entry_for",
    "entry_texts",
    "held_about",
    "is_shown",
    "item_for",
    "item_texts",
    "meeting_for",
    "meeting_to_prepare",
    "meetings_for",
    "minutes_for",
    "minutes_of",
    "minutes_page",
    "minutes_to_read",
    "names_of",
    "paper_for",
    "participant_for",
    "participants_of",
    "place_of",
    "quotable_on",
    "readers_now_and_later",
    "summary_of",
    "upcoming_for",
]
