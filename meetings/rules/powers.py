"""What somebody may do with a meeting now, worked out once for all its buttons."""

from __future__ import annotations

from dataclasses import dataclass

from board.models import Account
from meetings.models import Meeting, Minutes
from meetings.rules import meetings as about_meetings
from meetings.rules import minutes as about_minutes
from meetings.rules.asking import asked


@dataclass(frozen=True, slots=True)
class Powers:
    """Yes or no for each button of a meeting's pages."""

    prepare: bool
    change: bool
    edit_agenda: bool
    see_agenda: bool
    export_agenda: bool
    call: bool
    cancel: bool
    join: bool
    record_attendance: bool
    begin_minutes: bool
    write_minutes: bool
    approve: bool
    read_minutes: bool


def powers_of(account: Account, meeting: Meeting, minutes: Minutes | None) -> Powers:
    """Derived from the checks that the actions make."""
    return Powers(
        prepare=asked(about_meetings.check_can_prepare, account),
        change=asked(about_meetings.check_can_change_meeting, account, meeting),
        edit_agenda=asked(about_meetings.check_can_edit_agenda, account, meeting),
        see_agenda=asked(about_meetings.check_can_see_agenda, account, meeting),
        export_agenda=asked(about_meetings.check_can_export_agenda, account, meeting),
        call=asked(about_meetings.check_can_call, account, meeting),
        cancel=asked(about_meetings.check_can_cancel, account, meeting),
        join=asked(about_meetings.check_can_join, account, meeting),
        record_attendance=asked(about_meetings.check_can_record_attendance, account, meeting),
        begin_minutes=minutes is None and asked(about_minutes.check_can_begin_minutes, account, meeting),
        write_minutes=minutes is not None and asked(about_minutes.check_can_write_minutes, account, minutes),
        approve=minutes is not None and asked(about_minutes.check_can_approve, account, minutes, meeting),
        read_minutes=minutes is not None and asked(about_minutes.check_can_read_minutes, account, minutes),
    )
