"""The machine as a reader or an actor."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class System:
    """The machine as a reader or an actor, under a name of its own."""

    name: str
    role: str = "system"

    @property
    def pk(self) -> str:
        """Stands for the machine in events."""
        return f"system:{self.name}"
