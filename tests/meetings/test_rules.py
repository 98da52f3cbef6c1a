"""Who may do what, as tables."""

from __future__ import annotations

import pytest

from board.models import Board
from meetings import actions, rules
from meetings.models import Participant
from meetings.states import Attendance, ListedAs, MeetingKind
from privacy.permissions import Denied
from tests.meetings import held
from tests.people import Cast

STAFF = {"chloe", "sam", "tessa"}
INSIDE = STAFF | {"anna", "bea", "carla"}


@pytest.mark.parametrize(
    ("seats", "fixed", "quorum"),
    [
        (21, 11, 11),
        (21, 9, 9),
        (20, 11, 11),
        (19, 11, 10),
        (15, 11, 8),
        (2, 11, 2),
        (1, 11, 1),
        (0, 11, 1),
        (21, 21, 11),
    ],
)
def test_quorum_counts_the_seats_filled(seats: int, fixed: int, quorum: int) -> None:
    """More than half of them; less only where the board fixed less."""
    assert rules.quorum_of(Board(seats=21, quorum=fixed), seats) == quorum


def asked(cast: Cast, check: object, *about: object) -> set[str]:
    """Who of the cast is let through."""
    return {name for name, account in cast.everybody().items() if rules.asked(check, account, *about)}


def test_a_draft_is_for_those_who_prepare_it(cast: Cast) -> None:
    meeting = held.prepared(cast)
    for check in (rules.check_can_see_meeting, rules.check_can_see_agenda, rules.check_can_edit_agenda):
        assert asked(cast, check, meeting) == STAFF
    assert asked(cast, rules.check_can_call, meeting) == STAFF
    assert asked(cast, rules.check_can_export_agenda, meeting) == set()
    assert asked(cast, rules.check_can_join, meeting) == set()


def test_a_called_meeting_is_for_everybody_inside(cast: Cast) -> None:
    meeting = held.called(cast)
    assert asked(cast, rules.check_can_see_meeting, meeting) == INSIDE | {"dora"}
    assert asked(cast, rules.check_can_see_agenda, meeting) == INSIDE
    assert asked(cast, rules.check_can_edit_agenda, meeting) == set()
    assert asked(cast, rules.check_can_export_agenda, meeting) == STAFF
    assert asked(cast, rules.check_can_join, meeting) == INSIDE - {"tessa"}, "Tessa is not on the list"


def test_minutes_in_each_state(cast: Cast) -> None:
    minutes = held.written(cast, held.held(cast))
    assert asked(cast, rules.check_can_read_minutes, minutes) == STAFF
    assert asked(cast, rules.check_can_write_minutes, minutes) == STAFF
    assert asked(cast, rules.check_can_approve, minutes, minutes.meeting) == {"chloe"}
    held.approved(cast, minutes)
    assert asked(cast, rules.check_can_read_minutes, minutes) == INSIDE | {"dora"}
    assert asked(cast, rules.check_can_export_minutes, minutes) == INSIDE | {"dora"}
    assert asked(cast, rules.check_can_write_minutes, minutes) == set()


def test_the_record_of_a_seminar_may_be_approved_by_the_secretariat(cast: Cast) -> None:
    minutes = held.written(cast, held.held(cast, kind=MeetingKind.SEMINAR))
    assert asked(cast, rules.check_can_approve, minutes, minutes.meeting) == STAFF


def test_each_person_lists_herself(cast: Cast) -> None:
    meeting = held.called(cast)
    row = held.row_of(meeting, cast.anna)
    assert asked(cast, rules.check_can_list_herself, row, ListedAs.CHOSEN_NAME) == {"anna"}


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        (ListedAs.CHOSEN_NAME, ListedAs.WITHOUT_NAME, True),
        (ListedAs.CHOSEN_NAME, ListedAs.ROLE, True),
        (ListedAs.ROLE, ListedAs.ROLE, True),
        (ListedAs.ROLE, ListedAs.CHOSEN_NAME, False),
        (ListedAs.WITHOUT_NAME, ListedAs.ROLE, False),
    ],
)
def test_after_approval_only_less_of_a_person(cast: Cast, before: str, after: str, allowed: bool) -> None:
    meeting = held.held(cast)
    actions.choose_listing(
        actor=cast.anna.account, participant=held.row_of(meeting, cast.anna), listed_as=ListedAs(before)
    )
    held.approved(cast, held.written(cast, meeting))
    row = held.row_of(meeting, cast.anna)
    assert rules.asked(rules.check_can_list_herself, cast.anna.account, row, after) is allowed


def test_whose_access_ended_sees_nothing(cast: Cast) -> None:
    meeting = held.called(cast)
    cast.anna.account.is_active = False
    assert not rules.asked(rules.check_can_see_meeting, cast.anna.account, meeting)
    assert not rules.asked(rules.check_can_join, cast.anna.account, meeting)


def test_quorum_is_frozen_with_the_attendance(cast: Cast) -> None:
    meeting = held.called(cast)
    with pytest.raises(Denied, match="nobody_there"):
        actions.close_attendance(actor=cast.sam.account, meeting=meeting)
    anna = held.row_of(meeting, cast.anna)
    actions.record_attendance(
        actor=cast.sam.account, meeting=meeting, attendance={anna.id: Attendance.IN_ROOM}
    )
    actions.close_attendance(actor=cast.sam.account, meeting=meeting)
    meeting.refresh_from_db()
    assert (meeting.seats_filled, meeting.quorum, meeting.state) == (4, 3, "held")
    expected = Participant.objects.filter(meeting=meeting, attendance=Attendance.EXPECTED)
    assert not expected.exists(), "whoever was still expected was not present"
    with pytest.raises(Denied, match="attendance_is_closed"):
        actions.record_attendance(actor=cast.sam.account, meeting=meeting, attendance={})


def test_a_seminar_has_no_quorum(cast: Cast) -> None:
    meeting = held.held(cast, kind=MeetingKind.SEMINAR)
    assert (meeting.seats_filled, meeting.quorum) == (None, None)
