"""B07-B09, the page half: a text that was moved shows as one that cannot be opened; the list still works."""

from __future__ import annotations

import pytest

from consultations.rules import Wish
from privacy.states import Form
from tests.canary import CANARY
from tests.consultations import stories
from tests.people import Cast
from tests.privacy import stored
from tests.visiting import Visitor

CANNOT = "cannot be opened"


def broken_events(after: int) -> list[tuple[str, str, str, int]]:
    return [event for event in stored.last_events(after) if event[2] == "broken"]


def test_b07_a_text_from_another_row_shows_as_broken(cast: Cast) -> None:
    request = stories.opened(cast)
    anna = stories.text_of(stories.standing(cast.anna, request, words="from Anna"))
    bea = stories.text_of(stories.standing(cast.bea, request, words="from Bea"))
    stored.put(anna, "body", stored.of(bea, "body"))
    seq = stored.seq()
    page = Visitor.as_(cast.sam.account).get(f"/c/{request.id}/contributions/", reads=True)
    assert CANNOT in page
    assert page.text.count("from Bea") == 1
    assert "from Anna" not in page
    assert broken_events(seq) == [("text.opened", "secretariat", "broken", 1)]


def test_b08_a_column_in_the_place_of_another(cast: Cast) -> None:
    request = stories.opened(cast)
    stored.put(request, "background", stored.of(request, "content_note"))
    seq = stored.seq()
    page = Visitor.as_(cast.anna.account).get(f"/c/{request.id}/", reads=True)
    assert CANNOT in page
    assert stories.QUESTION in page
    assert stories.BACKGROUND not in page
    assert broken_events(seq) == [("text.opened", "member", "broken", 1)]


def test_b09_history_of_another_in_the_place_of_a_passage(cast: Cast) -> None:
    request = stories.opened(cast)
    contribution = stories.standing(cast.anna, request)
    first = stories.passage(cast, request, contribution)
    second = stories.passage(cast, request, contribution)
    [past] = stored.sql(
        "SELECT body FROM consultations_historicalpassage WHERE id = %s", [stored.key_value(second)]
    )
    stored.put(first, "body", past[0])
    page = Visitor.as_(cast.sam.account).get(f"/c/{request.id}/draft/", reads=True)
    assert CANNOT in page
    assert page.text.count(f"{CANARY} a passage") == 1


@pytest.mark.parametrize("how", ["cut", "empty"])
def test_a_broken_text_breaks_no_list(cast: Cast, how: str) -> None:
    request = stories.opened(cast)
    contribution = stories.standing(cast.anna, request, Wish(use=Form.QUOTE))
    text = stories.text_of(contribution)
    whole = stored.of(text, "body") or b""
    stored.put(text, "body", whole[:-1] if how == "cut" else b"")
    stored.put(request, "content_note", b"")
    anna, sam = Visitor.as_(cast.anna.account), Visitor.as_(cast.sam.account)
    for visitor, path in (
        (anna, "/c/"),
        (anna, f"/c/{request.id}/"),
        (anna, f"/seen/{contribution.id}/"),
        (sam, "/c/"),
        (sam, f"/c/{request.id}/"),
        (sam, f"/c/{request.id}/contributions/"),
        (sam, f"/c/{request.id}/draft/new/"),
    ):
        visitor.get(path, reads=True)
    assert CANNOT in sam.get(f"/c/{request.id}/contributions/", reads=True)
    assert CANNOT in anna.get(f"/seen/{contribution.id}/", reads=True)
    anna.get(f"/seen/{contribution.id}/copy/", status=404)


def test_a_draft_that_does_not_open_can_be_written_anew(cast: Cast) -> None:
    request = stories.opened(cast)
    draft = stories.drafted(cast.anna, request)
    stored.put(stories.text_of(draft), "body", b"")
    anna = Visitor.as_(cast.anna.account)
    anna.get("/c/")
    page = anna.get(f"/c/{request.id}/answer/", reads=True)
    assert "Your saved draft cannot be opened" in page
    page = anna.fill({"body": f"{CANARY} anew"}, button="Save draft", reads=True)
    assert f"{CANARY} anew" in page
    assert "cannot be opened" not in page
