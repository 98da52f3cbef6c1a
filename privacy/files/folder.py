"""The folder of sealed files: names, locks, and the one move from being written to being kept."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from django.conf import settings

NAME = 32


def kept() -> Path:
    """Where sealed files stay."""
    return _made(Path(settings.FILES_FOLDER) / "kept")


def incoming() -> Path:
    """Where they are while they are written."""
    return _made(Path(settings.FILES_FOLDER) / "incoming")


def begin() -> tuple[UUID, BinaryIO]:
    """A new file under a random name, for writing and reading, locked as long as it is open."""
    name = uuid4()
    number = os.open(incoming() / name.hex, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    fcntl.flock(number, fcntl.LOCK_EX)
    return name, os.fdopen(number, "w+b", buffering=0)


def keep(name: UUID) -> None:
    """From `incoming/` to `kept/`, durable before this returns. Does nothing when it was done."""
    try:
        (incoming() / name.hex).rename(kept() / name.hex)
    except FileNotFoundError:
        return
    _sync(kept())


def drop(name: UUID) -> None:
    """Take away a file that is not to be kept."""
    (incoming() / name.hex).unlink(missing_ok=True)


def remove(name: UUID) -> None:
    """Take a kept file off the disk. Its key goes on another way; this alone would be no erasure."""
    drop(name)
    (kept() / name.hex).unlink(missing_ok=True)


def exists(name: UUID) -> bool:
    """Whether the bytes are there."""
    return (kept() / name.hex).exists() or (incoming() / name.hex).exists()


def read(name: UUID) -> BinaryIO:
    """The sealed bytes. Raises FileNotFoundError."""
    try:
        return (kept() / name.hex).open("rb")
    except FileNotFoundError:
        # Its row is there and the move is still to come: the other process is between two steps, or died.
        return (incoming() / name.hex).open("rb")


def names_kept() -> Iterator[UUID]:
    """The ids of all kept files."""
    return _names(kept())


def names_incoming() -> Iterator[UUID]:
    """The ids of all files that are being written, or were when a process died."""
    return _names(incoming())


def is_left_behind(name: UUID) -> bool:
    """Whether the process that wrote it is gone: nobody holds the lock."""
    try:
        number = os.open(incoming() / name.hex, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(number)
    return True


def modified(name: UUID) -> float:
    """When a kept file was written, in seconds of the epoch; 0 when it is not there."""
    try:
        return (kept() / name.hex).stat().st_mtime
    except FileNotFoundError:
        return 0


def free() -> int:
    """Bytes that are free on the disk."""
    return shutil.disk_usage(kept()).free


def _made(folder: Path) -> Path:
    if not folder.is_dir():
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _names(folder: Path) -> Iterator[UUID]:
    for entry in os.scandir(folder):
        if len(entry.name) == NAME:
            try:
                yield UUID(hex=entry.name)
            except ValueError:
                continue


def _sync(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
