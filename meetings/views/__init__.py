"""One function for each address: load, ask the form, make one call, answer."""

from meetings.views.agendas import (
    agenda,
    agenda_pdf,
    item_edit,
    item_move,
    item_new,
    item_remove,
    paper_new,
    paper_remove,
)
from meetings.views.calendars import calendar
from meetings.views.drafts import (
    live,
    live_item,
    minutes_begin,
    note_edit,
    note_move,
    note_remove,
    quote_new,
)
from meetings.views.meetings import (
    join,
    join_edit,
    meeting,
    meeting_call,
    meeting_cancel,
    meeting_edit,
    meeting_list,
    meeting_new,
)
from meetings.views.minutes import edition, minutes, minutes_approve, minutes_pdf
from meetings.views.papers import paper, paper_file, paper_file_remove
from meetings.views.people import (
    attendance,
    attendance_close,
    listing,
    participant_remove,
    participants,
)

__all__ = [
    "agenda",
    "agenda_pdf",
    "attendance",
    "attendance_close",
    "calendar",
    "edition",
    "item_edit",
    "item_move",
    "item_new",
    "item_remove",
    "join",
    "join_edit",
    "listing",
    "live",
    "live_item",
    "meeting",
    "meeting_call",
    "meeting_cancel",
    "meeting_edit",
    "meeting_list",
    "meeting_new",
    "minutes",
    "minutes_approve",
    "minutes_begin",
    "minutes_pdf",
    "note_edit",
    "note_move",
    "note_remove",
    "paper",
    "paper_file",
    "paper_file_remove",
    "paper_new",
    "paper_remove",
    "participant_remove",
    "participants",
    "quote_new",
]
