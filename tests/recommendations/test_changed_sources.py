"""A joint text reworded without somebody who said no opens no gate for the wording that rests on her."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from consultations import actions as listening
from consultations.models import Passage, Synthesis
from consultations.rules import Wish
from privacy import consent
from privacy.permissions import Denied
from privacy.states import Form
from recommendations import actions, queries
from recommendations.models import Recommendation
from recommendations.states import RecommendationState
from tests.canary import CANARY
from tests.recommendations.world import NOTICE, OPERATIVE, World
from tests.visiting import Visitor

NO_PERMISSION = "One passage has no live permission for this agency."
LOOK = "A source has other words now. Look at the wording of the recommendation again."


def without_bea(world: World) -> None:
    """The passage rests on Anna alone from here on, in other words, and everybody agreed on it."""
    listening.reopen(actor=world.sam, synthesis=Synthesis.objects.get(id=world.synthesis.id))
    passage = Passage.objects.get(id=world.paraphrase.id)
    listening.change_passage(
        actor=world.sam,
        passage=passage,
        revision=passage.revision,
        form=Form.PARAPHRASE,
        body=f"{CANARY} some say: ask first",
        texts=[world.annas.texts.get().id],
    )
    synthesis = Synthesis.objects.get(id=world.synthesis.id)
    listening.agree(actor=world.sam, synthesis=synthesis, revision=synthesis.revision)


def faults(world: World, one: Recommendation) -> tuple[str, ...]:
    _agency, [gate] = queries.ready_for(world.sam, world.cast.agency.id)
    assert gate.recommendation == one
    return gate.faults


def _takes_the_agency_away(world: World) -> None:
    now = consent.current(world.beas.id)
    assert now is not None
    wish = Wish(use=Form.PARAPHRASE, agencies=frozenset())
    listening.change_permission(
        actor=world.cast.bea.account, contribution=world.beas, seen=now.id, wish=wish, notice=NOTICE
    )


def _holds(world: World) -> None:
    listening.hold(actor=world.cast.bea.account, contribution=world.beas)


def _says_nothing_yet(world: World) -> None:
    """She wants to see the words first, and these are words that she never saw."""


@pytest.mark.parametrize("says_no", [_takes_the_agency_away, _holds, _says_nothing_yet])
def test_the_gate_stays_shut_for_the_wording_that_rests_on_her(
    world: World, says_no: Callable[[World], None]
) -> None:
    endorsed = world.endorsed(world.paraphrase)
    says_no(world)
    without_bea(world)
    assert faults(world, endorsed) == (NO_PERMISSION, LOOK)
    with pytest.raises(Denied, match="gate"):
        world.prepared(endorsed, quoting=False)


def test_it_is_drafted_again_and_endorsed_anew(world: World) -> None:
    endorsed = world.endorsed(world.paraphrase)
    without_bea(world)
    assert queries.waiting_for(world.sam).to_reword == 1
    sam = Visitor.as_(world.sam)
    page = sam.get(f"/r/{endorsed.id}/", reads=True)
    assert "A source has other words now" in page
    assert "Other words than before" in sam.get(f"/r/{endorsed.id}/sources/", reads=True)
    assert "A source has other words now" not in Visitor.as_(world.anna).get(f"/r/{endorsed.id}/", reads=True)
    sam.get(f"/r/{endorsed.id}/", reads=True)
    sam.click("Look at the wording")
    page = sam.fill(reads=True)
    assert "Read it again, and write this from its new words." in page
    draft = Recommendation.objects.get(state=RecommendationState.DRAFT)
    with pytest.raises(Denied) as no:
        actions.endorse(actor=world.sam, recommendation=draft, decision=world.decision)
    assert no.value.sentence == "A source has other words now. Look at the wording and save it again."
    sam.fill({"operative": f"{CANARY} ask her first"}, reads=True)
    assert draft.evidence.get().revision == Passage.objects.get(id=world.paraphrase.id).revision == 2
    anew = actions.endorse(actor=world.sam, recommendation=draft, decision=world.decision)
    assert faults(world, anew) == ()


def test_what_was_handed_over_goes_to_nobody_more_and_the_page_says_what_to_do(world: World) -> None:
    endorsed = world.endorsed(world.paraphrase)
    release = world.sent(endorsed, quoting=False)
    without_bea(world)
    with pytest.raises(Denied, match="gate") as no:
        actions.hand_over(actor=world.olga, release=release)
    assert no.value.sentence == NO_PERMISSION
    page = Visitor.as_(world.sam).get(f"/r/{endorsed.id}/", reads=True)
    assert "Write a new recommendation from the new words." in page
    assert OPERATIVE in page
