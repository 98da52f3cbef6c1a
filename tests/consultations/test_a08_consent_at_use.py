"""A08, D07: what was allowed when a page was opened is asked again when it is sent; nobody is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from consultations import actions, queries
from consultations.models import Contribution, Passage
from consultations.rules import Wish, passage_releasable
from privacy import consent, inventory
from privacy.states import Form
from tests.canary import CANARY
from tests.consultations import stories
from tests.people import Cast
from tests.visiting import Visitor

FREE = Wish(use=Form.QUOTE, public=True, show_first=False)


def taken_back(cast: Cast, contribution: Contribution) -> None:
    actions.take_back(actor=cast.anna.account, contribution=contribution)


def put_on_hold(cast: Cast, contribution: Contribution) -> None:
    actions.hold(actor=cast.anna.account, contribution=contribution)


def narrowed(cast: Cast, contribution: Contribution) -> None:
    newest = consent.current(contribution.id)
    assert newest is not None
    actions.change_permission(
        actor=cast.anna.account,
        contribution=contribution,
        seen=newest.id,
        wish=Wish(use=Form.READ),
        notice=stories.NOTICE,
    )


CHANGES: list[Callable[[Cast, Contribution], None]] = [taken_back, put_on_hold, narrowed]


@pytest.mark.parametrize("happens", CHANGES)
def test_a08_between_the_form_and_its_sending(
    cast: Cast, happens: Callable[[Cast, Contribution], None]
) -> None:
    """The writer has the text before her and quotes it; meanwhile its author decides otherwise."""
    request = stories.opened(cast)
    hers = stories.standing(cast.anna, request, FREE)
    stories.standing(cast.bea, request, words="from Bea")
    sam = Visitor.as_(cast.sam.account)
    sam.get(f"/c/{request.id}/draft/new/", reads=True)
    happens(cast, hers)
    changes = {"texts": [str(stories.text_of(hers).id)], "form": "quote", "body": f"{CANARY} too late"}
    page = sam.fill(changes, stays=True, reads=True)
    assert any("may not be used now" in line for line in page.errors)
    assert f"{CANARY} too late" in page.form().data()["body"][0]
    assert "Anna" not in page.main.partition("Mention somebody")[0]
    assert "what she thinks" not in page
    assert not Passage.objects.exists()


@pytest.mark.parametrize("happens", CHANGES)
def test_a08_between_the_agreed_text_and_its_way_out(
    cast: Cast, happens: Callable[[Cast, Contribution], None]
) -> None:
    request = stories.opened(cast)
    hers = stories.standing(cast.anna, request, FREE)
    passage = stories.passage(cast, request, hers, form=Form.QUOTE)
    stories.agreed(cast, request)
    assert passage_releasable([passage.id], None) == {passage.id: None}
    happens(cast, hers)
    assert passage_releasable([passage.id], None)[passage.id] in {"needs_wording", "on_hold", "no_permission"}
    page = Visitor.as_(cast.bea.account).get(f"/c/{request.id}/text/", reads=True)
    assert "not available now" in page
    assert "what she thinks" not in page.text


def test_d07_between_showing_the_words_and_agreeing(cast: Cast) -> None:
    """The author says yes, the text is nearly agreed, and she takes it back."""
    request = stories.opened(cast)
    hers = stories.standing(cast.anna, request, Wish(use=Form.QUOTE))
    stories.passage(cast, request, hers, form=Form.QUOTE)
    actions.close(actor=cast.sam.account, consultation=request)
    sam = Visitor.as_(cast.sam.account)
    sam.get(f"/c/{request.id}/draft/agree/")
    actions.take_back(actor=cast.anna.account, contribution=hers)
    page = sam.fill({}, reads=True)
    assert "A passage needs new wording" in page
    assert queries.agreed_syntheses_for(cast.sam.account) == []


def test_what_is_held_about_a_person_in_plain_words(cast: Cast) -> None:
    request, other = stories.opened(cast), stories.opened(cast, 2)
    stories.standing(cast.anna, request)
    stories.drafted(cast.anna, other)
    held = {one.what: one.count for one in inventory.held_about(cast.anna.id)}
    assert held["Texts you sent"] == 1
    assert held["Drafts only you can see"] == 1
    taken_back(cast, Contribution.objects.get(consultation=request))
    held = {one.what: one.count for one in inventory.held_about(cast.anna.id)}
    assert held["Texts taken back, without their words"] == 1
    assert "Texts you sent" not in held
