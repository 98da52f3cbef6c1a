"""Something behind every address with an id in it, and everybody signed in."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine

from board import actions as people
from board.models import Account, Joining, Office, Parked, SecondYes, Session
from board.states import OfficeKind, Role
from consultations import actions as listening
from consultations.models import Consultation, PassageCheck
from consultations.rules import Wish
from documents import pdf
from meetings.models import Paper
from notices import actions as reaching
from notices.models import Channel
from privacy import clock, copies
from privacy.models import KeyCopy
from privacy.states import CopyOf, Form
from recommendations.models import Release
from tests.consultations import stories
from tests.meetings import held
from tests.notices.conftest import wishes
from tests.recommendations.world import World
from tests.routes import Route, routes
from tests.visiting import Visitor

TABLE = tomllib.loads((Path(__file__).parents[1] / "routes.toml").read_text())
# A link of an invitation and a certificate are for whoever holds them: see I06 and D06.
ROUTES = [one for one in routes() if one.converters and TABLE[one.name]["roles"] != ["anyone"]]
Ids = dict[str, UUID]


def of_a_request(world: World, member: Any, number: int) -> Ids:
    """Everything that stands below a request: a text, a passage, a question to its author, two files."""
    request = stories.opened(world.cast, number)
    text = stories.standing(member, request, Wish(use=Form.QUOTE))
    passage = stories.passage(world.cast, request, text, form=Form.QUOTE)
    listening.ask_authors(actor=world.sam, consultation=request)
    return {
        "consultation_id": request.id,
        "contribution_id": text.id,
        "passage_id": passage.id,
        "check_id": PassageCheck.objects.get(contribution=text).id,
        "paper_id": stories.paper(world.cast, request).id,
        "attachment_id": stories.attached(text).id,
    }


def of_an_exception(world: World, found: Ids) -> Ids:
    """The same request, of which two people opened one text; and what data protection sees of that."""
    cast = world.cast
    request = Consultation.objects.get(id=found["consultation_id"])
    stories.opened_as_an_exception(cast.sam, cast.chloe, cast.anna, request)
    pair = SecondYes.objects.get(thing=request.id)
    return {**found, "person": cast.anna.id, "pair": pair.id}


def of_a_meeting(meeting: Any) -> Ids:
    """Everything that stands below a meeting."""
    item = held.items(meeting)[-1]
    minutes = getattr(meeting, "minutes", None)
    found = {
        "meeting_id": meeting.id,
        "participant_id": held.people(meeting)[0].id,
        "item_id": item.id,
        "entry_id": held.entries(minutes)[0].id if minutes else uuid4(),
        "edition_id": uuid4(),
    }
    paper = Paper.objects.filter(item__meeting=meeting).first()
    if minutes and minutes.editions.exists():
        found["edition_id"] = minutes.editions.first().id
    return {**found, "paper_id": paper.id if paper else uuid4()}


def of_the_board(world: World) -> Ids:
    """Whatever else has an address: of Anna, of the secretariat, of the machine."""
    cast = world.cast
    anna = cast.anna.account
    people.appoint(actor=world.sam, person=cast.bea, kind=OfficeKind.RAPPORTEUR)
    people.invite(actor=world.sam, role=Role.MEMBER, secret=str(uuid4()))
    people.park(account=anna, path="/c/", fields={"body": ["words"]})
    people.make_list(actor=anna)
    reaching.switch_on(actor=anna, carrier="email", wishes=wishes())
    copies.add(actor=cast.adam.account, holds=CopyOf.STORE, medium="USB stick 4", holder="Safe")
    Visitor.as_(anna).get("/")
    release = world.sent()
    return {
        "way": Channel.objects.get().id,
        "key": people_key(anna),
        "parked": Parked.objects.get().id,
        "number": Session.objects.get(account=anna).number,
        "office": Office.objects.get(kind=OfficeKind.RAPPORTEUR).id,
        "person": cast.anna.id,
        "joining": Joining.objects.get().id,
        "organisation": cast.agency.id,
        "synthesis": world.synthesis.id,
        "meeting": world.meeting.id,
        "release": release.id,
        "recommendation": release.copies.get().recommendation_id,
        "copy": release.copies.get().id,
    }


def people_key(account: Account) -> UUID:
    from board import factors

    return factors.factors_of(account)[0].key


@dataclass
class Known:
    """Real ids of several things of each kind, and people who ask for them."""

    world: World
    sets: list[Ids]
    visitors: dict[str, Visitor]

    def fitting(self, route: Route) -> list[Ids]:
        """The ids of all addresses of this kind at which there is something."""
        names = [name for name, _ in route.converters]
        return [{name: ids[name] for name in names} for ids in self.sets if set(names) <= set(ids)]


@pytest.fixture
def known(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Known]:
    monkeypatch.setattr(pdf, "render", lambda *a, **k: b"%PDF- not set")
    cast = world.cast
    machine = {"copy": uuid4()}
    board = of_the_board(world)
    machine["copy"] = KeyCopy.objects.get().id
    prepared = world.prepared()
    sets = [
        board,
        machine,
        {"release": prepared.id, "person": cast.olga.id, "recommendation": world.draft().id},
        {"release": Release.objects.get(id=prepared.id).id, "copy": board["copy"]},
        of_an_exception(world, of_a_request(world, cast.anna, 11)),
        of_a_request(world, cast.chloe, 12),
        {"consultation_id": stories.screened(cast, 13).id},
        {"consultation_id": world.consultation.id, "contribution_id": world.beas.id},
        of_a_meeting(held.prepared(cast, 14)),
        of_a_meeting(held.written(cast, held.held(cast, 15)).meeting),
        of_a_meeting(world.meeting),
    ]
    with time_machine.travel(clock.now(), tick=False):
        visitors = {name: Visitor.as_(account) for name, account in cast.everybody().items()}
        for visitor in visitors.values():
            visitor._token()
            visitor.client.get("/me/", secure=True)
        yield Known(world, sets, visitors)
