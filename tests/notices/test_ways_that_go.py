"""A way is no longer set up here: what waits goes by another, and nothing is stuck."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import time_machine

from board.models import Person
from notices import actions, queries
from notices.carriers import Later, Parcel
from notices.models import Channel, Message, Notice
from notices.states import Cause
from privacy import audit
from privacy.reading import System
from tests.notices.conftest import wishes
from tests.notices.sink import Sink
from tests.people import Cast

BEGAN = datetime(2026, 11, 23, 10, tzinfo=UTC)
DAY = timedelta(days=1)
MAIL = "notices.mailer.Mail"
PIGEON = "tests.notices.test_ways_that_go.Pigeon"
ALWAYS = {"opens_at": time(0), "closes_at": time(23, 59, 59), "zone": "UTC", "has_link": False}


class Pigeon:
    """Another way than mail; in fog it flies later."""

    name = "pigeon"
    label = "Pigeon"
    address_label = "Name of the loft"
    address_hint = "Above the door."
    came: list[str] = []
    fog = False

    def is_ready(self) -> bool:
        return True

    def clean(self, address: str) -> str:
        return address

    def carry(self, parcel: Parcel, *, handing: Callable[[], None]) -> None:
        if Pigeon.fog:
            raise Later
        handing()
        Pigeon.came.append(parcel.body)


@pytest.fixture(autouse=True)
def pigeons(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CARRIERS = [MAIL, PIGEON]
    monkeypatch.setattr(Pigeon, "came", [])
    monkeypatch.setattr(Pigeon, "fog", False)


def switched_on(person: Person, carrier: str, letters: Callable[[], str]) -> None:
    actions.switch_on(actor=person.account, carrier=carrier, wishes=wishes(**ALWAYS))
    actions.send_due()
    [number] = [line for line in letters().splitlines() if line.isdigit()]
    channel = Channel.objects.get(carrier=carrier)
    assert actions.enter_number(actor=person.account, channel=channel, number=number)


def both(clock: Any, anna: Person, sink: Sink) -> None:
    """The pigeon first, so it is the one that is taken; the next day mail."""
    switched_on(anna, "pigeon", Pigeon.came.pop)
    clock.move_to(BEGAN + DAY)
    switched_on(anna, "email", lambda: sink.letters.pop().body)


def happens(cast: Cast) -> None:
    with audit.act("consultation.opened", actor=System("test"), about=cast.board) as act:
        actions.queue(act=act, subject=cast.anna.id, cause=Cause.REQUEST)


def test_what_comes_later_goes_by_the_way_that_is_left(cast: Cast, sink: Sink, settings: Any) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        both(clock, cast.anna, sink)
        settings.CARRIERS = [MAIL]
        happens(cast)
        actions.send_due()
    assert (len(sink.letters), Message.objects.count(), Notice.objects.count()) == (1, 0, 0)


def test_what_was_on_its_way_goes_by_the_way_that_is_left(cast: Cast, sink: Sink, settings: Any) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        both(clock, cast.anna, sink)
        Pigeon.fog = True
        happens(cast)
        actions.send_due()
        assert (Message.objects.get().channel.carrier, sink.letters) == ("pigeon", [])
        settings.CARRIERS = [MAIL]
        actions.send_due()
    assert (len(sink.letters), Message.objects.count(), Notice.objects.count()) == (1, 0, 0)


def test_with_no_way_left_staff_ask_in_person_and_nothing_is_kept_for_long(
    cast: Cast, sink: Sink, settings: Any
) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        switched_on(cast.anna, "pigeon", Pigeon.came.pop)
        assert queries.is_reached(cast.anna.id)
        Pigeon.fog = True
        happens(cast)
        actions.send_due()
        settings.CARRIERS = [MAIL]
        actions.send_due()
        assert not queries.is_reached(cast.anna.id)
        assert (Message.objects.count(), Notice.objects.count()) == (0, 1)
        clock.move_to(BEGAN + 15 * DAY)
        actions.forget_old()
    assert (Notice.objects.count(), Pigeon.came, sink.letters) == (0, [], [])
