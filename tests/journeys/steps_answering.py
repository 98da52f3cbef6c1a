"""Step 2: each member answers in her own way, or does not."""

from __future__ import annotations

from tests.browser.walker import Walker
from tests.journeys import words

USE, OUTSIDE, NAMED = "How may it be used?", "Who outside the board may get it?", "How should we name you?"


def anna_answers(anna: Walker) -> None:
    """She reads behind the note, saves a draft, finds it again, chooses, checks, sends."""
    anna.click(words.REQUEST)
    anna.sees(words.CONTENT_NOTE)
    assert words.BACKGROUND not in anna.words()
    anna.unfold("Show the text here")
    anna.sees(words.BACKGROUND)
    anna.press("Take part")
    anna.write("Your answer", words.ANNA_BEGINS)
    anna.press("Save draft")
    anna.sees("Your draft is saved. Only you can see it.")
    anna.click("Home")
    anna.click(words.REQUEST)
    anna.click("Go on with your draft")
    assert anna.holds("Your answer") == words.ANNA_BEGINS
    anna.write("Your answer", words.ANNA)
    anna.pick(OUTSIDE, words.AGENCY)
    anna.pick(NAMED, "“A member of the board”")
    anna.pick("See it first?", "No need")
    send(anna, "“A member of the board”")


def bea_passes(bea: Walker) -> None:
    """One click, no reason."""
    bea.click(words.REQUEST)
    bea.press("Not this time")
    bea.sees("You are not taking part this time.")


def chloe_answers(chloe: Walker) -> None:
    """She may be quoted to the agency, by her name, and wants to see the words first."""
    chloe.click(words.REQUEST)
    chloe.press("Take part")
    chloe.write("Your answer", words.CHLOE)
    chloe.pick(NAMED, "A pen name you choose")
    chloe.press("Check and send")
    chloe.sees("A name needs your exact words, or somebody outside.")
    assert chloe.holds("Your answer") == words.CHLOE
    chloe.pick(USE, "Also word for word")
    chloe.pick(OUTSIDE, words.AGENCY)
    chloe.pick(NAMED, "Your chosen name")
    chloe.pick("See it first?", "Yes, show me the exact words")
    send(chloe, "in our own words and word for word")


def carla_decides_later(carla: Walker) -> None:
    """First she waits; then she answers and chooses nothing, so the protective choices hold."""
    carla.click(words.REQUEST)
    carla.press("Decide later")
    carla.sees("You decide later. Nobody reminds you.")
    carla.press("Take part")
    carla.write("Your answer", words.CARLA)
    send(carla, "Nobody")


def send(member: Walker, checked: str) -> None:
    member.press("Check and send")
    member.sees("Check before you send")
    member.sees(checked)
    member.press("Send")
    member.sees("You can take it back for the next 10 minutes. Nobody can read it before then.")


def nobody_reads_yet(sam: Walker) -> None:
    sam.click("Consultations")
    sam.click(words.REQUEST)
    sam.sees("No answers yet")
    sam.click("Read the contributions")
    sam.sees("There is nothing to read yet.")


def others_read(bea: Walker, sam: Walker) -> None:
    """After the ten minutes: each only what its author shares, under the name she chose."""
    bea.click("Read what others wrote")
    texts = (words.ANNA, words.CHLOE, words.CARLA)
    assert not [text for text in texts if text in bea.words()]
    bea.unfold_all()
    for text in texts:
        bea.sees(text)
    bea.sees_not("Anna")
    sam.click("Consultations")
    sam.click(words.REQUEST)
    sam.sees("Some answers")
