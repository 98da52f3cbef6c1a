"""Whoever joins, or comes back from a break, while a request is open is asked too; never on a break."""

from __future__ import annotations

import datetime as dt

import time_machine

from board import actions as people
from consultations import actions
from notices import tick
from privacy import clock
from tests.consultations import stories
from tests.people import Cast
from tests.privacy import stored
from tests.visiting import Visitor


def test_whoever_comes_back_while_a_request_is_open_is_asked_too(cast: Cast) -> None:
    request = stories.opened(cast, without=(cast.anna,))
    people.pause(actor=cast.anna.account, person=cast.anna)
    seq = stored.seq()
    assert actions.ask_those_who_came() == 1  # Carla, who was away while it was opened
    assert stored.last_events(seq) == [("invitation.added", "system", "done", 1)]
    asked = request.invitations.order_by("id").values_list("account_id", flat=True)
    assert cast.anna.account.id not in asked
    people.resume(actor=cast.anna.account, person=cast.anna)
    assert tick.run() == []
    assert actions.ask_those_who_came() == 0
    assert stories.invitation(cast.anna, request).opened_at == request.opened_at
    assert "Wording of a guide 1" in Visitor.as_(cast.anna.account).get("/c/")


def test_nobody_is_asked_when_the_day_has_passed_or_it_is_closed(cast: Cast) -> None:
    request = stories.opened(cast)
    with time_machine.travel(clock.now() + dt.timedelta(days=21), tick=False):
        assert actions.ask_those_who_came() == 0
    actions.close(actor=cast.sam.account, consultation=request)
    assert actions.ask_those_who_came() == 0
