"""What the people of the journey write; every sealed word carries the canary. Titles are in clear."""

from tests.canary import CANARY

AGENCY = "Labour Training Agency"
REQUEST = "Wording of a guide for inspectors"
BACKGROUND = f"{CANARY} The agency writes a guide for people who inspect work places."
CONTENT_NOTE = f"{CANARY} Mentions debt and papers. No violence."
QUESTIONS = (f"{CANARY} What should the first page say?", f"{CANARY} Which words should not be in it?")

ANNA_BEGINS = f"{CANARY} The first page should"
ANNA = f"{CANARY} The first page should say who sees the answers, and that nobody has to answer."
CHLOE_BEFORE = f"{CANARY} I would leave out the long form."
CHLOE_QUOTED = f"{CANARY} Ask once, and write it down."
CHLOE = f"{CHLOE_BEFORE} {CHLOE_QUOTED}"
CARLA = f"{CANARY} In my city the second page was never read."

PASSAGE = f"{CANARY} The guide says on its first page who sees the answers."
TAKEN_BACK = f"{CANARY} Nobody reads the second page."

MEETING = "Fifteenth meeting"
ITEM_NOTE = f"{CANARY} Mentions inspections. No violence."
ITEM_BODY = f"{CANARY} Please look at the first page beforehand."
PAPER = f"{CANARY} It shows two first pages side by side."
LINK, PASSCODE = f"https://meet.example/{CANARY}-15", f"{CANARY}-4711"
SAID = f"{CANARY} The first page was read aloud."
FOOTNOTE = f"{CANARY} In the second wording."
VIEW = f"{CANARY} One view was that two pages are too many."
DECISION = f"{CANARY} The board asks the agency for one short first page."
ACTION = f"{CANARY} Send the wording to the agency."
CONCLUSION = f"{CANARY} A first page that can be read aloud in a minute."
IN_BRIEF = f"{CANARY} The board agreed on one first page."

FROM_TEXT, FROM_MEETING = "One first page", "Read it aloud"
OPERATIVE = f"{CANARY} Say on the first page who sees the answers."
RATIONALE = f"{CANARY} Who knows the readers can choose what to say."
REWORDED = f"{CANARY} Keep the first page short enough to be read aloud."
ANSWERED = f"{CANARY} The new guide has such a page."
NOTED = f"{CANARY} We look at it in spring."
