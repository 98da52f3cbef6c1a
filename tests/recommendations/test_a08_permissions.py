"""A08 and D07: permissions are asked when something is used, not when it was written."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
import time_machine

from consultations import actions as listening
from consultations.rules import Wish
from privacy import clock, consent
from privacy.permissions import Denied
from privacy.states import Form
from recommendations import actions, queries
from recommendations.models import Recall, Recommendation, Release
from recommendations.states import RecommendationState, ReleaseState
from tests.canary import CANARY
from tests.recommendations.world import NOTICE, QUOTE, World
from tests.visiting import Visitor

ONE = "One passage has no live permission for this agency."
TWO = "2 passages have no live permission for this agency."
NOT_NOW = "Something in this release may not leave the board now. Ask the secretariat."


def test_a08_consent_checked_at_use(world: World) -> None:
    """Taken back between the preview and the click; the refusal names nothing and nobody."""
    release = world.prepared()
    tessa = Visitor.as_(world.tessa)
    assert QUOTE in tessa.get(f"/r/release/{release.id}/preview/", reads=True)
    world.anna_takes_back()
    for page in (
        tessa.post(f"/r/release/{release.id}/approve/", status=200),
        tessa.get(f"/r/release/{release.id}/preview/"),
        tessa.get(f"/r/release/{release.id}/preview.pdf"),
    ):
        assert TWO in page
        for told in ("Anna", "2026/C-001", QUOTE, str(world.quote.id)):
            assert told not in page.main
    assert Release.objects.get(id=release.id).state == ReleaseState.PREPARED
    assert release.copies.get().page is None


def _choice(world: World) -> UUID:
    current = consent.current(world.annas.id)
    assert current is not None
    return current.id


def _narrow(world: World) -> None:
    listening.change_permission(
        actor=world.anna,
        contribution=world.annas,
        seen=_choice(world),
        wish=Wish(show_first=False),
        notice=NOTICE,
    )


def _hold(world: World) -> None:
    listening.hold(actor=world.anna, contribution=world.annas)


def _correct(world: World) -> None:
    listening.correct_contribution(
        actor=world.anna, contribution=world.annas, seen=1, body=f"{CANARY} better put"
    )


def _change_mind_about_words(world: World) -> None:
    listening.change_permission(
        actor=world.anna,
        contribution=world.annas,
        seen=_choice(world),
        wish=Wish(use=Form.QUOTE, agencies=frozenset({world.cast.agency.id}), show_first=True),
        notice=NOTICE,
    )


@pytest.mark.parametrize(
    "change", [_narrow, _hold, _correct, _change_mind_about_words, World.anna_takes_back]
)
@pytest.mark.slow
def test_a08_every_way_to_say_no_closes_every_door(world: World, change) -> None:
    endorsed = world.endorsed()
    release = world.granted(endorsed)
    change(world)
    attempts = [
        lambda: world.prepared(endorsed),
        lambda: actions.hand_over(actor=world.olga, release=release),
        lambda: queries.preview_for(world.sam, release),
    ]
    for attempt in attempts:
        with pytest.raises(Denied, match="gate") as refused:
            attempt()
        assert refused.value.sentence == TWO
    assert Release.objects.get(id=release.id).state == ReleaseState.APPROVED


def test_a08_a_permission_that_ran_out_counts_no_more(world: World) -> None:
    release = world.granted()
    later = clock.now() + dt.timedelta(days=370)
    with time_machine.travel(later, tick=False), pytest.raises(Denied, match="gate"):
        actions.hand_over(actor=world.olga, release=release)


def test_a08_one_agency_is_not_another(world: World) -> None:
    endorsed = world.endorsed(to=[world.cast.agency, world.cast.other_agency])
    with pytest.raises(Denied, match="gate"):
        world.prepared(endorsed, quoting=False, to=world.cast.other_agency)
    assert world.prepared(endorsed).reference == f"{clock.today().year}/P-001"


def test_a08_paraphrased_is_not_quoted(world: World) -> None:
    """Bea allows her words to be put otherwise; a quote of hers cannot be made, nor her paraphrase quoted."""
    endorsed = world.endorsed(world.paraphrase)
    with pytest.raises(Denied, match="no_quote"):
        actions.prepare_release(
            actor=world.sam,
            organisation=world.cast.agency,
            recommendations=[endorsed],
            quotes={endorsed.id: [world.paraphrase]},
        )
    with pytest.raises(Denied, match="no_quote"):
        actions.prepare_release(
            actor=world.sam,
            organisation=world.cast.agency,
            recommendations=[endorsed],
            quotes={endorsed.id: [world.quote]},
        )


# --- D07


def test_d07_withdrawal_between_build_and_download(world: World) -> None:
    release = world.granted()
    world.anna_takes_back()
    olga = Visitor.as_(world.olga)
    page = olga.post(f"/p/{release.id}/package/", status=200, reads=True)
    assert NOT_NOW in page
    assert QUOTE not in page
    assert not Recall.objects.exists()
    row = Release.objects.get(id=release.id)
    assert row.state == ReleaseState.APPROVED
    [gate] = queries.release_gates(row)
    assert gate.faults == (TWO,)


def test_d07_withdrawal_between_endorsement_and_release(world: World) -> None:
    endorsed = world.endorsed()
    world.anna_takes_back()
    assert endorsed.evidence.filter(flagged_on=clock.today()).count() == 2
    with pytest.raises(Denied, match="gate"):
        world.prepared(endorsed, quoting=False)
    sam = Visitor.as_(world.sam)
    assert "Needs new wording" in sam.get("/r/")
    assert "Needs new wording" not in Visitor.as_(world.cast.carla.account).get("/r/")
    sam.get(f"/r/{endorsed.id}/", reads=True)
    sam.click("Look at the wording")
    page = sam.fill(reads=True)
    assert page.form().data()["operative"] == [""]
    draft = Recommendation.objects.get(state=RecommendationState.DRAFT)
    assert draft.addressees.count() == 1
    with pytest.raises(Denied, match="needs_wording"):
        actions.endorse(actor=world.sam, recommendation=draft, decision=world.decision)
    sam.fill({"operative": f"{CANARY} without"}, reads=True)
    assert not draft.evidence.exists()
    assert Recommendation.objects.get(id=endorsed.id).state == RecommendationState.WITHDRAWN


def test_d07_a_draft_is_written_without_what_was_taken_back(world: World) -> None:
    draft = world.draft()
    world.address(draft)
    world.anna_takes_back()
    with pytest.raises(Denied, match="needs_wording"):
        actions.endorse(actor=world.sam, recommendation=draft, decision=world.decision)
    actions.reword(
        actor=world.sam, recommendation=draft, revision=2, draft=actions.Draft("T", f"{CANARY} without")
    )
    assert not draft.evidence.exists()
    actions.endorse(actor=world.sam, recommendation=draft, decision=world.decision)


def test_d07_withdrawal_after_the_hand_over_asks_for_the_copy(world: World) -> None:
    release = world.sent()
    world.anna_takes_back()
    recall = Recall.objects.get(release=release)
    assert recall.asked_on == clock.today()
    assert "Ask for the copy back" in Visitor.as_(world.sam).get("/r/releases/")
    olga = Visitor.as_(world.olga)
    assert "Please delete your copies" in olga.get(f"/p/{release.id}/", reads=True)
    assert NOT_NOW in olga.post(f"/p/{release.id}/package/", status=200, reads=True)
    assert queries.waiting_for(world.sam).recalls == 1
    sam = Visitor.as_(world.sam)
    sam.get(f"/r/release/{release.id}/")
    sam.click("They have deleted it")
    sam.fill()
    assert Recall.objects.get(id=recall.id).settled_on == clock.today()
    assert Release.objects.get(id=release.id).state == ReleaseState.SENT


def test_d07_what_was_handed_over_stands_as_the_board_s_own_wording(world: World) -> None:
    """The joint wording stays and may go on; the words of a member in it may not."""
    endorsed = world.endorsed()
    quoting = world.sent(endorsed)
    plain = world.sent(endorsed, quoting=False)
    world.anna_takes_back()
    assert Recall.objects.count() == 2
    with pytest.raises(Denied, match="gate"):
        actions.hand_over(actor=world.olga, release=plain)
    sam = Visitor.as_(world.sam)
    sam.get(f"/r/{endorsed.id}/", reads=True)
    sam.click("Look at the wording")
    assert "A source is no longer there" not in sam.fill(reads=True)
    assert not endorsed.evidence.exists()
    actions.hand_over(actor=world.olga, release=plain)
    with pytest.raises(Denied, match="gate"):
        actions.hand_over(actor=world.olga, release=quoting)


def test_d07_a_source_changed_since_the_approval_needs_a_new_release(world: World) -> None:
    """Other words in the passage are words nobody approved, even with every permission."""
    release = world.granted()
    listening.reopen(actor=world.sam, synthesis=world.synthesis)
    listening.change_passage(
        actor=world.sam,
        passage=world.quote,
        revision=world.quote.revision,
        form=Form.QUOTE,
        body=f"{CANARY} ask me first",
        texts=[world.annas.texts.get().id],
    )
    with pytest.raises(Denied, match="gate") as refused:
        actions.hand_over(actor=world.olga, release=release)
    assert refused.value.sentence == ONE
