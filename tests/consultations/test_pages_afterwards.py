"""What the pages of a request say once it is closed, or once somebody does not take part."""

from __future__ import annotations

from consultations import actions
from tests.consultations import stories
from tests.people import Cast
from tests.visiting import Visitor


def test_a_closed_request_speaks_of_no_day_to_come(cast: Cast) -> None:
    request = stories.opened(cast)
    contribution = stories.standing(cast.anna, request)
    anna, sam = Visitor.as_(cast.anna.account), Visitor.as_(cast.sam.account)
    assert "Closes on" in anna.get("/c/")
    actions.take_back(actor=cast.anna.account, contribution=contribution)
    actions.close(actor=cast.sam.account, consultation=request)
    assert "Closes on" not in anna.get("/c/")
    page = anna.get(f"/c/{request.id}/", reads=True)
    assert page.text.count("Closes on") == 1  # among the facts of the request
    assert page.link("What became of it") == f"/seen/{contribution.id}/"
    assert "It was open to 3 members." in sam.get(f"/c/{request.id}/file/", reads=True)


def test_nobody_is_asked_again_after_not_this_time(cast: Cast) -> None:
    request = stories.opened(cast)
    anna = Visitor.as_(cast.anna.account)
    assert "Would you like to take part?" in anna.get(f"/c/{request.id}/", reads=True)
    anna.fill({}, button="Not this time", reads=True)
    page = anna.get(f"/c/{request.id}/", reads=True)
    assert "You are not taking part this time." in page
    assert "Would you like to take part?" not in page
