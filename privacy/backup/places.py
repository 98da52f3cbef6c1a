"""Where things lie that belong to no database: staging, archives, sealed files, epoch files."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from privacy.backup.problems import Code, Problem, of_disk
from privacy.keystore import disk
from privacy.states import Archive

SECRET_KEY = "secret.key"  # noqa: S105  (a file's name in the archive)
PRIVATE = 0o700


def staging(what: str) -> Path:
    """A folder of the home in which `what` is prepared; nothing in it counts."""
    return Path(settings.HOME) / f"{what}.part"


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for this user alone. Raises OSError."""
    # `parents=True` would leave those above it open to everybody: the mode holds for the last one only
    if not folder.parent.is_dir():
        make_private(folder.parent)
    folder.mkdir(mode=PRIVATE, exist_ok=True)


@contextlib.contextmanager
def claimed(what: str) -> Iterator[Path]:
    """The same, empty, for one process at a time. Raises Problem. Whoever is done calls `empty`.

    What a killed process left is overwritten first.
    """
    folder = staging(what)
    try:
        make_private(folder)
        handle = os.open(folder.with_name(f"{folder.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as problem:
        raise of_disk(problem, folder.parent) from None
    try:
        _alone(handle, what)
        empty(folder)
        yield folder
    finally:
        os.close(handle)


def _alone(handle: int, what: str) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Problem(Code.DISK, f"Another {what} is running. Wait until it has ended.") from None


def empty(folder: Path) -> None:
    """Overwrite and remove everything in a folder: a copy of the key store may be among it."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            destroy(path)


def destroy(file: Path) -> None:
    """Overwrite a file with zeros, if it is one, and remove it."""
    with contextlib.suppress(FileNotFoundError):
        if file.is_file() and not file.is_symlink():
            file.chmod(0o600)
            disk.overwrite(file)
        file.unlink()


def put(new: Path, place: Path) -> None:
    """Move a finished file to its place, on another disk too, never half. Does nothing when it was done."""
    if not new.exists():
        if not place.exists():
            raise Problem(Code.DAMAGED, f"{new} is gone before it reached {place}. Begin with an empty home.")
        return
    make_private(place.parent)
    try:
        new.rename(place)
    except OSError:
        half = place.with_name(f"{place.name}.part")
        shutil.copyfile(new, half)
        half.chmod(0o600)
        with half.open("rb") as stream:
            os.fsync(stream.fileno())
        half.rename(place)
        destroy(new)
    disk.sync(place.parent)


def folder_of(kind: Archive) -> Path:
    """The folder that archives of this kind are written to. Raises Problem."""
    if not settings.BACKUP_FOLDERS[kind]:
        raise Problem(Code.DISK, f"No folder is set for archives of {kind}: see ATRIUM_BACKUP_FOLDER.")
    folder = Path(settings.BACKUP_FOLDERS[kind])
    other = next(Path(settings.BACKUP_FOLDERS[one]) for one in Archive if one != kind)
    if folder.resolve() == other.resolve():
        raise Problem(
            Code.DISK, f"Data and keys would go to one folder, {folder}. They need two, on two media."
        )
    if not folder.is_dir():
        raise Problem(
            Code.DISK, f"There is no folder {folder} for archives of {kind}. Is its medium mounted?"
        )
    return folder


def sealed_files() -> Path:
    """The folder of people's files, each sealed; only what is finished is in it."""
    return Path(settings.FILES_FOLDER) / "kept"
