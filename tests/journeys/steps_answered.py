"""Step 11: the agency receives, checks and answers; members see what became of their advice."""

from __future__ import annotations

import io
import json
import zipfile

from tests.browser.site import today
from tests.browser.walker import Walker
from tests.journeys import papers, words


def receive(olga: Walker) -> str:
    """She keeps to the terms, downloads, checks what she got. Returns the address of her page."""
    olga.click("Recommendations")
    olga.click("Release")
    there = olga.page.url
    olga.press("Go on")
    olga.sees("Tick this first, then go on")
    olga.tick("I have read this and keep to it.")
    olga.press("Go on")
    package = olga.download("Download the package (ZIP)")
    documents = unpack(package)
    assert words.OPERATIVE in documents
    assert words.CHLOE_QUOTED in documents
    assert words.ANNA not in documents
    olga.click("Check a document")
    check(olga, "papers.zip", package, "This is genuine and complete")
    check(olga, "papers.zip", package[:-200] + bytes(200), "not")
    return there


def unpack(package: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        data = next(name for name in archive.namelist() if name.endswith(".json") and "manifest" not in name)
        said = json.dumps(json.loads(archive.read(data)), ensure_ascii=False)
        return said + papers.check(archive.read("recommendations.pdf"))


def check(olga: Walker, name: str, content: bytes, said: str) -> None:
    olga.hand_in("The package, or one file of it", name, content)
    olga.press("Check this file")
    olga.sees(said)


def answer(olga: Walker) -> None:
    for title, position, text in (
        (words.FROM_TEXT, "Adopted", words.ANSWERED),
        (words.FROM_MEETING, "Noted", words.NOTED),
    ):
        olga.click("Recommendations")
        olga.click("Release")
        card = olga.page.locator("section.card", has_text=title)
        card.get_by_role("link", name="Answer").click()
        olga.judge()
        olga.pick("What will your organisation do?", position)
        olga.write("In your words", text)
        olga.write_day("Day of this answer", today().day, today().month, today().year)
        olga.press("Check and send")
        olga.sees("Is this your answer?")
        olga.press("Send the answer")
        olga.sees("Sent. The board can read your answer now.")


def nobody_else_sees_it(omar: Walker, there: str) -> None:
    omar.click("Recommendations")
    omar.sees("Nothing was sent to you yet.")
    omar.is_lost_at(there)


def see_what_became_of_it(anna: Walker) -> None:
    anna.click("Home")
    anna.sees(f"{words.AGENCY}: Adopted")
    anna.click("Recommendations")
    anna.click(words.FROM_TEXT)
    anna.sees("Adopted")
    anna.sees(words.ANSWERED)
    anna.click("Recommendations")
    anna.click(words.FROM_MEETING)
    anna.sees(words.NOTED)


def look_after_it(dora: Walker, adam: Walker) -> None:
    """Data protection sees who did what, without words; the administrator how the machine stands."""
    dora.click("Access log")
    dora.sees("Partner")
    dora.sees_not(words.CANARY)
    adam.click("Status")
    adam.sees_not(words.CANARY)
