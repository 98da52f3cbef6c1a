"""When a passage may leave the board: each reason, and what opens for a release."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from consultations import actions, queries, rules
from consultations.models import Contribution, Passage, PassageCheck
from consultations.rules import Wish, passage_releasable
from consultations.states import CheckAnswer
from privacy import clock
from privacy.reading import Purpose, System, open_many
from privacy.states import Form, Naming
from tests.canary import CANARY
from tests.consultations import stories
from tests.people import Cast


def freely(cast: Cast, **changes: Any) -> Wish:
    """May go to the agency word for word, without being shown first."""
    given = {"use": Form.QUOTE, "agencies": frozenset({cast.agency.id}), "show_first": False}
    return Wish(**{**given, **changes})


def quoted(cast: Cast, wish: Wish) -> tuple[Contribution, Passage]:
    request = stories.opened(cast)
    contribution = stories.standing(cast.anna, request, wish)
    return contribution, stories.passage(cast, request, contribution, form=Form.QUOTE)


def reason(cast: Cast, passage: Passage) -> str | None:
    return passage_releasable([passage.id], cast.agency.id)[passage.id]


def test_may_go_where_everything_is_allowed(cast: Cast) -> None:
    _, passage = quoted(cast, freely(cast))
    assert reason(cast, passage) is None
    assert passage_releasable([passage.id], cast.other_agency.id) == {passage.id: "no_permission"}
    assert passage_releasable([passage.id], None) == {passage.id: "no_permission"}


def test_a_yes_to_the_public_is_no_yes_to_an_agency(cast: Cast) -> None:
    _, passage = quoted(cast, Wish(use=Form.QUOTE, public=True, show_first=False))
    assert passage_releasable([passage.id], None) == {passage.id: None}
    assert reason(cast, passage) == "no_permission"


def test_the_form_counts(cast: Cast) -> None:
    """In our own words is no permission for her exact words."""
    request = stories.opened(cast)
    wish = Wish(use=Form.PARAPHRASE, agencies=frozenset({cast.agency.id}), show_first=False)
    contribution = stories.standing(cast.anna, request, wish)
    own_words = stories.passage(cast, request, contribution)
    assert reason(cast, own_words) is None
    with pytest.raises(rules_denied(), match="no_permission"):
        stories.passage(cast, request, contribution, form=Form.QUOTE)


def rules_denied() -> type[Exception]:
    from privacy.permissions import Denied

    return Denied


def test_every_source_has_to_allow_it(cast: Cast) -> None:
    request = stories.opened(cast)
    anna = stories.standing(cast.anna, request, freely(cast))
    bea = stories.standing(cast.bea, request, Wish(show_first=False))
    passage = stories.passage(cast, request, anna, bea)
    assert reason(cast, passage) == "no_permission"


def test_shown_first_needs_a_yes_to_these_very_words(cast: Cast) -> None:
    contribution, passage = quoted(cast, freely(cast, show_first=True))
    assert reason(cast, passage) == "not_shown"
    request = contribution.consultation
    assert actions.ask_authors(actor=cast.sam.account, consultation=request) == 1
    assert actions.ask_authors(actor=cast.sam.account, consultation=request) == 0
    check = PassageCheck.objects.get()
    for answer, expected in ((CheckAnswer.NO, "not_shown"), (CheckAnswer.YES, None)):
        actions.answer_check(actor=cast.anna.account, check=check, answer=answer)
        assert reason(cast, passage) == expected
    actions.change_passage(
        actor=cast.sam.account,
        passage=passage,
        revision=1,
        form=Form.QUOTE,
        body=f"{CANARY} what she",
        texts=[stories.text_of(contribution).id],
    )
    assert reason(cast, passage) == "not_shown"


def test_on_hold_corrected_narrowed_taken_back_over(cast: Cast) -> None:
    contribution, passage = quoted(cast, freely(cast))
    anna = cast.anna.account
    actions.hold(actor=anna, contribution=contribution)
    assert reason(cast, passage) == "on_hold"
    actions.resume(actor=anna, contribution=contribution)
    assert reason(cast, passage) is None
    with time_machine.travel(clock.now() + dt.timedelta(days=400), tick=False):
        assert reason(cast, passage) == "no_permission"
    actions.correct_contribution(actor=anna, contribution=contribution, seen=1, body=f"{CANARY} better")
    assert reason(cast, passage) == "newer_version"
    actions.take_back(actor=anna, contribution=contribution)
    assert reason(cast, passage) == "needs_wording"


def test_narrowing_holds_at_once(cast: Cast) -> None:
    contribution, passage = quoted(cast, freely(cast))
    record = consent_of(contribution)
    actions.change_permission(
        actor=cast.anna.account,
        contribution=contribution,
        seen=record,
        wish=Wish(use=Form.QUOTE, show_first=False),
        notice=stories.NOTICE,
    )
    assert reason(cast, passage) == "no_permission"


def consent_of(contribution: Contribution) -> Any:
    from privacy import consent

    found = consent.current(contribution.id)
    assert found is not None
    return found.id


def test_unknown_and_removed(cast: Cast) -> None:
    _, passage = quoted(cast, freely(cast))
    actions.remove_passage(actor=cast.sam.account, passage=passage, revision=1)
    stranger = cast.agency.id
    assert passage_releasable([passage.id, stranger], cast.agency.id) == {
        passage.id: "needs_wording",
        stranger: "unknown",
    }


def opens(passage: Passage, reader: Any, purpose: Purpose = Purpose.RELEASE) -> bool:
    fresh = Passage.objects.get(id=passage.id)
    if fresh.body is None:
        return False
    [one] = open_many([fresh.body], reader=reader, purpose=purpose, about=fresh)
    return one.text is not None


def test_what_opens_for_a_release(cast: Cast) -> None:
    contribution, passage = quoted(cast, freely(cast))
    assert opens(passage, rules.release_to(cast.agency.id))
    assert opens(passage, System("release"))
    assert not opens(passage, rules.release_to(cast.other_agency.id))
    assert not opens(passage, rules.release_to(None))
    assert not opens(passage, System("naming"))
    for account in cast.everybody().values():
        assert not opens(passage, account)
    actions.hold(actor=cast.anna.account, contribution=contribution)
    assert not opens(passage, rules.release_to(cast.agency.id))
    assert not opens(passage, System("release"))


@pytest.mark.parametrize(
    ("wish", "shown"),
    [
        (Wish(naming=Naming.NAME, use=Form.QUOTE), "Anna"),
        (Wish(naming=Naming.PEN_NAME, use=Form.QUOTE, pen_name=f"{CANARY} Linden"), f"{CANARY} Linden"),
        (Wish(naming=Naming.MEMBER, use=Form.QUOTE), "A member of the board"),
        (Wish(naming=Naming.NOBODY, use=Form.QUOTE), ""),
    ],
)
def test_la2_how_an_author_is_named_outside(cast: Cast, wish: Wish, shown: str) -> None:
    _, passage = quoted(cast, wish)
    assert queries.attributions([passage.id]) == {passage.id: shown}
