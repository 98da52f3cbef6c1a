"""Step 3: the secretariat writes the joint text; whoever asked to see her words first is shown them."""

from __future__ import annotations

import re

from tests.browser.walker import Walker
from tests.journeys import words


def write_the_joint_text(sam: Walker) -> None:
    """Three passages: two in the board's own words, one word for word; each names what it rests on."""
    sam.click("Consultations")
    sam.click(words.REQUEST)
    sam.click("Joint text")
    add_a_passage(sam, words.PASSAGE, "In our own words", rests_on=words.ANNA)
    add_a_passage(sam, words.CHLOE_QUOTED, "Word for word", rests_on=words.CHLOE)
    add_a_passage(sam, words.TAKEN_BACK, "In our own words", rests_on=words.CARLA)
    sam.press("Move passage 3 up")
    sam.press("Move passage 2 down")
    sam.sees("Passage 3")


def add_a_passage(sam: Walker, passage: str, form: str, *, rests_on: str) -> None:
    sam.click("Add a passage")
    sam.pick("Which texts does it rest on?", f"Text {number_of(sam, rests_on)}")
    sam.pick("How it is written", form)
    sam.write("The passage", passage)
    sam.press("Save the passage")
    sam.sees(passage)


def number_of(sam: Walker, text: str) -> str:
    """By reading: texts have numbers, and no names unless their authors allow them."""
    folded = sam.page.locator("main details", has_text=text)
    found = re.search(r"Show text (\d+)", folded.first.inner_text())
    assert found, sam.words()
    sam.unfold(found[0])
    sam.sees(text)
    return found[1]


def show_the_words(sam: Walker) -> None:
    sam.press("Show the exact words to their authors")
    sam.sees("Shown to its author, not answered")


def say_yes(chloe: Walker) -> None:
    """Chloe sees the words as they would leave, and says yes."""
    chloe.click("Home")
    chloe.click("Here are the exact words we would like to use")
    chloe.sees(words.CHLOE_QUOTED)
    chloe.pick("Are they right?", "Yes, use these words")
    chloe.press("Save your answer")
    chloe.sees("Yes, use these words")


def agree(sam: Walker) -> None:
    """The request is closed, and the text agreed."""
    sam.click(words.REQUEST)
    sam.click("Close it")
    sam.press("Close it")
    sam.click("Joint text")
    sam.sees("Its author says yes")
    sam.click("The text is agreed")
    sam.press("Yes, it is agreed")
    sam.sees("The joint text is agreed.")


def members_read_it(bea: Walker) -> None:
    bea.click("Consultations")
    bea.click(words.REQUEST)
    bea.click("Read the joint text")
    bea.sees(words.PASSAGE)
    bea.sees(words.TAKEN_BACK)
