"""SB4: data protection is told at once of what takes two, in the words that say nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from board import actions as people
from board.states import Need, Reason
from notices import actions
from notices.models import Notice
from tests.board.acting import asked
from tests.notices.conftest import Reaching
from tests.notices.sink import Sink
from tests.notices.test_no6_safe_contact import BEGAN, DAY, minute
from tests.people import Cast
from tests.visiting import Visitor

Step = Callable[[Cast], object]
STEPS: dict[str, tuple[Step, Step]] = {
    "a list": (
        lambda c: people.ask_identities(actor=c.sam.account, people=[c.bea], reason=Reason.TRAVEL),
        lambda c: people.give_identities(actor=c.tessa.account, seen=asked()),
    ),
    "a way in": (
        lambda c: people.ask_second(actor=c.sam.account, person=c.bea, need=Need.WAY_IN),
        lambda c: people.issue_passphrase(actor=c.tessa.account, person=c.bea, seen=asked()),
    ),
}


@pytest.mark.parametrize("what", STEPS)
def test_sb4_data_protection_is_told_when_asked_and_when_done(
    cast: Cast, sink: Sink, reaches: Reaching, what: str
) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        reaches(cast.dora)
        for step in STEPS[what]:
            step(cast)
            actions.send_due()
            [letter] = sink.letters
            said = letter.parsed["Subject"], letter.body.split("\r\n")[0]
            assert said == ("Seeds", "There is something for you to look at.")
            sink.letters.clear()
            clock.shift(timedelta(hours=1))


def test_sb4_who_switched_nothing_on_gets_nothing(cast: Cast, sink: Sink) -> None:
    STEPS["a list"][0](cast)
    actions.send_due()
    assert (sink.letters, Notice.objects.count()) == ([], 0)


def test_sb4_she_switches_it_on_herself_and_is_asked_whether_it_is_safe(
    cast: Cast, sink: Sink, reaches: Reaching
) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        dora = Visitor.as_(cast.dora.account)
        dora.get("/me/")
        dora.click("Notices")
        assert "Set it up" in dora.page
        reaches(cast.dora)
        clock.move_to(BEGAN + 80 * DAY)
        minute()
        dora = Visitor.as_(cast.dora.account)
        dora.get("/")
        dora.click("Is this way to reach you still OK?")
        dora.click("Answer")
        assert dora.fill({}, button="Yes, it is safe").messages == ["Thank you. It stays on."]
