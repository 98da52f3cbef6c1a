"""From a joint text and from conclusions to an endorsed recommendation."""

from __future__ import annotations

from uuid import uuid4

import pytest

from privacy.models import Event
from privacy.permissions import Denied
from recommendations import actions, queries
from recommendations.models import Evidence, Recommendation
from recommendations.states import RecommendationState
from tests.canary import CANARY
from tests.markup import text_of
from tests.people import assemble
from tests.privacy import forks
from tests.recommendations.world import OPERATIVE, PARAPHRASE, World, build
from tests.visiting import Visitor


def codes() -> list[str]:
    return list(Event.objects.exclude(code="text.opened").order_by("seq").values_list("code", flat=True))


def test_a_draft_rests_on_its_passages(world: World) -> None:
    draft = world.draft()
    assert draft.reference is None
    assert set(draft.evidence.values_list("passage_id", flat=True)) == {world.paraphrase.id, world.quote.id}
    assert codes()[-1] == "recommendation.drafted"
    wording, answers = queries.read(world.sam, draft)
    assert (wording.operative, wording.numbers, answers) == (OPERATIVE, [1], [])


def test_conclusions_become_drafts_once(world: World) -> None:
    made = actions.draft_from_conclusions(
        actor=world.sam, meeting=world.meeting, conclusions=world.conclusions
    )
    assert [one.title for one in made] == ["Point 1", "Point 2", "Point 3"]
    again = actions.draft_from_conclusions(
        actor=world.tessa, meeting=world.meeting, conclusions=world.conclusions
    )
    assert again == []
    assert Evidence.objects.filter(entry__isnull=False).count() == 3
    wording, _ = queries.read(world.sam, made[2])
    assert wording.operative == f"{CANARY} conclusion 3"


def test_a_conclusion_whose_draft_was_dropped_can_be_drafted_again(world: World) -> None:
    first, *_ = actions.draft_from_conclusions(
        actor=world.sam, meeting=world.meeting, conclusions=world.conclusions
    )
    actions.drop(actor=world.sam, recommendation=first)
    [again] = actions.draft_from_conclusions(
        actor=world.sam, meeting=world.meeting, conclusions=world.conclusions
    )
    assert again.title == "Point 1"


def test_only_conclusions_become_drafts(world: World) -> None:
    with pytest.raises(Denied, match="no_conclusion"):
        actions.draft_from_conclusions(actor=world.sam, meeting=world.meeting, conclusions=[world.decision])
    assert not Recommendation.objects.exists()


def test_what_is_addressed_to_nobody_is_not_endorsed(world: World) -> None:
    draft = world.draft()
    with pytest.raises(Denied, match="no_addressee"):
        actions.endorse(actor=world.sam, recommendation=draft, decision=world.decision)
    draft.refresh_from_db()
    assert (draft.state, draft.reference) == (RecommendationState.DRAFT, None)
    sam = Visitor.as_(world.sam)
    page = sam.get(f"/r/{draft.id}/endorse/", reads=True)
    assert "It is addressed to nobody yet." in page
    assert page.link("Say to whom") == f"/r/{draft.id}/addressees/"
    world.address(draft)
    page = sam.get(f"/r/{draft.id}/endorse/", reads=True)
    assert page.link("Not yet") == f"/r/{draft.id}/"


def test_references_run_through_the_year(world: World) -> None:
    first, second = world.endorsed(), world.endorsed(title="Another")
    year = world.meeting.starts_at.year
    assert (first.reference, second.reference) == (f"{year}/R-001", f"{year}/R-002")
    assert first.endorsed_on == world.meeting.starts_at.date()
    assert first.decision_id == world.decision.id


@pytest.mark.parametrize("name", ["anna", "carla", "olga", "dora", "adam"])
@pytest.mark.slow
def test_only_the_chair_and_the_secretariat_write(world: World, name: str) -> None:
    account = getattr(world.cast, name).account
    draft = world.draft()
    attempts = [
        lambda: actions.draft_from_passages(
            actor=account, draft=actions.Draft("T", OPERATIVE), passages=[world.quote]
        ),
        lambda: actions.draft_from_conclusions(
            actor=account, meeting=world.meeting, conclusions=world.conclusions
        ),
        lambda: actions.reword(
            actor=account, recommendation=draft, revision=1, draft=actions.Draft("T", OPERATIVE)
        ),
        lambda: actions.address_to(
            actor=account, recommendation=draft, revision=1, organisations=[world.cast.agency]
        ),
        lambda: actions.endorse(actor=account, recommendation=draft, decision=world.decision),
        lambda: actions.drop(actor=account, recommendation=draft),
    ]
    before = Event.objects.count()
    for attempt in attempts:
        with pytest.raises(Denied):
            attempt()
    assert Event.objects.count() == before
    assert Recommendation.objects.count() == 1


def test_the_chair_writes_too(world: World) -> None:
    made = actions.draft_from_passages(
        actor=world.cast.chloe.account,
        draft=actions.Draft("T", OPERATIVE),
        passages=[world.paraphrase],
    )
    assert made.state == RecommendationState.DRAFT


def test_endorsed_text_is_read_only(world: World) -> None:
    endorsed = world.endorsed()
    for attempt in (
        lambda: actions.reword(
            actor=world.sam,
            recommendation=endorsed,
            revision=endorsed.revision,
            draft=actions.Draft("Other", OPERATIVE),
        ),
        lambda: actions.address_to(
            actor=world.sam, recommendation=endorsed, revision=endorsed.revision, organisations=[]
        ),
        lambda: actions.endorse(actor=world.sam, recommendation=endorsed, decision=world.decision),
    ):
        with pytest.raises(Denied, match="wrong_state"):
            attempt()


def test_it_is_endorsed_by_a_recorded_decision_only(world: World) -> None:
    with pytest.raises(Denied, match="no_decision"):
        actions.endorse(actor=world.sam, recommendation=world.draft(), decision=world.conclusions[0])


def test_whoever_saves_second_is_told(world: World) -> None:
    draft = world.draft()
    actions.reword(
        actor=world.tessa, recommendation=draft, revision=1, draft=actions.Draft("A", f"{CANARY} a")
    )
    with pytest.raises(Denied, match="stale"):
        actions.reword(
            actor=world.sam, recommendation=draft, revision=1, draft=actions.Draft("B", f"{CANARY} b")
        )
    wording, _ = queries.read(world.sam, Recommendation.objects.get(id=draft.id))
    assert (wording.operative, wording.numbers) == (f"{CANARY} a", [1, 2])
    older, _ = queries.read(world.sam, draft, 1)
    assert older.operative == OPERATIVE


def test_sources_are_shown_inside(world: World) -> None:
    endorsed = world.endorsed()
    shown = queries.sources_of(world.anna, endorsed)
    assert PARAPHRASE in {one.words for one in shown}
    assert {one.where for one in shown} == {"2026/C-001"}


def test_f08_save_the_draft_pressed_twice_is_one_draft(world: World) -> None:
    sam, url = Visitor.as_(world.sam), f"/r/new/joint/{world.synthesis.id}/"
    changes = {"passages": [str(world.quote.id)], "title": "Safe contact", "operative": OPERATIVE}
    for drafts in (1, 2):  # a new page is a new draft
        typed = sam.get(url, reads=True).form().filled(changes, None)
        plain = {name: values[0] for name, values in typed.items()}
        where = [sam.post(url, plain).response["Location"] for _press in range(2)]
        assert where[0] == where[1]
        assert Recommendation.objects.count() == drafts
    assert Event.objects.filter(code="recommendation.drafted").count() == 2


@pytest.mark.files
def test_f08_two_presses_at_once_are_one_draft() -> None:
    world, draft_id = build(assemble()), uuid4()

    def press() -> None:
        actions.draft_from_passages(
            actor=world.sam, draft=actions.Draft("T", OPERATIVE), passages=[world.quote], id=draft_id
        )

    assert forks.all_of([press] * 3) == [0, 0, 0]
    assert [one.id for one in Recommendation.objects.all()] == [draft_id]
    assert Event.objects.filter(code="recommendation.drafted").count() == 1


def test_f07_whoever_addresses_second_sees_what_the_first_chose(world: World) -> None:
    draft = world.draft()
    url = f"/r/{draft.id}/addressees/"
    first, second = Visitor.as_(world.sam), Visitor.as_(world.tessa)
    first.get(url)
    second.get(url)
    first.fill({"organisations": [str(world.cast.agency.id)]}, reads=True)
    page = second.fill({"organisations": [str(world.cast.other_agency.id)]}, stays=True)
    assert page.errors == ["Somebody changed this since you opened it."]
    assert "Labour Training Agency" in text_of(page.document.all("blockquote")[0])
    assert page.form().data()["organisations"] == [str(world.cast.other_agency.id)]
    assert [one.organisation_id for one in draft.addressees.all()] == [world.cast.agency.id]
    second.fill(reads=True)
    assert [one.organisation_id for one in draft.addressees.all()] == [world.cast.other_agency.id]
