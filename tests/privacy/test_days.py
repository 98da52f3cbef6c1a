"""One day for everybody: what is stored and compared does not turn with the clock of whoever looks."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from board import actions as people
from board.models import Person
from board.states import DepartureKind
from consultations import queries, rules
from privacy import clock
from tests.consultations import stories
from tests.people import Cast

AHEAD, BEHIND = "Pacific/Auckland", "America/New_York"
ZONES = (AHEAD, "UTC", BEHIND)
MAY = dt.date(2026, 5, 3)


@pytest.mark.parametrize("zone", ZONES)
def test_the_day_is_that_of_utc_and_a_page_may_ask_for_the_reader_s(zone: str) -> None:
    here = {AHEAD: dt.date(2026, 5, 4), "UTC": MAY, BEHIND: MAY}
    with timezone.override(zone), time_machine.travel(dt.datetime(2026, 5, 3, 20, tzinfo=dt.UTC)):
        assert (clock.today(), clock.today_here()) == (MAY, here[zone])
    with timezone.override(zone), time_machine.travel(dt.datetime(2026, 5, 3, 1, tzinfo=dt.UTC)):
        assert clock.today() == MAY


@pytest.mark.parametrize(("hour", "is_open"), [(-1, True), (1, False)])
def test_a_request_closes_for_all_at_one_moment(cast: Cast, hour: int, is_open: bool) -> None:
    request = stories.opened(cast)
    midnight = dt.datetime.combine(request.closes_on + dt.timedelta(days=1), dt.time(), dt.UTC)
    with time_machine.travel(midnight + dt.timedelta(hours=hour), tick=False):
        for zone in ZONES:
            with timezone.override(zone):
                waiting = queries.waiting_for(cast.anna.account).invitations
                assert (rules.is_taking_answers(request), bool(waiting)) == (is_open, is_open), zone


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", [0, 1, 20, 23])
def test_who_leaves_has_seven_whole_days(cast: Cast, zone: str, hour: int) -> None:
    asked = dt.datetime.combine(clock.today() + dt.timedelta(days=1), dt.time(hour, 59), dt.UTC)
    with time_machine.travel(asked, tick=False) as traveller:
        with timezone.override(zone):
            people.ask_to_leave(actor=cast.anna.account, person=cast.anna, kind=DepartureKind.LEAVE)
        traveller.shift(dt.timedelta(days=7))
        assert people.finish_leavings() == 0
        traveller.shift(dt.timedelta(days=1))
        assert people.finish_leavings() == 1
    assert not Person.objects.get(id=cast.anna.id).account.is_active
