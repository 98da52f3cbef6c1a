"""What has left is asked back once: also after it was dropped, and when she allows less than before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from consultations import actions as listening
from consultations.rules import Wish
from privacy import clock, consent, inventory
from privacy.states import Form
from recommendations import actions, queries
from recommendations.models import Recall, Release
from recommendations.states import RecommendationState
from tests.recommendations.world import NOTICE, OPERATIVE, World
from tests.visiting import Visitor


def asked_for() -> list[Release]:
    """The releases whose copies somebody has to ask for."""
    return [
        recall.release for recall in Recall.objects.filter(settled_on=None).order_by("release__reference")
    ]


def anna_allows(world: World, **wish: object) -> None:
    """Her other choices, by default those she made."""
    now = consent.current(world.annas.id)
    assert now is not None
    made = {"use": Form.QUOTE, "agencies": frozenset({world.cast.agency.id}), "show_first": False, **wish}
    listening.change_permission(
        actor=world.anna, contribution=world.annas, seen=now.id, wish=Wish(**made), notice=NOTICE
    )


def test_what_was_handed_over_and_dropped_is_asked_back(world: World) -> None:
    release = world.sent()
    assert release.handed_over_on == clock.today()
    sam = Visitor.as_(world.sam)
    sam.get(f"/r/release/{release.id}/drop/")
    assert "A copy that was downloaded stays where it is." in sam.page
    sam.fill()
    assert asked_for() == [release]
    assert queries.waiting_for(world.sam).recalls == 1
    page = sam.get(f"/r/release/{release.id}/")
    assert "this was taken back, or something it rests on. Ask the organisation to delete its copy." in page
    told = {held.what: held.count for held in inventory.held_about(world.cast.anna.id)}
    assert told["Quotes of yours that partners were given"] == 1


@pytest.mark.parametrize("is_settled", [False, True])
def test_taken_back_after_that_it_is_not_asked_for_twice(world: World, is_settled: bool) -> None:
    release = world.sent()
    actions.drop_release(actor=world.sam, release=release)
    if is_settled:
        actions.settle_recall(actor=world.sam, recall=Recall.objects.get())
    world.anna_takes_back()
    assert Recall.objects.count() == 1
    assert asked_for() == ([] if is_settled else [release])


def test_what_went_out_again_after_an_answer_is_asked_back_again(world: World) -> None:
    endorsed = world.endorsed()
    release = world.sent(endorsed, quoting=False)
    world.anna_takes_back()
    actions.settle_recall(actor=world.sam, recall=Recall.objects.get())
    actions.let_stand(actor=world.sam, recommendation=endorsed)
    actions.hand_over(actor=world.olga, release=release)
    actions.drop_release(actor=world.sam, release=release)
    assert asked_for() == [release]


@pytest.mark.parametrize("made", [World.prepared, World.granted])
def test_what_never_left_is_not_asked_for(world: World, made: Callable[[World], Release]) -> None:
    release = made(world)
    actions.drop_release(actor=world.sam, release=release)
    world.anna_takes_back()
    assert not Recall.objects.exists()
    [answer] = queries.answers_to(world.sam, world.copy_of(release).recommendation)
    assert not answer.is_sent


def test_an_agency_that_she_takes_away_is_asked_to_delete(world: World) -> None:
    release = world.sent()
    theirs = world.from_conclusions(to=[world.cast.other_agency], words=OPERATIVE)
    actions.approve_release(
        actor=world.tessa, release=(other := world.prepared(theirs, to=world.cast.other_agency))
    )
    actions.grant_access(actor=world.sam, release=other, officer=world.omar)
    actions.accept_terms(actor=world.omar, release=other)
    actions.hand_over(actor=world.omar, release=other)
    anna_allows(world, agencies=frozenset())
    assert asked_for() == [release]
    assert "Please delete your copies" in Visitor.as_(world.olga).get(f"/p/{release.id}/")
    world.anna_takes_back()
    assert Recall.objects.count() == 1


def test_who_is_not_quoted_any_more_stays_in_our_words(world: World) -> None:
    """A release that only puts it otherwise may stay where it is."""
    endorsed = world.endorsed(world.paraphrase, title="In our words")
    world.sent(endorsed)
    quoting = world.sent(world.endorsed(world.quote))
    anna_allows(world, use=Form.PARAPHRASE)
    assert asked_for() == [quoting]


@pytest.mark.parametrize("wish", [{"months": 6}, {"show_first": True}, {}])
def test_what_she_goes_on_allowing_is_not_asked_back(world: World, wish: dict[str, object]) -> None:
    world.sent()
    anna_allows(world, **wish)
    assert not Recall.objects.exists()


def test_nothing_is_read_before_it_is_handed_over(world: World) -> None:
    """What an officer has read was given to her: it has its event, its authors are told, it is asked back."""
    release = world.granted()
    olga = Visitor.as_(world.olga)
    copy = world.copy_of(release)
    page = olga.get(f"/p/{release.id}/")
    assert "Download the package first. Then you can read and answer here." in page
    for here in (page, olga.get(f"/p/{release.id}/answer/{copy.id}/")):
        assert OPERATIVE not in here
        assert "Safe contact" not in here.main
    assert copy.recommendation.state == RecommendationState.ENDORSED
    olga.post(f"/p/{release.id}/package/", status=200, reads=True)
    assert OPERATIVE in olga.get(f"/p/{release.id}/", reads=True)
    world.anna_takes_back()
    assert asked_for() == [release]
