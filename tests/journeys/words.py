"""What the people of the journey write; every sealed word carries the canary. Titles are in clear by design."""

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
