"""Steps 9 and 10: recommendations are drafted and endorsed; one prepares a release, another approves it."""

from __future__ import annotations

from tests.browser.walker import Walker
from tests.journeys import papers, words


def draft_from_the_joint_text(sam: Walker) -> None:
    sam.click("Recommendations")
    sam.click("New recommendation")
    sam.click(words.REQUEST)
    sam.press("Save the draft")  # too early
    sam.sees("Choose at least one passage")
    sam.pick("What it rests on", words.PASSAGE, words.CHLOE_QUOTED)
    sam.write("Title", words.FROM_TEXT)
    sam.write("What the board asks for", words.OPERATIVE)
    sam.write("Why", words.RATIONALE)
    sam.press("Save the draft")
    address(sam)
    endorse(sam)


def draft_from_the_meeting(sam: Walker) -> None:
    """One button for all its conclusions."""
    sam.click("Recommendations")
    sam.click("New recommendation")
    sam.click(words.MEETING)
    sam.sees(words.CONCLUSION)
    sam.press("Make 1 draft")
    sam.sees("The drafts are there.")
    sam.click("Recommendations")
    sam.click(words.FROM_MEETING)
    sam.click("Change the wording")
    sam.write("What the board asks for", words.REWORDED)
    sam.press("Save the wording")
    sam.click("Choose organisations")
    address(sam)
    endorse(sam)


def address(sam: Walker) -> None:
    sam.pick("Addressed to", words.AGENCY)
    sam.press("Save")
    sam.sees(words.AGENCY)


def endorse(sam: Walker) -> None:
    """By the decision that the minutes record."""
    sam.click("Show sources")
    sam.click("The recommendation")
    sam.click("Enter the endorsement")
    sam.pick("Which decision?", words.DECISION)
    sam.press("Endorsed by this decision")
    sam.sees("Endorsed by decision 15/1")


def prepare_a_release(sam: Walker) -> None:
    sam.click("Recommendations")
    sam.click("Releases to partners")
    sam.click("New release")
    sam.click(words.AGENCY)
    sam.pick("Which recommendations?", words.FROM_TEXT, words.FROM_MEETING)
    sam.pick("In the words of members", "passage 2 of the joint text")
    sam.press("Prepare the release")
    sam.sees("You prepared this. Somebody else looks at it and approves it.")
    assert not sam.page.get_by_role("link", name="Approve").count()
    sam.click("See what they get")
    sam.sees(words.CHLOE_QUOTED)
    sam.sees("Chloe")
    sam.sees_not(words.ANNA)
    printed = papers.check(sam.download("The PDF as they get it"))
    assert words.OPERATIVE in printed


def approve_it(tessa: Walker) -> None:
    tessa.click("One release waits for a second person")
    tessa.click(words.AGENCY)
    tessa.click("See what they get")
    tessa.sees(words.OPERATIVE)
    tessa.click("The release")
    tessa.click("Approve")
    tessa.press("Approve it")
    tessa.sees("Olga")
    tessa.click("Give access")
    tessa.press("Yes, give access")
    tessa.sees("Has access")
