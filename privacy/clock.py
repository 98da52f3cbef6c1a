"""The one clock. Only the generator of the demonstration may set it, and only in a demonstration home."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from django.conf import settings
from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _told.get() or timezone.now()


def today() -> date:
    """The one day of all, that of UTC: what is stored and compared turns with nobody's clock."""
    return now().astimezone(UTC).date()


def today_here() -> date:
    """Today as the clock of whoever asks has it: for what a page offers her and the days that she types."""
    return timezone.localtime(now()).date()


def seconds_left(until: datetime) -> int:
    """Whole seconds from now on after which `until` is over; 0 when it is."""
    return max(0, math.ceil((until - now()).total_seconds()))


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let the clock say `moment` while the demonstration tells its story. Raises RuntimeError elsewhere."""
    if not settings.DEMONSTRATION:
        raise RuntimeError("The clock is set in a demonstration only.")
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
