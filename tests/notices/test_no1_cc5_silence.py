"""Nothing leaves the site unless she switched it on, and nothing while she is on a break."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from board import actions as boarding
from board.models import Person
from board.states import Need
from notices import actions
from notices.models import Message, Notice
from privacy.models import Event
from tests.board.acting import asked
from tests.notices.conftest import Reaching
from tests.notices.happenings import HAPPENINGS
from tests.notices.sink import Sink
from tests.notices.test_no2_no4_what_arrives import judged
from tests.people import Cast
from tests.recommendations.conftest import untypeset  # noqa: F401  (a fixture)
from tests.recommendations.world import build

MORNING = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)  # 09:05 in Kyiv
TOLD_OF = 10


def all_happen(cast: Cast, sink: Sink, reaches: Reaching | None, *, on_a_break: bool = False) -> list[int]:
    """How many letters came after each of the ten, an hour apart."""
    came = []
    with time_machine.travel(MORNING, tick=False) as clock:
        world = build(cast)
        if reaches:
            reaches(cast.anna)
        led_up = [happening(world) for happening in HAPPENINGS]
        for one in led_up:
            next(one)
        if on_a_break:
            boarding.pause(actor=cast.anna.account, person=Person.objects.get(id=cast.anna.id))
        Notice.objects.all().delete()
        for number, one in enumerate(led_up):
            clock.move_to(MORNING + timedelta(hours=number))
            next(one, None)
            before = len(sink.letters)
            actions.send_due()
            actions.send_due()
            came.append(len(sink.letters) - before)
    return came


@pytest.mark.slow
def test_no1_default_is_no_message_at_all_for_twenty_event_types(cast: Cast, sink: Sink) -> None:
    assert all_happen(cast, sink, None) == [0] * TOLD_OF
    assert sink.letters == []
    assert (Notice.objects.count(), Message.objects.count()) == (0, 0)
    assert len(set(Event.objects.values_list("code", flat=True))) >= 20


@pytest.mark.slow
def test_no1_c10_twin_who_switched_it_on_is_told_once_of_each(
    cast: Cast, sink: Sink, reaches: Reaching
) -> None:
    assert all_happen(cast, sink, reaches) == [1] * TOLD_OF
    assert {letter.body for letter in sink.letters} == {
        "There is something for you to look at.\r\n\r\nhttps://127.0.0.1/\r\n"
    }
    for letter in sink.letters:
        judged(letter)
    assert (Notice.objects.count(), Message.objects.count()) == (0, 0)


@pytest.mark.slow
def test_cc5_a_break_means_zero_messages_for_ten_event_types(
    cast: Cast, sink: Sink, reaches: Reaching
) -> None:
    assert all_happen(cast, sink, reaches, on_a_break=True) == [0] * TOLD_OF
    assert sink.letters == []
    # nothing gathers for the day she is back
    boarding.resume(actor=cast.anna.account, person=Person.objects.get(id=cast.anna.id))
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        actions.send_due()
    assert sink.letters == []


def test_no_message_while_her_access_is_paused(cast: Cast, sink: Sink, reaches: Reaching) -> None:
    """As when a telephone was lost: whoever has it learns nothing."""
    with time_machine.travel(MORNING, tick=False):
        reaches(cast.anna)
        boarding.pause_access(actor=cast.sam.account, person=cast.anna)
        boarding.ask_second(actor=cast.tessa.account, person=cast.anna, need=Need.WAY_IN)
        boarding.issue_passphrase(actor=cast.sam.account, person=cast.anna, seen=asked())
        assert Notice.objects.count() == 2
        actions.send_due()
    assert (sink.letters, Notice.objects.count()) == ([], 0)
