"""The root key: one file. A database would carry it into every dump."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from privacy.crypto import random_bytes
from privacy.keystore import disk
from privacy.keystore.disk import CannotWrite, RootKeyProblem

__all__ = ["ROOT_BYTES", "CannotWrite", "RootKeyProblem", "forget", "make", "path", "read", "restore", "root"]

ROOT_BYTES = 32


def path() -> Path:
    """The file of the root key."""
    return Path(settings.ROOT_KEY_FILE)


def next_path() -> Path:
    """Where the next root key stands while one replaces the other."""
    return path().with_name(f"{path().name}.next")


def read(file: Path) -> bytes:
    """32 bytes from `file`. Raises RootKeyProblem, naming the file and what to do."""
    try:
        with file.open("rb") as stream:
            if os.fstat(stream.fileno()).st_mode & _others(file):
                raise RootKeyProblem(f"The root key file {file} can be read by others. Set its mode to 0600.")
            key = stream.read()
    except FileNotFoundError:
        raise RootKeyProblem(f"There is no root key: Atrium looked for the file {file}.") from None
    except OSError:
        raise RootKeyProblem(f"The root key file {file} may not be read by this user.") from None
    if len(key) != ROOT_BYTES:
        raise RootKeyProblem(f"The root key file {file} does not hold a root key.")
    return key


def _others(file: Path) -> int:
    """The bits of a mode that let somebody else in.

    systemd hands a credential to its service by an access list, which shows as reading by the group.
    """
    handed = os.environ.get("CREDENTIALS_DIRECTORY")
    return 0o037 if handed and file.parent == Path(handed) else 0o077


@lru_cache(1)
def _root(file: Path) -> bytes:
    return read(file)


def root() -> bytes:
    """The root key of this installation. Raises RootKeyProblem."""
    return _root(path())


def forget() -> None:
    """Read the file again next time."""
    _root.cache_clear()


def make() -> Path:
    """Make the root key once, at set-up. Raises FileExistsError if there is one, CannotWrite."""
    return restore(random_bytes(ROOT_BYTES))


def restore(key: bytes) -> Path:
    """Put a root key where there is none. Raises FileExistsError if there is one, CannotWrite."""
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    disk.write_new(file, key)
    forget()
    return file
