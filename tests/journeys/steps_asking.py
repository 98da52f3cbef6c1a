"""Step 1: the secretariat records a request, screens it, writes questions and a content note, opens it."""

from __future__ import annotations

import datetime as dt

from tests.browser.site import today
from tests.browser.walker import Walker
from tests.journeys import words


def record_a_request(sam: Walker) -> None:
    sam.click("Consultations")
    sam.click("New request for advice")
    sam.press("Record the request")  # too early: the page says what is missing and keeps the rest
    sam.sees("Title –")
    sam.write("Title", words.REQUEST)
    sam.choose("What it is about", "Education and training")
    sam.choose("Who asks", words.AGENCY)
    sam.write("What is asked, and why", words.BACKGROUND)
    sam.write("Minutes an answer takes", "20")
    sam.pick("Is the work paid?", "Paid")
    sam.write("Languages", "English, Russian")
    sam.press("Record the request")
    sam.sees("It is not open yet. No member sees it.")


def screen_it(sam: Walker) -> None:
    sam.click("Screen it")
    sam.pick("Is this a matter for the board?", "Yes, the board is asked")
    sam.press("Save")
    sam.sees("Screened")


def prepare_it(sam: Walker) -> None:
    sam.click("Open to members")
    sam.sees("Before it can open")
    sam.click("Edit the request")
    sam.write("Content note", words.CONTENT_NOTE)
    sam.press("Save")
    sam.click("Questions")
    for number, question in enumerate(words.QUESTIONS, start=1):
        sam.write(f"Question {number}", question)
    sam.press("Save")
    for question in words.QUESTIONS:
        sam.sees(question)


def open_it(sam: Walker) -> None:
    sam.click("Open to members")
    sam.sees("4 members see the text behind its content note, and the questions.")
    sam.sees(f"{words.AGENCY} sees nothing of it.")
    day = today() + dt.timedelta(days=21)
    sam.write_day("Closes on", day.day, day.month, day.year)
    sam.press("Open to members")
    sam.sees("Open to 4 members")
    sam.sees("No answers yet")
