"""The closed list of what a copy holds."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from recommendations.states import RestsOn


@dataclass(frozen=True, slots=True)
class CopyPage:
    """A recommendation as an organisation gets it. `rests_on`: kinds of sources, never who or how many."""

    reference: str
    title: str
    endorsed_on: str
    addressed_to: tuple[str, ...]
    operative: str
    rationale: str
    rests_on: tuple[str, ...]

    def to_json(self) -> str:
        """Canonical JSON, for the seal."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> CopyPage:
        """The same page again."""
        said: dict[str, Any] = json.loads(text)
        return cls(
            **{**said, "addressed_to": tuple(said["addressed_to"]), "rests_on": tuple(said["rests_on"])}
        )

    @property
    def day(self) -> date:
        """The day the board endorsed it."""
        return date.fromisoformat(self.endorsed_on)

    @property
    def kinds(self) -> list[str]:
        """What it rests on, in words."""
        return [str(RestsOn(kind).label) for kind in self.rests_on]


@dataclass(frozen=True, slots=True)
class Words:
    """A member's own words, and how she chose to be named; empty for not at all."""

    words: str
    named_as: str

    def __repr__(self) -> str:
        return "<Words>"


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """A release as it is handed over. `parts` pairs each copy with the words quoted in it."""

    reference: str
    board: str
    organisation: str
    made_on: date
    parts: tuple[tuple[CopyPage, tuple[Words, ...]], ...]
    log_end: str = ""
    ledger_end: str = ""

    def __repr__(self) -> str:
        return f"<ReleasePage {self.reference}>"
