"""After a restore Atrium is LOCKED: what was taken back since the backup must not come back with it.

The steps, in this order, each safe to repeat, also after a crash: the newest head of the ledger is in
hand, tombstones are applied, what they are about is deleted, one value of each living key opens, the chain
is whole and goes on from where it was anchored. Then two people unlock in the browser. Until then every page
is closed.
"""

from privacy.gate.remains import Remains, register_remains
from privacy.gate.steps import Given, Standing, Step, standing, take
from privacy.gate.unlocking import PEOPLE, check_can_unlock, unlock

__all__ = [
    "PEOPLE",
    "Given",
    "Remains",
    "Standing",
    "Step",
    "check_can_unlock",
    "register_remains",
    "standing",
    "take",
    "unlock",
]
