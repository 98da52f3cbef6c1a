"""Meetings, their agendas and who is there."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import gettext as _

from board.models import Account, Board
from board.states import INSIDE, STAFF, Role
from meetings.models import Meeting, Participant
from meetings.states import (
    BEFORE,
    EXPOSURE,
    MEETING_TRANSITIONS,
    Attendance,
    ItemPurpose,
    MeetingState,
)
from privacy.permissions import Denied


class Revised(Protocol):
    """A row that two people may edit at once."""

    revision: int


def quorum_of(board: Board, seats_filled: int) -> int:
    """More than half of the seats that have a member; less only where the board fixed a smaller number."""
    return min(board.quorum, seats_filled // 2 + 1)


def check_can_prepare(account: Account) -> None:
    """The chair and the secretariat prepare meetings."""
    if not account.is_active or account.role not in STAFF:
        raise Denied("not_staff")


def check_can_see_meeting(account: Account, meeting: Meeting) -> None:
    """Once it was called: everybody inside; data protection its day and state. Before: who prepares it."""
    seen = meeting.called_at is not None and account.role in INSIDE | {Role.DATA_PROTECTION}
    if not (account.is_active and (seen or account.role in STAFF)):
        raise Denied("not_seen")


def check_can_see_agenda(account: Account, meeting: Meeting) -> None:
    """Once the meeting was called: everybody inside. Before: who prepares it."""
    check_can_see_meeting(account, meeting)
    if account.role not in INSIDE:
        raise Denied("not_inside")


def check_can_export_agenda(account: Account, meeting: Meeting) -> None:
    """The chair and the secretariat, once it was published."""
    check_can_prepare(account)
    if meeting.called_at is None:
        raise Denied("not_called")


def check_can_change_meeting(account: Account, meeting: Meeting) -> None:
    """Place and time may change until the meeting is held."""
    check_can_prepare(account)
    _check_before(meeting)


def check_can_manage_participants(account: Account, meeting: Meeting) -> None:
    """People are added and taken off the list until the meeting is held."""
    check_can_change_meeting(account, meeting)


def check_can_add_papers(account: Account, meeting: Meeting) -> None:
    """Papers may still arrive after the meeting was called."""
    check_can_change_meeting(account, meeting)


def check_can_edit_agenda(account: Account, meeting: Meeting) -> None:
    """The agenda is fixed once it was sent to members."""
    check_can_prepare(account)
    if meeting.state != MeetingState.DRAFT:
        raise Denied("agenda_is_fixed", _("The agenda was sent to members. It does not change any more."))


def check_can_call(account: Account, meeting: Meeting) -> None:
    """A meeting is called once it has people and an agenda."""
    check_can_prepare(account)
    _check_move(meeting, MeetingState.CALLED)
    if not meeting.items.exclude(purpose=ItemPurpose.BREAK).exists():
        raise Denied("no_items", _("Add at least one item to the agenda first."))
    if not meeting.participants.exists():
        raise Denied("no_participants", _("Add the people who take part first."))


def check_can_cancel(account: Account, meeting: Meeting) -> None:
    """A meeting may be called off until it is held."""
    check_can_prepare(account)
    _check_move(meeting, MeetingState.CANCELLED)


def check_can_join(account: Account, meeting: Meeting) -> None:
    """Who takes part in a meeting that was called."""
    if meeting.state != MeetingState.CALLED:
        raise Denied("not_called")
    if not account.is_active or not meeting.participants.filter(person__account=account).exists():
        raise Denied("not_a_participant")


def check_can_note_in_calendar(account: Account, meeting: Meeting) -> None:
    """Who sees the agenda of a meeting that was called."""
    check_can_see_agenda(account, meeting)
    if meeting.state != MeetingState.CALLED:
        raise Denied("not_called")


def check_can_list_herself(account: Account, participant: Participant, listed_as: str) -> None:
    """Only the person herself says how she is listed. After approval, only with less of her."""
    if participant.person is None or participant.person.account_id != account.pk or not account.is_active:
        raise Denied("not_yourself")
    approved = participant.meeting.state == MeetingState.APPROVED
    if approved and EXPOSURE[listed_as] > EXPOSURE[participant.listed_as]:
        raise Denied(
            "minutes_are_approved", _("The minutes are approved. They can show less of you, but not more.")
        )


def check_can_record_attendance(account: Account, meeting: Meeting) -> None:
    """Attendance is written down while the meeting is called, by the chair or the secretariat."""
    check_can_prepare(account)
    if meeting.state != MeetingState.CALLED:
        raise Denied("attendance_is_closed", _("Attendance is closed. It does not change any more."))


def check_can_close_attendance(account: Account, meeting: Meeting) -> None:
    """Once somebody was there."""
    check_can_record_attendance(account, meeting)
    untouched = {Attendance.EXPECTED, Attendance.NOT_PRESENT}
    if not meeting.participants.exclude(attendance__in=untouched).exists():
        raise Denied("nobody_there", _("Say who took part first."))


def check_is_current(row: Revised, revision: int) -> None:
    """Somebody else may have saved in between. Raises Denied("stale")."""
    if row.revision != revision:
        raise Denied("stale", _("Somebody changed this since you opened it."))


def _check_before(meeting: Meeting) -> None:
    if meeting.state not in BEFORE:
        raise Denied("too_late", _("The meeting is over. This does not change any more."))


def _check_move(meeting: Meeting, state: MeetingState) -> None:
    if state not in MEETING_TRANSITIONS[meeting.state]:
        raise Denied("wrong_state", _("The meeting has moved on since you opened this page."))
