"""Who was there. Reasons are not recorded."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from board.models import Account, Board
from board.queries import seats_filled
from meetings import rules
from meetings.models import Meeting, Participant
from meetings.states import Attendance, MeetingKind, MeetingState
from privacy import audit


def record_attendance(*, actor: Account, meeting: Meeting, attendance: Mapping[UUID, Attendance]) -> None:
    """Write down how participants (by id of their row) took part; who is not mentioned stays as she was.

    Raises Denied: not_staff, attendance_is_closed.
    """
    with audit.act("attendance.recorded", actor=actor, about=meeting) as act:
        rules.check_can_record_attendance(actor, act.lock(meeting))
        for row in Participant.objects.filter(meeting=meeting, id__in=list(attendance)):
            if row.attendance != attendance[row.id]:
                row.attendance = attendance[row.id]
                row.save(act=act)


def close_attendance(*, actor: Account, meeting: Meeting) -> None:
    """The meeting was held. Who is still "expected" was not present; seats filled and quorum are frozen.

    Raises Denied: not_staff, attendance_is_closed, nobody_there.
    """
    with audit.act("attendance.closed", actor=actor, about=meeting) as act:
        row = act.lock(meeting)
        rules.check_can_close_attendance(actor, row)
        for participant in Participant.objects.filter(meeting=row, attendance=Attendance.EXPECTED):
            participant.attendance = Attendance.NOT_PRESENT
            participant.save(act=act)
        if row.kind == MeetingKind.OWN:
            row.seats_filled = seats_filled()
            row.quorum = rules.quorum_of(Board.objects.get(), row.seats_filled)
        row.state = MeetingState.HELD
        row.save(act=act)
