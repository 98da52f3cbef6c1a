"""Days and hours by a person's own clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

EVERY_DAY = 0b1111111


@dataclass(frozen=True, slots=True)
class Window:
    """When a person wants to be reached. `days` holds a bit for each day, Monday the lowest; `zone` is IANA.

    It is asked of a moment and never counted forward. So a night in which the clocks change needs no rule: an
    hour that is skipped does not come, and one that comes twice is the same hour of the same day.
    """

    days: int
    opens: time
    closes: time
    zone: str

    def holds(self, moment: datetime) -> bool:
        """Whether `moment` (aware) lies in it; the closing minute does not."""
        there = self.local(moment)
        return bool(self.days >> there.weekday() & 1) and self.opens <= there.time() < self.closes

    def local(self, moment: datetime) -> datetime:
        """The moment by her clock."""
        return moment.astimezone(ZoneInfo(self.zone))


def mask_of(days: Iterable[int]) -> int:
    """Days (Monday is 0) as bits."""
    return sum(1 << day for day in set(days))


def days_of(mask: int) -> list[int]:
    """Bits as days."""
    return [day for day in range(7) if mask >> day & 1]
