"""The epoch files: the one thing beside the root key that wraps all keys. Never in a database.

While a root key replaces another, an epoch has two files: `7` under the old one, `7.next` under the new.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from django.conf import settings

from privacy.crypto import WrongKey, unwrap, wrap
from privacy.keystore import disk, root
from privacy.keystore.disk import RootKeyProblem

LOOKS = 3


def folder() -> Path:
    """The folder of the epoch files: beside the root key, unless that lies where nothing can be written."""
    return Path(settings.EPOCHS_FOLDER or root.path().parent / "epochs")


def file_of(number: int) -> Path:
    """Where the key of an epoch stands."""
    return folder() / str(number)


def next_file_of(number: int) -> Path:
    """The same under the next root key."""
    return folder() / f"{number}.next"


def write(number: int, key: bytes) -> None:
    """Keep the epoch's key, wrapped by the root key, on the disk before anything is wrapped under it.

    Raises CannotWrite.
    """
    folder().mkdir(mode=0o700, exist_ok=True)
    # Left behind by a crash before its transaction ended: nothing can be wrapped under it.
    disk.destroy(file_of(number))
    disk.write_new(file_of(number), wrap(root.root(), key, _aad(number)), like=folder())


def write_next(number: int, key: bytes, next_root: bytes) -> None:
    """The epoch's key once more, wrapped by the next root key. Raises CannotWrite."""
    disk.write_new(next_file_of(number), wrap(next_root, key, _aad(number)), like=folder())


def read(number: int) -> bytes:
    """The epoch's key. Raises RootKeyProblem when the file is gone or belongs to another root key."""
    for _look in range(LOOKS):
        there = [file for file in (file_of(number), next_file_of(number)) if file.exists()]
        for file in there:
            key = _opened(file, number)
            if key is not None:
                return key
        if not there:
            raise RootKeyProblem(_missing(number))
        # Another process may have replaced the root key since this one read it.
        root.forget()
    raise RootKeyProblem(f"The root key {root.path()} does not belong to this key store.")


def _opened(file: Path, number: int) -> bytes | None:
    try:
        return unwrap(root.root(), file.read_bytes(), _aad(number))
    except (OSError, WrongKey):
        return None


def fits(number: int, key: bytes) -> bool:
    """Whether this root key opens the epoch's file. Raises RootKeyProblem when there is none."""
    there = [file for file in (file_of(number), next_file_of(number)) if file.exists()]
    if not there:
        raise RootKeyProblem(_missing(number))
    for file in there:
        with contextlib.suppress(WrongKey):
            unwrap(key, file.read_bytes(), _aad(number))
            return True
    return False


def settle(number: int) -> None:
    """Finish or undo what a crash left of a change of the root key. Only while nobody else can change it.

    The root key that has the name decides: if it opens the epoch's next file, the change had happened.
    Raises RootKeyProblem, and touches nothing, when it opens neither.
    """
    root.forget()
    waiting = next_file_of(number)
    if _opened(waiting, number) is not None:
        disk.destroy(file_of(number))
        waiting.replace(file_of(number))
    elif _opened(file_of(number), number) is None:
        read(number)
    disk.destroy(waiting)
    disk.destroy(root.next_path())
    disk.sync(folder())


def drop_below(number: int) -> None:
    """Overwrite and remove the files of older epochs. A later one may belong to a re-wrap under way."""
    for file in folder().iterdir():
        if file.name.isdecimal() and int(file.name) < number:
            disk.destroy(file)
    disk.sync(folder())


def drop_but(number: int) -> None:
    """Overwrite and remove every other epoch file. Only while no re-wrap can run: see `rotation.sweep`."""
    for file in folder().iterdir():
        if file.name != str(number):
            disk.destroy(file)
    disk.sync(folder())


def _missing(number: int) -> str:
    return f"The key store needs the epoch file {file_of(number)}, and it is not there."


def _aad(number: int) -> bytes:
    return b"epoch|" + str(number).encode()
