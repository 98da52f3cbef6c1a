"""A wording that nobody outside has goes with the words it rested on; what was handed over stays."""

from __future__ import annotations

import pytest

from consultations import actions as listening
from consultations.models import Passage, Synthesis
from privacy import verify
from privacy.crypto import KeyDestroyed
from privacy.keystore import store
from privacy.reading import Purpose, Shut, open_many
from recommendations import actions, queries
from recommendations.models import Recommendation, RecommendationText, Release
from recommendations.states import RecommendationState
from tests.canary import CANARY
from tests.recommendations.world import OPERATIVE, World
from tests.visiting import Visitor

GONE = "This wording has gone, because words it rested on were taken back or removed."


def is_dead(record: bytes | memoryview) -> bool:
    return isinstance(store.get_many([bytes(record)])[bytes(record)], KeyDestroyed)


def dead(recommendation: Recommendation) -> list[bool]:
    """Of each wording, in order, whether it is closed and its key destroyed."""
    rows = recommendation.texts.order_by("number")
    assert all(is_dead(row.record) is (row.closed_on is not None) for row in rows)
    return [row.closed_on is not None for row in rows]


def reworded(world: World, draft: Recommendation, words: str) -> None:
    row = Recommendation.objects.get(id=draft.id)
    actions.reword(
        actor=world.sam, recommendation=row, revision=row.revision, draft=actions.Draft("Safe contact", words)
    )


def test_a_draft_goes_and_is_written_anew(world: World) -> None:
    draft = world.draft(world.quote)
    other = world.draft(world.paraphrase, title="Another")
    reworded(world, draft, f"{CANARY} her very sentence")
    world.anna_takes_back()
    assert dead(draft) == [True, True]
    assert dead(other) == [True]
    sam = Visitor.as_(world.sam)
    for here in (f"/r/{draft.id}/", f"/r/{draft.id}/?wording=1"):
        assert GONE in sam.get(here)
    page = sam.get(f"/r/{draft.id}/edit/")
    assert "The wording has gone, because words it rested on were taken back. Please write" in page
    assert page.form().data()["operative"] == [""]
    sam.fill({"operative": f"{CANARY} without her"}, reads=True)
    assert dead(draft) == [True, True, False]
    assert "without her" in sam.get(f"/r/{draft.id}/", reads=True)
    assert GONE in sam.get(f"/r/{draft.id}/?wording=2")
    actions.endorse(actor=world.sam, recommendation=world.address(draft), decision=world.decision)


def test_nobody_opens_it_from_the_commit_on(world: World) -> None:
    """Refused, and not only unreadable: nothing waits for the key to be destroyed."""
    text = world.draft(world.quote).texts.get()
    world.anna_takes_back()
    [one] = open_many([text.operative], reader=world.sam, purpose=Purpose.READ, about=world.meeting)
    assert (one.text, one.shut) == (None, Shut.REFUSED)
    assert verify.current().result == verify.Result.OK


def test_what_rests_on_others_stays(world: World) -> None:
    drafts = actions.draft_from_conclusions(
        actor=world.sam, meeting=world.meeting, conclusions=world.conclusions
    )
    world.anna_takes_back()
    assert [dead(one) for one in drafts] == [[False]] * 3


def test_what_is_endorsed_and_not_handed_over_goes_too(world: World) -> None:
    """With what was frozen of it. Those who do not write learn nothing but that the words are not there."""
    endorsed = world.endorsed()
    release = world.granted(endorsed)
    world.anna_takes_back()
    assert dead(endorsed) == [True]
    assert is_dead(release.record)
    assert GONE in Visitor.as_(world.sam).get(f"/r/{endorsed.id}/")
    page = Visitor.as_(world.cast.carla.account).get(f"/r/{endorsed.id}/")
    assert "The words are not shown." in page
    assert "taken back" not in page.main
    for here in ("", "preview/", "approve/", "access/"):
        Visitor.as_(world.tessa).get(f"/r/release/{release.id}/{here}")
    Visitor.as_(world.olga).get(f"/p/{release.id}/")


def test_what_was_handed_over_stays_and_its_first_drafts_go(world: World) -> None:
    draft = world.draft()
    reworded(world, draft, f"{CANARY} as it went out")
    world.address(draft)
    endorsed = actions.endorse(actor=world.sam, recommendation=draft, decision=world.decision)
    waiting = world.prepared(endorsed, quoting=False)
    release = world.sent(endorsed, quoting=False)
    world.anna_takes_back()
    assert dead(endorsed) == [True, False]
    assert not is_dead(release.record)
    assert not is_dead(Release.objects.get(id=waiting.id).record)
    assert "as it went out" in Visitor.as_(world.anna).get(f"/r/{endorsed.id}/", reads=True)


def test_a_tie_that_is_cut_takes_the_wordings_along_that_hung_on_it(world: World) -> None:
    """The passage is removed, the draft reworded: nothing would lead from her text to the first wording."""
    draft = world.draft(world.quote)
    listening.reopen(actor=world.sam, synthesis=Synthesis.objects.get(id=world.synthesis.id))
    passage = Passage.objects.get(id=world.quote.id)
    listening.remove_passage(actor=world.sam, passage=passage, revision=passage.revision)
    assert OPERATIVE in Visitor.as_(world.sam).get(f"/r/{draft.id}/", reads=True)
    reworded(world, draft, f"{CANARY} without it")
    assert not draft.evidence.exists()
    assert dead(draft) == [True, False]


def test_drafted_again_from_what_was_removed_it_has_to_be_reworded(world: World) -> None:
    endorsed = world.endorsed(world.quote)
    listening.reopen(actor=world.sam, synthesis=Synthesis.objects.get(id=world.synthesis.id))
    passage = Passage.objects.get(id=world.quote.id)
    listening.remove_passage(actor=world.sam, passage=passage, revision=passage.revision)
    draft = actions.draft_again(actor=world.sam, recommendation=endorsed)
    assert queries.written(world.sam, draft).operative == OPERATIVE
    world.anna_takes_back()
    assert (dead(endorsed), dead(draft)) == ([True], [True])
    assert Recommendation.objects.get(id=endorsed.id).state == RecommendationState.WITHDRAWN


@pytest.mark.parametrize("column", ["operative", "rationale"])
def test_each_wording_has_a_key_of_its_own(world: World, column: str) -> None:
    draft = world.draft()
    reworded(world, draft, OPERATIVE)
    records = [bytes(row.record) for row in RecommendationText.objects.order_by("number")]
    assert len(set(records)) == 2
    store.destroy([records[0]])
    first, second = (
        queries.read(world.sam, Recommendation.objects.get(id=draft.id), number)[0] for number in (1, 2)
    )
    assert (getattr(first, column), second.operative) == (None, OPERATIVE)
