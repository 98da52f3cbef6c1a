"""Choices after sending: narrower at once, wider a day later, a name in public asked twice."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from consultations import actions, queries
from consultations.models import Contribution
from consultations.rules import Wish
from privacy import clock, consent
from privacy.consent import Use
from privacy.permissions import Denied
from privacy.states import Audience, Form, Naming
from tests.canary import CANARY
from tests.consultations import stories
from tests.people import Cast
from tests.visiting import Visitor

DAY = dt.timedelta(days=1)


def change(cast: Cast, contribution: Contribution, wish: Wish) -> None:
    newest = consent.current(contribution.id)
    assert newest is not None
    actions.change_permission(
        actor=cast.anna.account, contribution=contribution, seen=newest.id, wish=wish, notice=stories.NOTICE
    )


def may_be_quoted(contribution: Contribution) -> bool:
    return Use(Form.QUOTE, Audience.BOARD) in consent.uses_in_force(contribution.id)


def name_shown(cast: Cast, contribution: Contribution) -> str:
    page = queries.contributions_for(cast.bea.account, contribution.consultation)
    return page.texts[0].name


def test_wider_begins_a_day_later_and_narrower_at_once(cast: Cast) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        contribution = stories.standing(cast.anna, stories.opened(cast))
        change(cast, contribution, Wish(use=Form.QUOTE))
        assert not may_be_quoted(contribution)
        page = Visitor.as_(cast.anna.account).get(f"/seen/{contribution.id}/", reads=True)
        assert "begins a day after" in page
        traveller.shift(DAY)
        assert may_be_quoted(contribution)
        change(cast, contribution, Wish(use=Form.READ))
        assert not may_be_quoted(contribution)


def test_a_name_inside_the_board_begins_a_day_later_too(cast: Cast) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        contribution = stories.standing(cast.anna, stories.opened(cast), Wish(use=Form.QUOTE))
        change(cast, contribution, Wish(use=Form.QUOTE, naming=Naming.NAME))
        assert name_shown(cast, contribution) == "A member of the board"
        traveller.shift(DAY)
        assert name_shown(cast, contribution) == "Anna"
        change(cast, contribution, Wish(use=Form.QUOTE, naming=Naming.PEN_NAME, pen_name=f"{CANARY} L"))
        assert name_shown(cast, contribution) == f"{CANARY} L"
        change(cast, contribution, Wish(use=Form.QUOTE))
        assert name_shown(cast, contribution) == "A member of the board"


def test_no_need_to_see_it_first_begins_a_day_later(cast: Cast) -> None:
    from consultations.rules import standings

    with time_machine.travel(clock.now(), tick=False) as traveller:
        contribution = stories.standing(cast.anna, stories.opened(cast))
        change(cast, contribution, Wish(show_first=False))
        assert standings([contribution.id])[contribution.id].show_first
        traveller.shift(DAY)
        assert not standings([contribution.id])[contribution.id].show_first
        change(cast, contribution, Wish(show_first=True))
        assert standings([contribution.id])[contribution.id].show_first


def test_a_name_in_public_is_asked_twice(cast: Cast) -> None:
    wish = Wish(use=Form.QUOTE, public=True, naming=Naming.NAME)
    public = Use(Form.QUOTE, Audience.PUBLIC)
    with time_machine.travel(clock.now(), tick=False) as traveller:
        contribution = stories.sent(cast.anna, stories.opened(cast), wish)
        anna = Visitor.as_(cast.anna.account)
        page = anna.get(f"/seen/{contribution.id}/", reads=True)
        assert "a day after you chose it" in page
        anna.post(f"/seen/{contribution.id}/name/")
        assert public not in consent.uses_in_force(contribution.id)
        traveller.shift(DAY)
        assert public not in consent.uses_in_force(contribution.id)
        anna = Visitor.as_(cast.anna.account)
        anna.get(f"/seen/{contribution.id}/", reads=True)
        page = anna.fill({}, form=f"/seen/{contribution.id}/name/", reads=True)
        assert "Your name may be used in public" in page
        assert public in consent.uses_in_force(contribution.id)
        assert "Your name in public" not in page


def test_changing_through_the_page(cast: Cast) -> None:
    contribution = stories.standing(
        cast.anna,
        stories.opened(cast),
        Wish(use=Form.QUOTE, agencies=frozenset({cast.agency.id}), months=7, pen_name=""),
    )
    anna = Visitor.as_(cast.anna.account)
    page = anna.get(f"/seen/{contribution.id}/change/")
    data = page.form().data()
    assert data["use"] == ["quote"]
    assert data["outside"] == [str(cast.agency.id)]
    assert (data["months"], data["months_own"]) == (["own"], ["7"])
    page = anna.fill({"outside": [], "use": "paraphrase"}, reads=True)
    assert "Your choices are kept" in page
    assert consent.uses_in_force(contribution.id) == {
        Use(Form.READ, Audience.BOARD),
        Use(Form.PARAPHRASE, Audience.BOARD),
    }
    anna.get(f"/seen/{contribution.id}/change/")
    page = anna.fill({"naming": "pen_name", "pen_name": "Linden"}, stays=True)
    assert page.errors
    assert page.form().data()["pen_name"] == ["Linden"]


def test_two_windows_do_not_overwrite_each_other(cast: Cast) -> None:
    contribution = stories.standing(cast.anna, stories.opened(cast))
    first, second = Visitor.as_(cast.anna.account), Visitor.as_(cast.anna.account)
    for visitor in (first, second):
        visitor.get(f"/seen/{contribution.id}/change/")
    first.fill({"use": "read"}, reads=True)
    page = second.fill({"ask_again": "yes"}, stays=True)
    assert "changed this since" in page
    assert second.fill({}, reads=True).h1 == "Who can see this, and who has looked"


def test_on_hold_and_back(cast: Cast) -> None:
    contribution = stories.standing(cast.anna, stories.opened(cast))
    anna = Visitor.as_(cast.anna.account)
    anna.get(f"/seen/{contribution.id}/", reads=True)
    page = anna.fill({}, form=f"/seen/{contribution.id}/hold/", reads=True)
    assert "Other members: nobody" in page
    page = anna.fill({}, form=f"/seen/{contribution.id}/resume/", reads=True)
    assert "Other members: 3 people" in page or "Other members: 2 people" in page


@pytest.mark.parametrize("name", ["bea", "sam", "chloe", "dora"])
def test_nobody_else_changes_what_she_allows(cast: Cast, name: str) -> None:
    contribution = stories.standing(cast.anna, stories.opened(cast))
    other = cast.everybody()[name]
    newest = consent.current(contribution.id)
    assert newest is not None
    tries = [
        lambda: actions.change_permission(
            actor=other, contribution=contribution, seen=newest.id, wish=Wish(), notice=stories.NOTICE
        ),
        lambda: actions.say_yes_again(actor=other, contribution=contribution, seen=newest.id),
        lambda: actions.hold(actor=other, contribution=contribution),
        lambda: actions.take_back(actor=other, contribution=contribution),
    ]
    for one in tries:
        with pytest.raises(Denied, match="not_the_author"):
            one()
