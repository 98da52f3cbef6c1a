"""The machine around it: folders, the secret key, room on the disk, the lock."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connections

from privacy import lock
from privacy.doctor.findings import Finding, Level
from privacy.keystore import epochs, root

OTHERS = 0o077
MUCH, LITTLE = 1024**3, 64 * 1024**2
THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "[::1]"})
LEFT_BEHIND = ("backup.part", "restore.part")


def folders() -> Iterator[Finding]:
    """The home is there, can be written to, and nobody else looks in."""
    home = Path(settings.HOME)
    if not home.is_dir():
        yield Finding(
            Level.STOP, f"There is no home folder {home}.", "Set ATRIUM_HOME, or mount its disk.", stuck=True
        )
        return
    if not os.access(home, os.W_OK):
        yield Finding(
            Level.STOP,
            f"Nothing can be written in {home}: read-only, or of another user.",
            "Mount its disk for writing, and give the folder to the user that Atrium runs as.",
        )
    for folder in {home, home / "data", home / "keys", home / "files", epochs.folder(), root.path().parent}:
        if folder.is_dir() and folder.stat().st_mode & OTHERS and not _is_handed(folder):
            yield Finding(Level.STOP, f"Others may look into {folder}.", f"chmod 700 {folder}")


def _is_handed(folder: Path) -> bool:
    """systemd's folder of credentials, and /etc, are not ours to close."""
    return not folder.is_relative_to(settings.HOME) and folder != epochs.folder()


def hosts() -> Iterator[Finding]:
    """Whoever comes by another name than these is turned away."""
    named = [host for host in settings.ALLOWED_HOSTS if host not in THIS_MACHINE]
    if settings.BEHIND_PROXY and not named:
        yield Finding(
            Level.SOON,
            "ATRIUM_HOSTS is empty: nobody gets in by the name that the proxy passes on.",
            "Set it to the names of the site, with commas between.",
        )
    for host in named:
        if "/" in host or ":" in host:
            yield Finding(
                Level.SOON,
                f"ATRIUM_HOSTS holds “{host}”. It takes names alone, without https:// and without a port.",
                "Write board.example.org, not https://board.example.org:443/.",
            )


def room() -> Iterator[Finding]:
    """A database that cannot grow answers nothing."""
    for folder in {Path(settings.HOME), epochs.folder()}:
        if folder.is_dir():
            free = shutil.disk_usage(folder).free
            if free < MUCH:
                level = Level.STOP if free < LITTLE else Level.SOON
                yield Finding(
                    level,
                    f"Only {free // 1024**2} MB are free in {folder}.",
                    "Make room, or use a larger disk.",
                )


def secret_key() -> Iterator[Finding]:
    """Sessions and forms hang on it."""
    file = Path(settings.SECRET_KEY_FILE)
    if not file.exists():
        yield Finding(
            Level.STOP,
            f"There is no secret key {file}.",
            "On a new installation run manage.py setup; else bring it back from the archive of the keys.",
        )
    elif file.stat().st_mode & OTHERS:
        yield Finding(Level.STOP, f"Others may read the secret key {file}.", f"chmod 600 {file}")


def locked() -> Iterator[Finding]:
    """After a restore."""
    state = lock.read()
    if state:
        stage = state.get("stage")
        do = "Run manage.py gate; then two people unlock at /gate/."
        if stage != "locked":
            do = "Run manage.py restore once more."
        what = f"Atrium is locked after a restore (stage: {stage}). Every page is closed."
        yield Finding(Level.STOP, what, do, stuck=stage != "locked")


def leftovers() -> Iterator[Finding]:
    """What a killed command left in the home."""
    for name in LEFT_BEHIND:
        folder = Path(settings.HOME) / name
        if folder.is_dir() and any(folder.iterdir()):
            yield Finding(
                Level.SOON,
                f"A killed command left copies in {folder}.",
                f"Run manage.py {name.partition('.')[0]} again: it clears them away first.",
            )


def databases() -> Iterator[Finding]:
    """Files that SQLite makes anew, empty, as soon as a command looks for them."""
    for alias in connections:
        at = connections[alias].settings_dict
        file = Path(str(at["NAME"]))
        if at["ENGINE"].endswith("sqlite3") and not (file.exists() and file.stat().st_size):
            words = "the words" if alias == "default" else "the keys"
            looked = f"the file {file} is empty" if file.exists() else f"Atrium looked for the file {file}"
            yield Finding(
                Level.STOP,
                f"There is no database of {words}: {looked}.",
                "Put it back, or restore an archive: docs/runbooks/restore.md. Do not run setup.",
                stuck=True,
            )


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    folders,
    hosts,
    room,
    secret_key,
    locked,
    leftovers,
    databases,
)
