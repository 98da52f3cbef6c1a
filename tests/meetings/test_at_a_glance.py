"""What stands on the page of a meeting in words: who sees it, what a conclusion rests on, when it is."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from board import actions as boarding
from meetings import actions, queries
from meetings.actions import Note
from meetings.models import Participant
from meetings.queries.overview import Reader
from meetings.queries.prose import Block, blocks_of
from pages.plain_text import to_html
from tests.canary import CANARY
from tests.meetings import held
from tests.meetings.held import WARSAW
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
    said = [part.partition(".")[0] for part in page.text.split("Rests on ")[1:]]
    assert said == ["item 2", "items 1 and 2"]


@translation.override("en")
def test_a_meeting_of_several_days_gives_no_hours_as_if_it_were_one(cast: Cast) -> None:
    """As on the agenda and in the minutes; by her own clock it begins and ends on days with a name."""
    meeting = held.called(cast, ends_at=dt.datetime(2027, 3, 5, 12, tzinfo=WARSAW))
    anna = cast.anna.account
    assert queries.about_meeting(anna, meeting).hours == "Clock times are Warsaw time."
    assert dict(queries.agenda_page(queries.agenda_for(anna, meeting.id))["facts"])["Time"] == (
        "Clock times are Warsaw time."
    )
    anna.zone = "Europe/Kyiv"
    assert queries.about_meeting(anna, meeting).hours == (
        "Clock times are Warsaw time. By your clock (Kyiv): Thursday 4 March, 15:00 to Friday 5 March, 13:00."
    )


@translation.override("en")
def test_a_meeting_of_one_day_gives_hours_by_both_clocks(cast: Cast) -> None:
    meeting = held.called(cast)
    anna = cast.anna.account
    anna.zone = "Europe/Kyiv"
    assert queries.about_meeting(anna, meeting).hours == (
        "Thursday 4 March, 15:00 to 17:30 your time (Kyiv); 14:00 to 16:30, Warsaw time"
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_minutes_part_a_text_where_pages_part_it(end: str) -> None:
    text = end.join(["first:", "-  a ", "- b", "", " last"])
    assert blocks_of(text) == (
        Block(is_list=False, lines=("first:",)),
        Block(is_list=True, lines=("a", "b")),
        Block(is_list=False, lines=("last",)),
    )
    assert to_html(text) == "<p>first:</p>\n<ul><li>a</li><li>b</li></ul>\n<p>last</p>"
