"""The registry: who may open each contract table, which consent covers it. Unregistered, it never opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from privacy.audit.acts import Person
from privacy.consent import Use
from privacy.states import Purpose


class Verdict(Enum):
    """May this reader open this row? A row that is not mentioned may not be opened."""

    OWN = "own"  # her own words: no consent is needed and nothing is recorded
    MAY = "may"
    UNCOVERED = "uncovered"  # two people decided: no consent is asked for, and it is recorded


@dataclass(frozen=True, slots=True)
class Cover:
    """The thing whose owner decides, and the uses of which one has to be allowed."""

    thing: UUID
    uses: frozenset[Use]


Opener = Callable[[Person, Sequence[UUID], Purpose], Mapping[UUID, Verdict]]
Covering = Callable[[Person, Sequence[UUID], Purpose], Mapping[UUID, Cover]]


@dataclass(frozen=True, slots=True)
class Registered:
    """What an app said about one table."""

    may_open: Opener
    covered_by: Covering | None
    recorded: bool


_tables: dict[str, Registered] = {}


def register(table: str, *, may_open: Opener, covered_by: Covering | None) -> None:
    """Say who may open values of a contract table, which consent covers them (None: nobody's own words)."""
    _tables[table] = Registered(may_open, covered_by, recorded=True)


def register_chosen_names(table: str, *, may_open: Opener) -> None:
    """For the names people chose to be known by inside the board: opened in bulk, and not recorded."""
    _tables[table] = Registered(may_open, None, recorded=False)


def registered() -> set[str]:
    """The contract tables that can be opened at all."""
    return set(_tables)


def for_table(table: str) -> Registered | None:
    """What is registered for a table."""
    return _tables.get(table)
