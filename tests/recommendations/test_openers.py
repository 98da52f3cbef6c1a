"""Who may open which words: the rules as a table over everybody, every state, every purpose."""

from __future__ import annotations

import pytest

from privacy import audit, clock
from privacy.reading import Purpose, Shut, System, open_many
from recommendations import actions
from recommendations.models import Recommendation, Release
from recommendations.states import Position, RecommendationState, ReleaseState
from tests.recommendations.world import ANSWER, OPERATIVE, World

EVERYBODY = ("anna", "carla", "chloe", "sam", "tessa", "olga", "omar", "dora", "adam")
WRITERS = {"chloe", "sam", "tessa"}
INSIDE = WRITERS | {"anna", "carla"}


def opens(world: World, sealed, who: str, purpose: Purpose = Purpose.READ) -> bool:
    reader = getattr(world.cast, who).account
    [one] = open_many([sealed], reader=reader, purpose=purpose, about=world.meeting)
    assert (one.text is None) is (one.shut == Shut.REFUSED)
    return one.text is not None


def who_opens(world: World, sealed, purpose: Purpose = Purpose.READ) -> set[str]:
    return {who for who in EVERYBODY if opens(world, sealed, who, purpose)}


@pytest.mark.parametrize(
    ("state", "readers"),
    [
        (RecommendationState.DRAFT, WRITERS),
        (RecommendationState.ENDORSED, INSIDE),
        (RecommendationState.RELEASED, INSIDE),
        (RecommendationState.FOLLOW_UP, INSIDE),
        (RecommendationState.WITHDRAWN, WRITERS),
    ],
)
@pytest.mark.slow
def test_texts_of_recommendations(world: World, state: RecommendationState, readers: set[str]) -> None:
    endorsed = world.endorsed()
    _to(world, endorsed, state)
    text = endorsed.texts.get()
    assert who_opens(world, text.operative) == readers
    assert who_opens(world, text.rationale) == readers
    assert who_opens(world, text.operative, Purpose.IDENTITY) == set()


def _to(world: World, row: Recommendation | Release, state: str) -> None:
    with audit.act("test.moved", actor=world.sam, about=row) as act:
        fresh = act.lock(row)
        fresh.state = state
        if state == ReleaseState.SENT:
            fresh.handed_over_on = clock.today()
        fresh.save(act=act)


@pytest.mark.parametrize(
    ("state", "readers"),
    [
        (ReleaseState.APPROVED, WRITERS),
        (ReleaseState.SENT, INSIDE | {"olga"}),
        (ReleaseState.RECALLED, WRITERS),
    ],
)
@pytest.mark.slow
def test_copies(world: World, state: ReleaseState, readers: set[str]) -> None:
    release = world.granted()
    _to(world, release, state)
    page = world.copy_of(release).page
    assert who_opens(world, page) == readers
    assert who_opens(world, page, Purpose.RELEASE) == readers
    assert who_opens(world, page, Purpose.LISTING) == set()


@pytest.mark.slow
def test_responses(world: World) -> None:
    release = world.sent()
    answer = actions.respond(
        actor=world.olga,
        copy=world.copy_of(release),
        position=Position.ADOPTED,
        words=ANSWER,
        answered_on=release.approved_on,
    )
    assert who_opens(world, answer.words) == INSIDE | {"olga"}
    _to(world, release, ReleaseState.RECALLED)
    assert who_opens(world, answer.words) == INSIDE


def test_the_machine_opens_none_of_these(world: World) -> None:
    release = world.sent()
    sealed = [release.copies.get().page, Recommendation.objects.get().texts.get().operative]
    for name in ("release", "setup", "naming"):
        opened = open_many(sealed, reader=System(name), purpose=Purpose.RELEASE, about=release)
        assert [one.shut for one in opened] == [Shut.REFUSED, Shut.REFUSED]


def test_an_account_that_ended_opens_nothing(world: World) -> None:
    endorsed = world.endorsed()
    with audit.act("test.ended", actor=world.sam, about=endorsed) as act:
        account = act.lock(world.tessa)
        account.is_active = False
        account.save(act=act)
    [one] = open_many([endorsed.texts.get().operative], reader=account, purpose=Purpose.READ, about=endorsed)
    assert one.shut == Shut.REFUSED


def test_a_broken_text_says_so_and_the_page_still_works(world: World) -> None:
    from recommendations import queries
    from recommendations.models import RecommendationText
    from tests.visiting import Visitor

    endorsed = world.endorsed()
    text = endorsed.texts.get()
    with audit.act("test.broken", actor=world.sam, about=endorsed) as act:
        row = RecommendationText.objects.get(id=text.id)
        row.rationale = type(text.operative)(text.operative.token, text.rationale.place)
        row.save(act=act)
    wording, _ = queries.read(world.sam, endorsed)
    assert (wording.operative, wording.rationale) == (OPERATIVE, None)
    assert "The reasons cannot be opened just now." in Visitor.as_(world.sam).get(
        f"/r/{endorsed.id}/", reads=True
    )
