"""CC7: the page that says what changed, and the line on the first page before it does."""

from __future__ import annotations

from datetime import date

import pytest

from pages import changes
from privacy import clock
from tests.people import Cast
from tests.visiting import Visitor


def test_cc7_the_page_says_what_changed_to_everybody(cast: Cast) -> None:
    for visitor in (Visitor(), Visitor.as_(cast.anna.account)):
        visitor.get("/help/")
        page = visitor.click("What changed")
        for change in changes.CHANGES:
            assert str(change.title) in page
            assert all(str(sentence) in page for sentence in change.words)


@pytest.mark.parametrize("who", ["anna", "sam", "olga", "dora", "adam"])
def test_cc7_one_line_on_the_first_page_before_the_change(
    cast: Cast, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Visitor.as_(getattr(cast, who).account)
    change = changes.Change(date(2026, 12, 20), "The menu stands on the left", ("It moves.",))
    monkeypatch.setattr(changes.coming, "__defaults__", ((change,),))
    for today, is_said in (
        (date(2026, 12, 1), False),
        (date(2026, 12, 12), True),
        (date(2026, 12, 20), False),
    ):
        monkeypatch.setattr(clock, "today", lambda today=today: today)
        line = "From Sunday 20 December 2026: The menu stands on the left"
        assert (line in visitor.get("/")) is is_said
        assert line not in visitor.get("/me/")
