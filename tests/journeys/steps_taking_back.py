"""Steps 4 and 5: who can see it, who has looked; and one text is taken back."""

from __future__ import annotations

from tests.browser.site import today
from tests.browser.walker import Walker
from tests.journeys import words


def look_who_has_looked(anna: Walker) -> None:
    anna.click("Consultations")
    anna.click(words.REQUEST)
    anna.click("Your text")
    anna.sees("Who can see this, and who has looked")
    anna.sees("The secretariat: 2 people")
    anna.sees("Other members: 3 people")
    anna.sees(words.AGENCY)
    looked = anna.page.get_by_role("table").inner_text()
    assert "Secretariat" in looked
    assert "Member" in looked
    assert f"{today():%A} {today().day} {today():%B %Y}" in looked
    assert "Sam" not in looked
    anna.sees("In 1 passage of the joint text")
    anna.unfold("Show your text")
    anna.sees(words.ANNA)


def take_it_back(carla: Walker) -> str:
    """She saves a copy for herself, takes it back. Returns the address where it was."""
    carla.click("Consultations")
    carla.click(words.REQUEST)
    carla.click("Your text")
    there = carla.page.url
    carla.click("Take it back")
    copy = carla.download("Save a copy for yourself first")
    assert copy.decode() == words.CARLA
    carla.sees("You need not say why.")
    carla.press("Take it back")
    carla.sees("Your text is taken back")
    carla.click("Consultations")
    carla.click(words.REQUEST)
    carla.sees("This one has closed.")
    assert "Your text" not in carla.words()
    return there


def it_is_gone(bea: Walker, sam: Walker, there: str) -> None:
    """The passage has lost its words; the page is the same to everybody as one that never was."""
    bea.click("Consultations")
    bea.click(words.REQUEST)
    bea.click("Read the joint text")
    bea.sees("A passage stands here that is not available now.")
    bea.sees_not(words.TAKEN_BACK)
    for walker in (bea, sam):
        walker.is_lost_at(there)
        walker.is_lost_at(there.replace("/seen/", "/c/"))
        walker.click("Go to the first page")


def write_without_it(sam: Walker) -> None:
    sam.click("Consultations")
    sam.click(words.REQUEST)
    sam.click("Joint text")
    sam.sees("This passage needs new wording.")
    sam.press("Take it up again")
    sam.press("Remove passage 3")
    sam.sees("The passage is removed.")
    sam.click("The text is agreed")
    sam.press("Yes, it is agreed")
    sam.sees(words.CHLOE_QUOTED)
    sam.sees_not(words.TAKEN_BACK)
