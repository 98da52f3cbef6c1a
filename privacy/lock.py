"""Whether this installation is LOCKED after a restore, and how far the gate has come: one small file.

A file, because it has to hold while the databases are not there yet; and it stands in the home before the
first restored byte does, so that nothing of a restore is ever served before the gate was passed.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

NAME = "locked.json"
State = dict[str, Any]


def path() -> Path:
    """The file; while it is there, nobody gets in."""
    return Path(settings.HOME) / NAME


def is_locked() -> bool:
    """Asked before every request: one look at the disk."""
    return path().exists()


def read() -> State:
    """What is kept of the restore; empty when nothing is locked. A file that cannot be read locks, too."""
    try:
        found: State = json.loads(path().read_text())
        return found
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        return {"stage": "unknown"}


def write(state: State) -> None:
    """Replace the whole file, on the disk before this returns. Raises OSError."""
    new = path().with_name(f"{NAME}.part")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "w") as stream:
            json.dump(state, stream, indent=1, sort_keys=True)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(path())
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    _sync()


def lift() -> None:
    """Take the lock away. Only `privacy.gate` does, when two people have unlocked."""
    path().unlink(missing_ok=True)
    _sync()


@contextmanager
def changing() -> Iterator[State]:
    """The state, for one process at a time; what the block leaves in it is kept."""
    handle = os.open(path().with_name(f"{NAME}.mutex"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        state = read()
        yield state
        if state and path().exists():
            write(state)
    finally:
        os.close(handle)


def _sync() -> None:
    handle = os.open(path().parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
