"""What stands on the page of a meeting in words: who sees it, what a conclusion rests on, when it is."""

from __future__ import annotations

from django.utils import translation

from board import actions as boarding
from meetings import actions, queries
from meetings.actions import Note
from meetings.models import Participant
from meetings.queries.overview import Reader
from tests.canary import CANARY
from tests.meetings import held
from tests.people import Cast
from tests.visiting import Visitor


def seen_by(cast: Cast, *, language: str, people: int) -> list[str]:
    """The first lines of "Who sees this", with so many members, staff and people on the list."""
    meeting = held.prepared(cast)
    for person in (cast.bea, cast.carla, cast.chloe, cast.tessa):
        boarding.pause_access(actor=cast.sam.account, person=person)
    rows = Participant.objects.filter(meeting=meeting, person__isnull=False)
    for row in rows[people:]:
        actions.remove_participant(actor=cast.sam.account, participant=row)
    with translation.override(language):
        readers: list[Reader] = queries.who_will_see(meeting)
    return [one.who for one in readers][:-2]


def test_one_reader_is_one_person(cast: Cast) -> None:
    assert seen_by(cast, language="en", people=1) == [
        "The one member of the board",
        "The secretariat: one person",
        "The one person on the list",
    ]


def test_two_readers_in_russian_are_of_the_second_form(cast: Cast) -> None:
    assert seen_by(cast, language="ru", people=2) == [
        "Совет: один член",
        "Секретариат: один человек",
        "В списке: два человека",
    ]


def test_nobody_on_the_list_is_no_line(cast: Cast) -> None:
    assert seen_by(cast, language="en", people=0) == [
        "The one member of the board",
        "The secretariat: one person",
    ]


def test_a_conclusion_under_way_names_its_items_as_the_minutes_do(cast: Cast) -> None:
    sam = cast.sam.account
    meeting = held.called(cast)
    minutes = actions.begin_minutes(actor=sam, meeting=meeting)
    first, _break, last = held.items(meeting)
    for rests_on in ([last], [first, last]):
        note = Note(kind="conclusion", text=f"{CANARY} ask", heading="Ask first", rests_on=rests_on)
        actions.add_entry(actor=sam, minutes=minutes, item=last, note=note)
    page = Visitor.as_(sam).get(f"/m/{meeting.id}/live/{last.id}/", reads=True)
    assert [part.partition(".")[0] for part in page.text.split("Rests on ")[1:]] == ["item 2", "items 1 and 2"]
