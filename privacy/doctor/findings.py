"""One line of the doctor."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How bad it is; the worst is the exit code of `manage.py doctor`."""

    WELL = 0
    SOON = 1
    STOP = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and what to do. `stuck`: nothing further can be looked at before this is mended."""

    level: Level
    what: str
    do: str
    stuck: bool = False
