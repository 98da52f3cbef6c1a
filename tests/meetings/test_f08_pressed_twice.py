"""F08: the same form sent twice, at once or by the back button, adds one note."""

from __future__ import annotations

from uuid import uuid4

import pytest

from consultations.models import Contribution
from meetings import actions
from meetings.actions import Note
from meetings.models import Entry, Minutes
from meetings.states import EntryKind
from privacy.models import Event
from tests.canary import CANARY
from tests.meetings import held
from tests.people import Cast, assemble
from tests.privacy import forks
from tests.visiting import Visitor


def begun(cast: Cast) -> Minutes:
    meeting = held.held(cast, 7)
    return actions.begin_minutes(actor=cast.sam.account, meeting=meeting)


def quotable(cast: Cast) -> tuple[Minutes, Contribution]:
    """Minutes that are begun, and a text that may be quoted in them."""
    request = held.consulted(cast)
    meeting = held.held(cast, 7, consultation=request)
    minutes = actions.begin_minutes(actor=cast.sam.account, meeting=meeting)
    return minutes, held.quotable(cast.anna, request)


def test_f08_add_the_note_pressed_twice_is_one_note(cast: Cast) -> None:
    minutes = begun(cast)
    item = held.items(minutes.meeting)[0]
    url = f"/m/{minutes.meeting_id}/live/{item.id}/"
    sam = Visitor.as_(cast.sam.account)
    page = sam.get(url, reads=True)
    typed = page.form("note").filled({"text": f"{CANARY} ask first"}, None)
    plain = {name: values[0] for name, values in typed.items() if values}
    for _press in range(2):
        sam.post(f"{url}?kind=said", plain)
    assert Entry.objects.filter(minutes=minutes).count() == 1
    # a new page is a new note
    fresh = sam.get(url, reads=True).form("note").filled({"text": f"{CANARY} ask first"}, None)
    sam.post(f"{url}?kind=said", {name: values[0] for name, values in fresh.items() if values})
    assert Entry.objects.filter(minutes=minutes).count() == 2


@pytest.mark.files
def test_f08_two_presses_at_once_are_one_note() -> None:
    cast = assemble()
    minutes = begun(cast)
    item, note_id = held.items(minutes.meeting)[0], uuid4()

    def press() -> None:
        note = Note(kind=EntryKind.SAID, text=f"{CANARY} ask first")
        actions.add_entry(actor=cast.sam.account, minutes=minutes, item=item, note=note, id=note_id)

    assert forks.all_of([press] * 3) == [0, 0, 0]
    assert [entry.id for entry in Entry.objects.filter(minutes=minutes)] == [note_id]
    assert Event.objects.filter(code="entry.added").count() == 1


def test_f08_add_the_quote_pressed_twice_is_one_quote(cast: Cast) -> None:
    minutes, contribution = quotable(cast)
    item = held.items(minutes.meeting)[-1]
    url = f"/m/{minutes.meeting_id}/live/{item.id}/quote/"
    sam = Visitor.as_(cast.sam.account)
    changes = {"contribution": str(contribution.id), "words": held.WORDS}
    for quotes in (1, 2):  # a new page is a new quote
        typed = sam.get(url, reads=True).form("quote").filled(changes, None)
        for _press in range(2):
            sam.post(url, {name: values[0] for name, values in typed.items()})
        assert Entry.objects.filter(minutes=minutes, kind=EntryKind.QUOTE).count() == quotes
    assert Event.objects.filter(code="entry.quoted").count() == 2


@pytest.mark.files
def test_f08_two_presses_at_once_are_one_quote() -> None:
    cast = assemble()
    minutes, contribution = quotable(cast)
    quote_id = uuid4()

    def press() -> None:
        held.quoted(cast, minutes, contribution, id=quote_id)

    assert forks.all_of([press] * 3) == [0, 0, 0]
    assert [entry.id for entry in Entry.objects.filter(minutes=minutes)] == [quote_id]
    assert Event.objects.filter(code="entry.quoted").count() == 1
