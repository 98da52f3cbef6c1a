"""Ten things of which a member is told, through the actions of every floor.

Each is a generator: what leads up to it, then a halt (here she may go on a break), then the thing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from board import actions as boarding
from board.states import Need
from consultations import actions as listening
from consultations.rules import Wish
from meetings import actions as meeting_actions
from notices import actions
from notices.models import Channel
from notices.states import Cause
from privacy import audit, clock
from privacy.reading import System
from privacy.states import Form
from recommendations import actions as recommending
from recommendations.states import Position
from tests.board.acting import asked
from tests.canary import CANARY
from tests.consultations import stories
from tests.meetings import held
from tests.recommendations.world import World

Happening = Callable[[World], Iterator[None]]


def request_opened(world: World) -> Iterator[None]:
    request = stories.screened(world.cast, 9)
    yield
    until = clock.today() + timedelta(days=30)
    listening.open_to_members(actor=world.sam, consultation=request, closes_on=until)


def answer_recorded(world: World) -> Iterator[None]:
    yield
    listening.record_answer(actor=world.sam, consultation=world.consultation)


def meeting_called(world: World) -> Iterator[None]:
    meeting = held.prepared(world.cast, 31)
    yield
    meeting_actions.call_meeting(actor=world.sam, meeting=meeting)


def meeting_cancelled(world: World) -> Iterator[None]:
    meeting = held.called(world.cast, 32)
    yield
    meeting_actions.cancel_meeting(actor=world.sam, meeting=meeting)


def minutes_approved(world: World) -> Iterator[None]:
    minutes = held.written(world.cast, held.held(world.cast, 33))
    yield
    held.approved(world.cast, minutes)


def handed_over(world: World) -> Iterator[None]:
    release = world.granted()
    yield
    recommending.hand_over(actor=world.olga, release=release)


def response_given(world: World) -> Iterator[None]:
    copy = world.copy_of(world.sent())
    yield
    recommending.respond(
        actor=world.olga,
        copy=copy,
        position=Position.ADOPTED,
        words=f"{CANARY} we do this now",
        answered_on=clock.today(),
    )


def one_time_passphrase(world: World) -> Iterator[None]:
    boarding.ask_second(actor=world.cast.tessa.account, person=world.cast.anna, need=Need.WAY_IN)
    yield
    boarding.issue_passphrase(actor=world.sam, person=world.cast.anna, seen=asked())


def words_to_look_at(world: World) -> Iterator[None]:
    request = stories.opened(world.cast, 11)
    contribution = stories.standing(world.cast.anna, request, Wish(use=Form.PARAPHRASE))
    stories.passage(world.cast, request, contribution)
    yield
    listening.ask_authors(actor=world.sam, consultation=request)


def still_safe_asked(world: World) -> Iterator[None]:
    yield
    for channel in Channel.objects.all():
        with audit.act("channel.asked", actor=System("test"), about=channel) as act:
            actions.queue(act=act, subject=channel.subject, cause=Cause.SAFE)


HAPPENINGS: list[Happening] = [
    request_opened,
    answer_recorded,
    meeting_called,
    meeting_cancelled,
    minutes_approved,
    handed_over,
    response_given,
    one_time_passphrase,
    words_to_look_at,
    still_safe_asked,
]
