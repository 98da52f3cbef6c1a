"""Step 6: a meeting is prepared and called, its agenda published as a page and as a PDF."""

from __future__ import annotations

import datetime as dt

from tests.browser.site import today
from tests.browser.walker import Walker
from tests.journeys import papers, words


def prepare_a_meeting(sam: Walker) -> None:
    sam.click("Meetings")
    sam.click("Prepare a meeting")
    day = today() + dt.timedelta(days=2)
    sam.write("Title", words.MEETING)
    sam.pick("What kind of meeting is it?", "Meeting of the board")
    sam.write("Reference", "2026/15")
    sam.write("Short name", "15")
    sam.write_day("First day", day.day, day.month, day.year)
    sam.write("Begins at", "14:00")
    sam.write("Ends at", "16:00")
    sam.write("Whose clock is this?", "Warsaw")
    sam.write("Place", "Warsaw and online")
    sam.write("Languages", "English and Russian")
    sam.press("Save")
    sam.sees("In preparation")


def invite(sam: Walker) -> None:
    """Everybody by one press; the others by what they are, never by a person's name."""
    sam.click("Who takes part")
    sam.press("All members and the secretariat")
    for kind, label in (
        ("Host country", "Poland"),
        ("Peer country", "Spain"),
        ("Institution", "Office for participation"),
        ("Interpreter", "First interpreter"),
    ):
        sam.choose("What are they?", kind)
        sam.write("Their names, one on each line", label)
        sam.press("Add these lines")
        sam.sees(label)
    sam.click(words.MEETING)
    sam.click("Link and passcode")
    sam.write("Link", words.LINK)
    sam.write("Passcode", words.PASSCODE)
    sam.press("Save")
    sam.sees_not(words.PASSCODE)


def write_the_agenda(sam: Walker) -> None:
    """One item from the request for advice, two written, a break; put into order by buttons."""
    sam.click("Work on the agenda")
    add_an_item(sam, "Agree on the advice", "For decision", 20)
    sam.click("Add an item")
    sam.choose("What is it for?", "For advice")
    sam.write("How many minutes?", "40")
    sam.choose("From a request for advice", f"2026/1: {words.REQUEST}")
    sam.write("Content note", words.ITEM_NOTE)
    sam.write("What members should know beforehand", words.ITEM_BODY)
    sam.press("Add it")
    add_an_item(sam, "Arriving", "For information", 10)
    sam.click("Add a break")
    sam.write("Title", "Break")
    sam.press("Add it")
    for _ in range(2):
        sam.press("Move “Arriving” up")
    sam.press("Move “Agree on the advice” down")
    sam.press("Move “Break” up")
    in_order = sam.page.locator("ol.agenda h3").all_inner_texts()
    assert in_order == ["Arriving", words.REQUEST, "Break", "Agree on the advice"]
    sam.click(f"Edit “{words.REQUEST}”")
    sam.click("Add a paper")
    sam.write("Title of the paper", "Two first pages")
    sam.write("From", words.AGENCY)
    sam.write("What it says", words.PAPER)
    sam.press("Add it")


def add_an_item(sam: Walker, title: str, purpose: str, minutes: int) -> None:
    sam.click("Add an item")
    sam.write("Title", title)
    sam.choose("What is it for?", purpose)
    sam.write("How many minutes?", str(minutes))
    sam.press("Add it")


def call_it(sam: Walker) -> None:
    sam.click("Check and send to members")
    sam.sees("Call this meeting?")
    sam.press("Call the meeting")
    sam.sees("Called")


def look_at_it(anna: Walker, chloe: Walker) -> None:
    """Anna reads the page. How to join stands on a page of its own, and nowhere else."""
    anna.click("Home")
    anna.click(words.MEETING)
    anna.sees_not(words.LINK)
    anna.click("Read the whole agenda")
    anna.sees("14:10")
    assert words.ITEM_BODY not in anna.words()
    anna.unfold("Show the text here")
    anna.sees(words.ITEM_BODY)
    anna.sees_not(words.PASSCODE)
    anna.click(words.MEETING)
    anna.click("How to join")
    anna.sees(words.LINK)
    anna.sees(words.PASSCODE)
    chloe.click("Meetings")
    chloe.click(words.MEETING)
    printed = papers.check(chloe.download("Agenda (PDF)"))
    assert words.ITEM_BODY in printed
    assert words.LINK not in printed


def each_chooses_how_she_is_listed(anna: Walker, bea: Walker, chloe: Walker) -> None:
    for walker, choice in (
        (anna, "With the chosen name"),
        (bea, "Counted, without a name"),
        (chloe, "By role"),
    ):
        walker.click("Meetings")
        walker.click(words.MEETING)
        walker.click("Choose how you are listed")
        walker.pick("How should the attendance list you?", choice)
        walker.press("Save my choice")
        walker.sees(choice)
