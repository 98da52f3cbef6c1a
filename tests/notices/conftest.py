"""A board with a mail server that keeps what it gets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time
from functools import partial
from typing import Any

import pytest

from board.models import Person
from notices import actions, queries
from notices.actions import Wishes
from notices.models import Channel
from tests.canary import CANARY
from tests.notices.sink import Sink, listening, server

FROM = "desk@pages.example.org"
ADDRESS = f"{CANARY}-anna@example.net"


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """The only mail server there is."""
    with listening(Sink()) as one:
        settings.MAIL_SERVER, settings.MAIL_FROM = server(one), FROM
        yield one


def wishes(**changes: Any) -> Wishes:
    """Every day from eight to eight in Kyiv, at once, with words of her own."""
    plain = {
        "address": ADDRESS,
        "sender": "Garden club",
        "line": "Seeds",
        "days": 0b1111111,
        "opens_at": time(8),
        "closes_at": time(20),
        "zone": "Europe/Kyiv",
        "rhythm": "at_once",
        "has_link": True,
    }
    return Wishes(**{**plain, **changes})


Reaching = Callable[..., Channel]


def switched_on(sink: Sink, person: Person, **changes: Any) -> Channel:
    """A way switched on, all the way: the first message is sent and its number typed. Asks for her hours."""
    actions.switch_on(actor=person.account, carrier="email", wishes=wishes(**changes))
    channel = Channel.objects.get(subject=person.id)
    actions.send_due()
    [letter] = sink.letters
    sink.letters.clear()
    assert actions.enter_number(actor=person.account, channel=channel, number=letter.number)
    channel.refresh_from_db()
    assert queries.is_reached(person.id)
    return channel


@pytest.fixture
def reaches(sink: Sink) -> Reaching:
    """Switch a way on, with the mail server of this test."""
    return partial(switched_on, sink)
