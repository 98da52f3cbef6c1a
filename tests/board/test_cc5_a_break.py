"""CC5: on a break. Others see one neutral word, nobody a reason, and there is no place for one."""

from __future__ import annotations

from board import actions
from board.models import Person
from tests.people import Cast
from tests.visiting import Visitor

WORD = "Not available for requests"


def test_cc5_staff_see_one_neutral_word_and_nothing_else(cast: Cast) -> None:
    """Their pages before and after: one word instead of another; how she is asked goes as well."""
    sam = Visitor.as_(cast.sam.account)
    paths = ("/people/", f"/people/{cast.anna.id}/", "/board/", "/")
    before = {path: sam.get(path).main for path in paths}
    actions.pause(actor=cast.anna.account, person=cast.anna)
    after = {path: sam.get(path).main for path in paths}
    assert after["/board/"] == before["/board/"]
    assert after["/"] == before["/"]
    assert after["/people/"].count(WORD) == 1
    assert after["/people/"].count("Active") == before["/people/"].count("Active") - 1
    assert after["/people/"].replace(WORD, "Active") == before["/people/"]
    page = f"/people/{cast.anna.id}/"
    assert after[page].count(WORD) == 1
    begin = "Only when this person asked for it. No reason is noted. Enter a break"
    expected = before[page].replace(begin, "End the break").replace("Anna Active", f"Anna {WORD}")
    assert after[page] == expected.replace(" When something waits: ask in person", "")


def test_cc5_other_members_see_nothing_of_it(cast: Cast) -> None:
    bea = Visitor.as_(cast.bea.account)
    before = [bea.get(path).main for path in ("/", "/board/", "/c/", "/m/")]
    actions.pause(actor=cast.anna.account, person=cast.anna)
    assert [bea.get(path).main for path in ("/", "/board/", "/c/", "/m/")] == before


def test_cc5_there_is_no_place_for_a_reason(cast: Cast) -> None:
    assert not [field.name for field in Person._meta.fields if "reason" in field.name or "note" in field.name]
    anna = Visitor.as_(cast.anna.account)
    form = anna.get("/me/leave/").form("/me/break/")
    assert form.names == {"csrfmiddlewaretoken"}
