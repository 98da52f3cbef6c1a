"""The root key and the epoch files beside it. Files only: a database would carry them into every dump."""

from __future__ import annotations

import contextlib
import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from privacy.crypto import WrongKey, random_bytes, unwrap, wrap

ROOT_BYTES = 32
WRAPPED_BYTES = 60


class RootKeyProblem(Exception):
    """The root key cannot be used; the message names the file that was looked for."""


def path() -> Path:
    """The file of the root key."""
    return Path(settings.ROOT_KEY_FILE)


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
    """Make the root key once, at set-up. Raises FileExistsError if there is one."""
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write_new(file, random_bytes(ROOT_BYTES))
    return file


def epochs() -> Path:
    """The folder of the epoch files: beside the root key, unless that lies where nothing can be written."""
    return Path(settings.EPOCHS_FOLDER or path().parent / "epochs")


def write_epoch(number: int, key: bytes) -> None:
    """Keep the epoch's key, wrapped by the root key, on the disk before anything is wrapped under it."""
    epochs().mkdir(mode=0o700, exist_ok=True)
    file = epochs() / str(number)
    # Left behind by a crash before its transaction ended: nothing can be wrapped under it.
    file.unlink(missing_ok=True)
    _write_new(file, wrap(root(), key, _aad(number)))


def read_epoch(number: int) -> bytes:
    """The epoch's key. Raises RootKeyProblem when the file is gone or belongs to another root key."""
    file = epochs() / str(number)
    try:
        return unwrap(root(), file.read_bytes(), _aad(number))
    except OSError:
        raise RootKeyProblem(f"The key store needs the epoch file {file}, and it is not there.") from None
    except WrongKey:
        raise RootKeyProblem(f"The root key {path()} does not belong to this key store.") from None


def drop_epochs_below(number: int) -> None:
    """Overwrite and remove the files of older epochs. A later one may belong to a re-wrap under way."""
    for file in epochs().iterdir():
        if file.name.isdecimal() and int(file.name) < number:
            _destroy(file)
    _sync(epochs())


def drop_epochs_but(number: int) -> None:
    """Overwrite and remove every other epoch file. Only while no re-wrap can run: see `store.sweep`."""
    for file in epochs().iterdir():
        if file.name != str(number):
            _destroy(file)
    _sync(epochs())


def _destroy(file: Path) -> None:
    # Two re-wraps that end together drop the same file.
    with contextlib.suppress(FileNotFoundError):
        with file.open("r+b") as stream:
            stream.write(b"\0" * WRAPPED_BYTES)
            stream.flush()
            os.fsync(stream.fileno())
        file.unlink()


def _aad(number: int) -> bytes:
    return b"epoch|" + str(number).encode()


def _write_new(file: Path, content: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)
    _sync(file.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
