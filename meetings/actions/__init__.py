"""Every change to meetings, agendas and minutes."""

from meetings.actions.agendas import (
    Item,
    add_item,
    change_item,
    move_item,
    remove_item,
)
from meetings.actions.approval import approve_minutes, renew_edition
from meetings.actions.attendance import close_attendance, record_attendance
from meetings.actions.documents import export_agenda, export_minutes
from meetings.actions.entries import (
    Note,
    add_entry,
    begin_minutes,
    change_entry,
    move_entry,
    remove_entry,
    write_summary,
)
from meetings.actions.meetings import (
    Facts,
    add_meeting,
    call_meeting,
    cancel_meeting,
    change_meeting,
    set_join_details,
    show_join_details,
)
from meetings.actions.papers import add_file, add_paper, remove_file, remove_paper
from meetings.actions.participants import Label, add_participants, choose_listing, remove_participant
from meetings.actions.quotes import add_quote

__all__ = [
    "Facts",
    "Item",
    "Label",
    "Note",
    "add_entry",
    "add_file",
    "add_item",
    "add_meeting",
    "add_paper",
    "add_participants",
    "add_quote",
    "approve_minutes",
    "begin_minutes",
    "call_meeting",
    "cancel_meeting",
    "change_entry",
    "change_item",
    "change_meeting",
    "choose_listing",
    "close_attendance",
    "export_agenda",
    "export_minutes",
    "move_entry",
    "move_item",
    "record_attendance",
    "remove_entry",
    "remove_file",
    "remove_item",
    "remove_paper",
    "remove_participant",
    "renew_edition",
    "set_join_details",
    "show_join_details",
    "write_summary",
]
