"""When the newest backup of each kind was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from privacy import clock
from privacy.models import Upkeep
from privacy.states import Archive


@dataclass(frozen=True, slots=True)
class Kept:
    """The newest backup of one kind: when it was made, None without one; and whether that is long ago."""

    kind: Archive
    at: datetime | None
    is_old: bool


# The timers make one of each every night: keys that are older than the data do not open all of it.
OLD_AFTER = {Archive.DATA: timedelta(days=2), Archive.KEYS: timedelta(days=2)}


def newest_backups() -> list[Kept]:
    """The newest backup of each kind."""
    found = []
    for kind in Archive:
        rows = Upkeep.objects.filter(what=f"backup-{kind}").order_by("-done_at")
        at = rows.values_list("done_at", flat=True).first()
        found.append(Kept(kind, at, at is None or clock.now() - at > OLD_AFTER[kind]))
    return found
