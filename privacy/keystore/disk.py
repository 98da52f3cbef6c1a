"""Small secret files: durable when written, overwritten before they go."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

MEGABYTE = 1 << 20
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class RootKeyProblem(Exception):
    """The root key cannot be used; the message names the file that was looked for."""


class StoreProblem(RootKeyProblem):
    """The key store cannot be used; the message names the database that was looked for."""


class CannotWrite(RootKeyProblem):
    """A file of the keys cannot be written. Nothing is half done: what was there before is in force."""


def write_new(file: Path, content: bytes, *, like: Path | None = None) -> None:
    """Write a file that was not there, mode 0600, and its folder to the disk. With `like`, its owner too.

    Raises FileExistsError, and CannotWrite on a full or a read-only disk: then there is no file.
    """
    with _plain_words(file):
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            _fill(handle, content)
            _give(handle, like)
            os.fsync(handle)
        except BaseException:
            file.unlink(missing_ok=True)
            raise
        finally:
            os.close(handle)
        sync(file.parent)


def _fill(handle: int, content: bytes) -> None:
    # A disk that is nearly full takes a part and reports no error.
    if os.write(handle, content) != len(content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _give(handle: int, like: Path | None) -> None:
    # Whoever changes keys as root must not lock the service out of them.
    if like is not None and os.geteuid() == 0:
        found = like.stat()
        os.fchown(handle, found.st_uid, found.st_gid)


def destroy(file: Path) -> None:
    """Overwrite a file and remove it. Nothing when there is none. Raises CannotWrite."""
    # Two re-wraps that end together drop the same file.
    with _plain_words(file), contextlib.suppress(FileNotFoundError):
        overwrite(file)
        file.unlink()


def overwrite(file: Path) -> None:
    """Zeros in place of every byte, on the disk, a megabyte at a time. Raises OSError."""
    with file.open("r+b") as stream:
        left = os.fstat(stream.fileno()).st_size
        while left:
            left -= stream.write(bytes(min(MEGABYTE, left)))
        stream.flush()
        os.fsync(stream.fileno())


def replace(new: Path, old: Path) -> None:
    """One step: `new` takes the name of `old`, whose bytes are overwritten then. Raises CannotWrite."""
    with _plain_words(old), old.open("r+b") as before:
        new.replace(old)
        sync(old.parent)
        # From here the change has happened, whatever becomes of the bytes that nobody can name any more.
        with contextlib.suppress(OSError):
            before.write(b"\0" * os.fstat(before.fileno()).st_size)
            before.flush()
            os.fsync(before.fileno())


def sync(folder: Path) -> None:
    """The names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _plain_words(file: Path) -> Iterator[None]:
    try:
        yield
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError as problem:
        why = "the disk is full" if problem.errno in FULL else "its folder cannot be written to"
        raise CannotWrite(f"The file {file} could not be written: {why}. No key was changed.") from None
