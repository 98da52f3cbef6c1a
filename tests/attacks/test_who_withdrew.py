"""Nobody learns that somebody took something back or narrowed it: the words are just not there."""

from __future__ import annotations

from consultations import actions
from consultations.models import PassageCheck
from consultations.rules import Wish, may_open_passage_checks
from consultations.states import CheckAnswer
from privacy import consent
from privacy.models import Event
from privacy.queries import seen_by
from privacy.reading import Purpose
from privacy.states import Form, Naming
from tests.canary import CANARY
from tests.consultations import stories
from tests.people import Cast
from tests.recommendations.world import World
from tests.visiting import Visitor

GONE = "No longer there"


def test_members_are_not_told_that_a_source_was_taken_back(world: World) -> None:
    recommendation = world.sent().copies.get().recommendation
    world.anna_takes_back()
    here = f"/r/{recommendation.id}/sources/"
    page = Visitor.as_(world.cast.bea.account).get(here)
    assert "The words are not shown." in page
    assert GONE not in page
    assert GONE in Visitor.as_(world.sam).get(here)


def test_a_wording_she_asked_for_shuts_with_her_permission(cast: Cast) -> None:
    """The secretariat reads her own words for a passage only while she allows that passage."""
    request = stories.opened(cast)
    contribution = stories.standing(cast.anna, request, Wish(use=Form.QUOTE))
    stories.passage(cast, request, contribution, form=Form.QUOTE)
    actions.ask_authors(actor=cast.sam.account, consultation=request)
    check = PassageCheck.objects.get()
    actions.answer_check(
        actor=cast.anna.account, check=check, answer=CheckAnswer.CHANGE, wording=f"{CANARY} better like this"
    )
    sam = cast.sam.account
    assert check.id in may_open_passage_checks(sam, [check.id], Purpose.SYNTHESIS)
    now = consent.current(contribution.id)
    assert now is not None
    actions.change_permission(
        actor=cast.anna.account,
        contribution=contribution,
        seen=now.id,
        wish=Wish(use=Form.READ),
        notice=stories.NOTICE,
    )
    assert may_open_passage_checks(sam, [check.id], Purpose.SYNTHESIS) == {}
    assert check.id in may_open_passage_checks(cast.anna.account, [check.id], Purpose.OWN)
    assert "better like this" not in Visitor.as_(sam).get(f"/c/{request.id}/draft/", reads=True)


def test_a_joint_passage_shown_to_one_author_is_noted_for_the_other(cast: Cast) -> None:
    """It rests on Bea's text too: that somebody has looked at what was made of hers, she can see."""
    request = stories.opened(cast)
    annas = stories.standing(cast.anna, request)
    beas = stories.standing(cast.bea, request)
    stories.passage(cast, request, annas, beas)
    actions.ask_authors(actor=cast.sam.account, consultation=request)
    before = Event.objects.filter(code="text.opened", role="member").count()
    Visitor.as_(cast.anna.account).get(f"/c/{request.id}/quotes/", reads=True)
    assert Event.objects.filter(code="text.opened", role="member").count() == before + 1
    assert "member" in {seen.role for seen in seen_by([beas.id])}
    assert "member" not in {seen.role for seen in seen_by([annas.id])}


def test_looking_at_ones_own_choices_is_noted_nowhere(cast: Cast) -> None:
    """Not even as a reading of the machine: the hour at which she looked would stand in the log."""
    wish = Wish(use=Form.QUOTE, naming=Naming.PEN_NAME, pen_name=f"{CANARY} Robin")
    contribution = stories.standing(cast.anna, stories.opened(cast), wish)
    anna = Visitor.as_(cast.anna.account)
    before = Event.objects.count()
    for url in (f"/seen/{contribution.id}/", f"/seen/{contribution.id}/change/"):
        assert f"{CANARY} Robin" in anna.get(url, reads=True).content.decode()
    assert Event.objects.count() == before
