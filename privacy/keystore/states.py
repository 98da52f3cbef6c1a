"""States of a key after NIST SP 800-57 part 1 revision 5, section 7, and what each of them permits."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """A key that was destroyed has no row: its tombstone says so."""

    PRE_ACTIVE = "pre-active"
    ACTIVE = "active"
    DEACTIVATED = "deactivated"
    COMPROMISED = "compromised"
    DESTROYED = "destroyed"


# Nobody comes back: what was once deactivated or known to others never seals again.
KEY_TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.PRE_ACTIVE: frozenset({State.ACTIVE, State.COMPROMISED, State.DESTROYED}),
    State.ACTIVE: frozenset({State.DEACTIVATED, State.COMPROMISED, State.DESTROYED}),
    State.DEACTIVATED: frozenset({State.COMPROMISED, State.DESTROYED}),
    State.COMPROMISED: frozenset({State.DESTROYED}),
    State.DESTROYED: frozenset(),
}
# Sealing, signing, making new pseudonyms and new index entries.
SEALS = frozenset({State.ACTIVE})
# A compromised key still opens: its words have to be read to be sealed anew under another one.
OPENS = frozenset({State.ACTIVE, State.DEACTIVATED, State.COMPROMISED})
