"""Step 7: who was there, what was said, decided and to be done; approved, and taken along as a PDF."""

from __future__ import annotations

from tests.browser.walker import Walker
from tests.journeys import papers, words


def write_down_who_was_there(sam: Walker) -> None:
    sam.click("Meetings")
    sam.click(words.MEETING)
    sam.click("Attendance")
    for name, how in (
        ("Anna", "Online"),
        ("Bea", "Online"),
        ("Chloe", "In the room"),
        ("Sam", "In the room"),
    ):
        sam.choose(name, how)
    sam.choose("First interpreter", "Online")
    sam.press("Save")
    sam.sees("3 members are there, of 4 seats filled.")
    sam.sees("The quorum of 3 is met.")
    sam.click("Close the attendance")
    sam.press("Close the attendance")
    sam.sees("Held")


def write_the_minutes(sam: Walker) -> None:
    sam.press("Begin the minutes")
    sam.write("In brief", words.IN_BRIEF)
    sam.press("Save")
    sam.click(f"2. {words.REQUEST}")
    sam.write("Note", words.SAID)
    sam.unfold("With a footnote")
    sam.write("Footnote", words.FOOTNOTE)
    sam.press("Add the note")
    sam.click("View, not agreed by all")
    sam.write("Note", words.VIEW)
    sam.press("Add the note")
    quote(sam)
    sam.click("Conclusion")
    sam.write("Heading", words.FROM_MEETING)
    sam.write("Note", words.CONCLUSION)
    sam.press("Add the note")


def quote(sam: Walker) -> None:
    """Only Chloe allows her exact words; the others' are not even offered."""
    sam.click("Quote")
    sam.sees(words.CHLOE)
    sam.sees_not(words.ANNA)
    sam.pick("Which text is it from?", "Text 1")
    sam.write("The words", f"{words.CHLOE_QUOTED} Always.")
    sam.press("Add the quote")  # not what she wrote
    assert sam.page.title().startswith("Please check:")
    sam.write("The words", words.CHLOE_QUOTED)
    sam.press("Add the quote")
    sam.sees(words.CHLOE_QUOTED)


def decide(sam: Walker) -> None:
    sam.click("Go to the next item")
    sam.click("Decision")
    sam.write("Note", words.DECISION)
    sam.pick("How was it decided?", "No objection")
    sam.press("Add the note")
    sam.sees("15/1")
    sam.click("Action")
    sam.write("Note", words.ACTION)
    sam.write("Who does it?", "Secretariat")
    sam.press("Add the note")
    sam.sees("15/2")
    sam.click("Minutes under way")
    sam.click("View as members will see it")
    sam.sees(words.IN_BRIEF)


def approve(chloe: Walker) -> None:
    chloe.click("Meetings")
    chloe.click(words.MEETING)
    chloe.click("Approve the minutes")
    chloe.click("Read the draft once more")
    chloe.sees("Anna")
    chloe.click(words.MEETING)
    chloe.click("Approve the minutes")
    chloe.write("How were they approved?", "In writing, without objection.")
    chloe.press("Approve")
    chloe.sees("In writing, without objection.")


def take_them_along(anna: Walker) -> None:
    anna.click("Meetings")
    anna.click(words.MEETING)
    anna.click("Minutes")
    anna.sees(words.DECISION)
    anna.sees("Three of 4 members were present. The quorum of 3 was met.")
    printed = papers.check(anna.download("Minutes (PDF)"))
    for text in (words.DECISION, words.ACTION, words.SAID, words.FOOTNOTE, words.VIEW, words.CHLOE_QUOTED):
        assert text in printed, text
    assert "Anna" in printed
    assert "Bea" not in printed
    for gone in (words.CARLA, words.TAKEN_BACK, "second page"):
        assert gone not in printed
