"""Lists open nothing, and cost the same for few rows and for many."""

from __future__ import annotations

from dataclasses import asdict
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings import actions
from meetings.actions import Item, Note
from meetings.models import Meeting
from privacy import audit
from tests.canary import CANARY
from tests.meetings import held
from tests.people import Cast
from tests.visiting import Visitor


def fill(cast: Cast, numbers: range) -> None:
    """Called meetings, many in one act: the list is tested here, not the way to it."""
    with audit.act("meeting.called", actor=cast.sam.account, about=cast.board) as act:
        for number in numbers:
            row = Meeting(record=bytes(16), **asdict(held.facts(number)))
            row.state, row.called_at = "called", row.starts_at
            row.save(act=act)


def _queries(visitor: Visitor, url: str) -> int:
    visitor.get(url, reads=True)
    with CaptureQueriesContext(connection) as caught:
        visitor.get(url, reads=True)
    return len(caught)


def test_the_list_costs_the_same_for_1_3_and_300(cast: Cast) -> None:
    visitors = [Visitor.as_(getattr(cast, name).account) for name in ("sam", "anna", "dora")]
    counted: list[list[int]] = []
    made = 0
    for wanted in (1, 3, 300):
        fill(cast, range(made + 1, wanted + 1))
        made = wanted
        with mock.patch(
            "privacy.reading.opening.ciphers_for", side_effect=AssertionError("a list opens nothing")
        ):
            counted.append([_queries(visitor, "/m/") for visitor in visitors])
    assert counted[0] == counted[1] == counted[2]
    assert max(counted[0]) <= 4, counted


def test_the_list_goes_on_by_key(cast: Cast) -> None:
    fill(cast, range(45))
    seen: list[str] = []
    anna = Visitor.as_(cast.anna.account)
    page = anna.get("/m/")
    while True:
        seen += [words for words in page.links if words.startswith("Meeting ")]
        if "Earlier meetings" not in page.links:
            break
        page = anna.click("Earlier meetings")
    assert len(seen) == len(set(seen)) == 45


@pytest.mark.slow
def test_pages_cost_the_same_for_few_and_many_rows(cast: Cast) -> None:
    """Agenda and people, draft and minutes: the number of queries does not grow with items and notes."""
    sam = Visitor.as_(cast.sam.account)
    few, many = held.called(cast, 1), held.prepared(cast, 2)
    for number in range(12):
        item = Item(title=f"Item {number}", body=f"{CANARY} body", content_note=f"{CANARY} note")
        actions.add_item(actor=cast.sam.account, meeting=many, item=item)
    actions.call_meeting(actor=cast.sam.account, meeting=many)
    for meeting, notes in ((few, 1), (many, 3)):
        minutes = held.written(cast, meeting)
        for _number in range(notes * 3):
            note = Note(text=f"{CANARY} note", footnote=f"{CANARY} footnote")
            actions.add_entry(
                actor=cast.sam.account, minutes=minutes, item=held.items(meeting)[-1], note=note
            )
    for end in ("", "agenda/", "people/", "live/", "minutes/"):
        costs = [_queries(sam, f"/m/{meeting.id}/{end}") for meeting in (few, many)]
        assert costs[0] == costs[1], f"{end}: {costs}"
    costs = [_queries(sam, f"/m/{one.id}/live/{held.items(one)[-1].id}/") for one in (few, many)]
    assert costs[0] == costs[1]
