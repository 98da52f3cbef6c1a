"""When the newest backup of each kind was made that is still there."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from privacy import clock
from privacy.backup import making
from privacy.models import Upkeep
from privacy.states import Archive


@dataclass(frozen=True, slots=True)
class Kept:
    """The newest backup of one kind: when it was made, None without one; and whether that is long ago.

    `gone_from` is the folder in which an archive should lie and none does; a folder that is not there, as
    of a medium that was taken out, says nothing.
    """

    kind: Archive
    at: datetime | None
    is_old: bool
    gone_from: Path | None = None


# The timers make one of each every night: keys that are older than the data do not open all of it.
OLD_AFTER = {Archive.DATA: timedelta(days=2), Archive.KEYS: timedelta(days=2)}


def newest_backups() -> list[Kept]:
    """The newest backup of each kind."""
    return [_newest(kind) for kind in Archive]


def _newest(kind: Archive) -> Kept:
    rows = Upkeep.objects.filter(what=f"backup-{kind}").order_by("-done_at")
    at = rows.values_list("done_at", flat=True).first()
    folder = Path(settings.BACKUP_FOLDERS[kind] or "/nowhere")
    if at is not None and os.access(folder, os.R_OK | os.X_OK):
        lying = making.made_at(kind, folder)
        if not lying:
            return Kept(kind, at, is_old=True, gone_from=folder)
        at = min(at, lying[0])
    return Kept(kind, at, at is None or clock.now() - at > OLD_AFTER[kind])
