"""One thing that happens, at its moment. All that happens is put in the order of time and then done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from privacy import clock


@dataclass(frozen=True, slots=True)
class Step:
    """What happens, and when (UTC)."""

    at: datetime
    do: Callable[[], object]


def on(day: date, hour: int, do: Callable[[], object], *, minute: int = 0) -> Step:
    """On that day at that hour (UTC)."""
    return Step(datetime.combine(day, time(hour, minute), tzinfo=UTC), do)


def run(steps: Iterable[Step]) -> None:
    """Do everything in the order of time; of the same moment, in the order given."""
    for step in sorted(steps, key=lambda step: step.at):
        with clock.at(step.at):
            step.do()
