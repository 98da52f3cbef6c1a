"""Is this still safe? Silence means stop. Never outside her hours, once for each thing at most."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from notices import actions, queries, tick
from notices.models import Channel, Notice, Spent
from notices.states import Cause, ChannelState
from notices.windows import Window, days_of, mask_of
from privacy import audit
from privacy.reading import System
from tests.notices.conftest import Reaching, wishes
from tests.notices.sink import Sink
from tests.people import Cast
from tests.visiting import Visitor

BEGAN = datetime(2026, 11, 23, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def happens(cast: Cast, thing: object = None) -> None:
    with audit.act("consultation.opened", actor=System("test"), about=cast.board) as act:
        actions.queue(act=act, subject=cast.anna.id, cause=Cause.REQUEST, thing=thing or uuid4())


def minute() -> None:
    """What the machine does each minute, as far as this floor goes."""
    for name in ("silent channels", "safe channels", "messages", "old notices"):
        tick._jobs[name]()


@pytest.mark.slow
def test_no6_day_91_unanswered_the_channel_is_off_and_staff_see_ask_in_person(
    cast: Cast, sink: Sink, reaches: Reaching
) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        channel = reaches(cast.anna)
        states = {}
        for day in range(1, 93):
            clock.move_to(BEGAN + day * DAY)
            minute()
            channel.refresh_from_db()
            states[day] = channel.state
        assert [day for day in states if states[day] != states.get(day - 1, "on")] == [76, 91]
        assert (states[75], states[76], states[90], states[91]) == ("on", "asked", "asked", "stopped")
        # asked on the channel itself once, and no more
        assert len(sink.letters) == 1
        happens(cast)
        minute()
        assert (len(sink.letters), Notice.objects.count()) == (1, 0)
        page = Visitor.as_(cast.sam.account).get(f"/people/{cast.anna.id}/")
        assert "When something waits: ask in person" in page
        # a month later the address is gone for good
        clock.move_to(BEGAN + 121 * DAY)
        minute()
        assert Channel.objects.count() == 0


def test_no6_who_answers_is_asked_again_after_as_long(cast: Cast, sink: Sink, reaches: Reaching) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        channel = reaches(cast.anna)
        clock.move_to(BEGAN + 80 * DAY)
        minute()
        visitor = Visitor.as_(cast.anna.account)
        visitor.get("/")
        visitor.click("Is this way to reach you still OK?")
        visitor.click("Answer")
        page = visitor.fill({}, button="Yes, it is safe")
        assert page.messages == ["Thank you. It stays on."]
        clock.move_to(BEGAN + 155 * DAY)
        minute()
        channel.refresh_from_db()
        assert (channel.state, channel.confirmed_on) == (ChannelState.ON, (BEGAN + 80 * DAY).date())
        clock.move_to(BEGAN + 156 * DAY)
        minute()
        channel.refresh_from_db()
        assert channel.state == ChannelState.ASKED


def test_no6_no_first_contact_without_her_yes_and_silence_stops_it(cast: Cast, sink: Sink) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        visitor = Visitor.as_(cast.anna.account)
        visitor.get("/me/notices/")
        visitor.click("Set it up")
        filled = {"address": "anna@example.net", "opens_at": "08:00", "closes_at": "20:00", "city": "Kyiv",
                  "has_link": "no"}  # fmt: skip
        page = visitor.fill(filled, button="Send the first message", stays=True)
        assert page.errors == [
            "Is it safe to send you a first message there? – Say yes here first. Without it nothing is sent."
        ]
        minute()
        assert (sink.letters, Channel.objects.count()) == ([], 0)
        visitor.fill({**filled, "is_safe": "yes"}, button="Send the first message")
        minute()
        assert len(sink.letters) == 1
        # the number is never typed
        clock.move_to(BEGAN + 7 * DAY)
        minute()
        assert Channel.objects.get().state == ChannelState.STOPPED
        assert not queries.is_reached(cast.anna.id)


@pytest.mark.slow
def test_no6_thirty_days_hold_one_nudge_a_request_and_none_outside_her_hours(
    cast: Cast, sink: Sink, reaches: Reaching
) -> None:
    """Three requests a day, each said three times; looked at every forty minutes, for thirty days."""
    start = datetime(2027, 3, 10, 16, 30, tzinfo=UTC)  # the clocks of Kyiv change on 28 March
    kyiv, came = ZoneInfo("Europe/Kyiv"), []
    with time_machine.travel(start, tick=False) as clock:
        workdays = mask_of(range(5))
        reaches(cast.anna, days=workdays, opens_at=time(18), closes_at=time(20), rhythm="daily")
        requests = 0
        for step in range(30 * 36):
            now = start + step * timedelta(minutes=40)
            clock.move_to(now)
            if step % 12 == 0:
                thing = uuid4()
                requests += 1
            if step % 4 == 0:
                happens(cast, thing)
            before = len(sink.letters)
            actions.send_due()
            came += [now.astimezone(kyiv)] * (len(sink.letters) - before)
    assert requests == 90
    assert all(moment.weekday() < 5 and time(18) <= moment.time() < time(20) for moment in came)
    days = [moment.date() for moment in came]
    assert len(days) == len(set(days)) == 23
    assert Spent.objects.count() > 0


def test_once_told_of_a_request_she_is_never_told_again(cast: Cast, sink: Sink, reaches: Reaching) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        reaches(cast.anna)
        request = uuid4()
        for hour in range(5):
            clock.move_to(BEGAN + timedelta(hours=hour))
            happens(cast, request)
            actions.send_due()
    assert len(sink.letters) == 1


# Spring: in Kyiv 03:00 to 03:59 of 28 March 2027 do not exist. Autumn: those of 31 October 2027 come twice.
@pytest.mark.parametrize(
    ("night", "minutes"),
    [(datetime(2027, 3, 28, tzinfo=UTC), 0), (datetime(2027, 10, 30, 22, tzinfo=UTC), 120)],
)
def test_no6_nights_in_which_the_clocks_change(night: datetime, minutes: int) -> None:
    window = Window(0b1111111, time(3), time(4), "Europe/Kyiv")
    inside = [night + timedelta(minutes=m) for m in range(300) if window.holds(night + timedelta(minutes=m))]
    assert len(inside) == minutes
    assert len({window.local(moment).strftime("%Y-%m-%d %H") for moment in inside}) <= 1


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["Europe/Kyiv", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"]),
    st.sets(st.integers(0, 6), min_size=1),
)
def test_no6_a_window_is_her_own_clock(moment: datetime, zone: str, days: set[int]) -> None:
    window = Window(mask_of(days), time(9, 30), time(17, 15), zone)
    there = moment.astimezone(ZoneInfo(zone))
    inside = there.weekday() in days and time(9, 30) <= there.time() < time(17, 15)
    assert window.holds(moment) == inside
    assert set(days_of(window.days)) == days


def test_her_wishes_are_told_by_nothing_but_herself(cast: Cast) -> None:
    assert repr(wishes()) == "<Wishes>"
