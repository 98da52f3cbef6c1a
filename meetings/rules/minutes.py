"""Minutes: who writes, who approves, who reads, and whose words may be quoted."""

from __future__ import annotations

from django.utils.translation import gettext as _

from board.models import Account
from board.states import INSIDE, STAFF, Role
from consultations.models import Contribution
from consultations.rules import is_standing
from meetings.models import Entry, Meeting, Minutes
from meetings.rules.meetings import check_can_prepare
from meetings.states import (
    MEETING_TRANSITIONS,
    EntryKind,
    MeetingKind,
    MeetingState,
    MinutesState,
)
from privacy import consent
from privacy.consent import Use
from privacy.permissions import Denied
from privacy.states import Audience, Form

# What a member has to allow before her words stand in minutes.
QUOTING = Use(Form.QUOTE, Audience.BOARD)
READERS_OF_APPROVED = INSIDE | {Role.DATA_PROTECTION}


def check_can_begin_minutes(account: Account, meeting: Meeting) -> None:
    """From the moment the meeting is called: notes are taken while it goes on."""
    check_can_prepare(account)
    if meeting.state not in {MeetingState.CALLED, MeetingState.HELD}:
        raise Denied("not_called", _("Call the meeting first."))
    if Minutes.objects.filter(meeting=meeting).exists():
        raise Denied("already_begun", _("Somebody has begun the minutes already."))


def check_can_write_minutes(account: Account, minutes: Minutes) -> None:
    """Drafts are written by the chair and the secretariat. Approved minutes never change."""
    check_can_prepare(account)
    if minutes.state != MinutesState.DRAFT:
        raise Denied("approved", _("The minutes are approved. They do not change any more."))


def check_can_read_minutes(account: Account, minutes: Minutes) -> None:
    """Drafts: who writes them. Approved: everybody inside, and data protection."""
    approved = minutes.state == MinutesState.APPROVED
    readers = READERS_OF_APPROVED if approved else STAFF
    if not account.is_active or account.role not in readers:
        raise Denied("not_a_reader")


def check_can_export_minutes(account: Account, minutes: Minutes) -> None:
    """Approved minutes leave the house with whoever may read them; drafts do not."""
    check_can_read_minutes(account, minutes)
    if minutes.state != MinutesState.APPROVED:
        raise Denied("not_approved")


def check_can_approve(account: Account, minutes: Minutes, meeting: Meeting) -> None:
    """The chair, for the board. The record of a seminar with others may be approved by the secretariat."""
    check_can_write_minutes(account, minutes)
    if account.role != Role.CHAIR and meeting.kind != MeetingKind.SEMINAR:
        raise Denied("not_the_chair", _("The chair approves the minutes."))
    if MeetingState.APPROVED not in MEETING_TRANSITIONS[meeting.state]:
        raise Denied("not_held", _("Close the attendance first."))


def check_can_quote(contribution: Contribution) -> None:
    """Her text stands, and she allows a quote inside the board, now. Says no more than that."""
    if not is_standing(contribution) or not consent.in_force([contribution.id], {QUOTING}):
        raise Denied(
            "no_permission", _("These words cannot be quoted. Write the point in the board's own words.")
        )


def check_entry_is_whole(entry: Entry) -> None:
    """Each kind of note has what it needs, and nothing that belongs to another."""
    if entry.kind == EntryKind.DECISION and not entry.method:
        raise Denied("no_method", _("Say how the decision was taken."))
    if entry.kind == EntryKind.ACTION and not entry.owner:
        raise Denied("no_owner", _("Say who does it."))
    if entry.kind == EntryKind.CONCLUSION and not entry.heading:
        raise Denied("no_heading", _("Give the conclusion a short heading."))
    if entry.body is None and entry.kind != EntryKind.QUOTE:
        raise Denied("no_words", _("Write the note."))
