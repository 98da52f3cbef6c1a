"""Lists: the same few queries for 1, 3 and 300 rows, nothing opened, pages by key."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from board import actions as people
from board.states import Role
from privacy import audit, clock, inventory, permissions, reading
from privacy.models import Event
from recommendations import queries
from recommendations.actions.sealing import seal_for
from recommendations.models import (
    Addressee,
    Evidence,
    Recommendation,
    RecommendationText,
    Release,
    ReleasedCopy,
    Response,
)
from recommendations.states import Position, RecommendationState, ReleaseState
from tests.canary import CANARY
from tests.people import SETUP
from tests.recommendations.world import World
from tests.visiting import Page, Visitor

LISTS = [("/r/", "sam"), ("/r/", "carla"), ("/r/releases/", "sam"), ("/p/", "olga")]


def fill(world: World, count: int) -> None:
    """`count` recommendations, each handed over to Olga in a release of its own, and answered."""
    first = Release.objects.count() + 1
    record = reading.new_record_key()
    chains = [_chain(world, number, record) for number in range(first, first + count)]
    with audit.act("test.filled", actor=world.sam, about=world.meeting) as act:
        for chain in chains:
            act.save_all(chain)
            [release] = [row for row in chain if isinstance(row, Release)]
            permissions.grant(act=act, user=world.olga, codename="receive_release", obj=release)


def _chain(world: World, number: int, record: bytes) -> list[audit.Audited]:
    today = clock.today()
    one = Recommendation(
        title=f"Advice {number}",
        reference=f"2026/R-{number}",
        state=RecommendationState.FOLLOW_UP,
        decision=world.decision,
        endorsed_on=today,
        drafted_on=today,
    )
    text = RecommendationText(recommendation=one, number=1, record=record)
    text.operative = seal_for(text, "operative", f"{CANARY} advice", record=record)
    release = Release(
        reference=f"2026/P-{number}",
        organisation=world.cast.agency,
        state=ReleaseState.SENT,
        record=record,
        prepared_by=world.sam,
        prepared_on=today,
        approved_by=world.tessa,
        approved_on=today,
        handed_over_on=today,
    )
    copy = ReleasedCopy(release=release, recommendation=one, text=text, position=1)
    answer = Response(copy=copy, number=1, position=Position.ADOPTED, record=record, answered_on=today)
    answer.words = seal_for(answer, "words", f"{CANARY} answer", record=record)
    tie = Evidence(recommendation=one, passage=world.paraphrase, revision=1)
    addressee = Addressee(recommendation=one, organisation=world.cast.agency)
    return [one, text, tie, addressee, release, copy, answer]


@pytest.mark.slow
def test_a_list_takes_as_many_queries_for_300_as_for_one(world: World) -> None:
    counts: dict[tuple[str, str], list[int]] = {one: [] for one in LISTS}
    visitors = {who: Visitor.as_(getattr(world.cast, who).account) for _path, who in LISTS}
    for count in (1, 2, 297):
        fill(world, count)
        before = Event.objects.count()
        for path, who in LISTS:
            with CaptureQueriesContext(connection) as counted:
                visitors[who].get(path)
            counts[path, who].append(len(counted))
        assert Event.objects.count() == before, "something was opened"
    assert all(len(set(found)) == 1 and found[0] <= 14 for found in counts.values()), counts
    for path in ("/r/", "/r/releases/"):
        _pages_hold_everything_once(visitors["sam"], path, 300)


@pytest.mark.parametrize("path", ["access/", "access/{}/"])
def test_who_has_access_takes_as_many_queries_for_thirteen_officers_as_for_one(
    world: World, path: str
) -> None:
    release = world.granted()
    sam, counts = Visitor.as_(world.sam), []
    url = f"/r/release/{release.id}/{path.format(world.cast.olga.id)}"
    for more in (0, 2, 10):
        for number in range(more):
            people.add_person(
                actor=SETUP,
                role=Role.OFFICER,
                sign_in_name=f"officer-{more}-{number}",
                chosen_name=f"Officer {more} {number}",
                organisation=world.cast.agency,
            )
        sam.get(url)
        with CaptureQueriesContext(connection) as counted:
            page = sam.get(url)
        counts.append(len(counted))
    assert len(set(counts)) == 1, counts
    if path == "access/":
        assert (page.text.count("Has access"), page.text.count("No access")) == (1, 12)


def _pages_hold_everything_once(visitor: Visitor, path: str, count: int) -> None:
    page = visitor.get(path)
    rows, pages = _rows(page), 1
    while "Next page" in page.links:
        page = visitor.get(path + page.link("Next page"))
        rows, pages = rows + _rows(page), pages + 1
    assert len(rows) == len(set(rows)) == count
    assert pages == count // queries.PAGE
    assert "First page" in page.links


def _rows(page: Page) -> list[str]:
    return [words for words in page.links if words.startswith(("Advice", "2026/P"))]


def test_a_key_that_is_none_is_not_there(world: World) -> None:
    sam = Visitor.as_(world.sam)
    for key in ("x", str(world.meeting.id)):
        sam.get(f"/r/?after={key}", status=404)
        sam.get(f"/r/releases/?after={key}", status=404)


def test_the_key_of_a_draft_is_none_for_members(world: World) -> None:
    """The id of a draft answers as an id that nobody gave to anything."""
    draft = world.draft()
    anna = Visitor.as_(world.anna)
    none, hidden = (anna.get(f"/r/?after={key}", status=404) for key in (uuid4(), draft.id))
    assert hidden.content == none.content
    Visitor.as_(world.sam).get(f"/r/?after={draft.id}")


def test_members_see_what_is_endorsed_and_no_draft(world: World) -> None:
    world.draft(title="Still a draft")
    world.endorsed(title="Endorsed one")
    page = Visitor.as_(world.cast.carla.account).get("/r/")
    assert "Endorsed one" in page
    assert "Still a draft" not in page
    assert "New recommendation" not in page
    page = Visitor.as_(world.sam).get("/r/")
    assert "Still a draft" in page


def test_empty_lists_say_so(world: World) -> None:
    assert "There is nothing here yet." in Visitor.as_(world.anna).get("/r/")
    assert "Nothing is drafted yet." in Visitor.as_(world.sam).get("/r/")
    assert "Nothing was released yet." in Visitor.as_(world.sam).get("/r/releases/")
    assert "There is nothing to release yet." in Visitor.as_(world.sam).get("/r/release/new/")
    assert "Nothing was sent to you yet." in Visitor.as_(world.olga).get("/p/")


def test_what_waits_is_counted_per_person(world: World) -> None:
    release = world.prepared()
    assert queries.waiting_for(world.tessa).to_approve == 1
    assert queries.waiting_for(world.sam).to_approve == 0
    assert queries.waiting_for(world.anna) == queries.Waiting()
    assert queries.waiting_for(world.olga) == queries.Waiting()
    assert release.state == ReleaseState.PREPARED
    world.granted(world.endorsed())
    assert queries.waiting_for(world.olga).to_receive == 1
    world.sent(world.endorsed())
    assert queries.waiting_for(world.olga).to_answer == 1


def test_a_member_is_told_what_rests_on_her_words(world: World) -> None:
    world.sent(world.endorsed())
    told = {held.what: held.count for held in inventory.held_about(world.cast.anna.id)}
    assert told["Recommendations that rest on your words"] == 1
    assert told["Quotes of yours that partners were given"] == 1
    assert "Quotes of yours that partners were given" not in {
        held.what for held in inventory.held_about(world.cast.bea.id)
    }
