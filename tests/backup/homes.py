"""Homes that are empty, recipients and folders: what a backup goes out to and a restore goes into."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyrage
from django.conf import settings
from django.db import connections
from django.test import override_settings

from privacy.audit import pseudonyms
from privacy.backup import Made, make
from privacy.backup.restoring import Restored, restore
from privacy.keystore import root
from privacy.progress import Progress
from privacy.states import Archive
from tests.conftest import on_postgresql

SILENT = Progress()


@dataclass(frozen=True)
class Vault:
    """Two folders, two sets of recipients; of each set the first identity is in a file."""

    folder: Path

    @property
    def identities(self) -> list[Path]:
        return [self.folder / f"{kind}.id" for kind in Archive]

    def settings(self) -> dict[str, Any]:
        return {
            "BACKUP_FOLDERS": {str(kind): str(self.folder / kind) for kind in Archive},
            "BACKUP_RECIPIENTS": {str(kind): str(self.folder / f"{kind}.txt") for kind in Archive},
            "BACKUP_KEEP": {"data": 3, "keys": 2},
        }

    def environment(self) -> dict[str, str]:
        """The same for a child process."""
        return {
            "ATRIUM_BACKUP_FOLDER": str(self.folder / "data"),
            "ATRIUM_BACKUP_KEYS_FOLDER": str(self.folder / "keys"),
            "ATRIUM_BACKUP_RECIPIENTS": str(self.folder / "data.txt"),
            "ATRIUM_BACKUP_KEYS_RECIPIENTS": str(self.folder / "keys.txt"),
        }

    def both(self) -> list[Path]:
        """An archive of each kind, made now."""
        return [self.make(kind).file for kind in Archive]

    def make(self, kind: Archive) -> Made:
        return make(kind, SILENT)

    def restore(self, *files: Path) -> Restored:
        return restore(files, self.identities, SILENT)


def vault_in(folder: Path) -> Vault:
    """Make the folders, the recipients and their identities."""
    for kind in Archive:
        (folder / kind).mkdir(parents=True)
        made = [pyrage.x25519.Identity.generate() for _ in range(2)]
        (folder / f"{kind}.txt").write_text(
            "# two people\n" + "".join(f"{one.to_public()}\n" for one in made)
        )
        (folder / f"{kind}.id").write_text(f"# one of them\n{made[0]}\n")
    return Vault(folder)


@contextmanager
def elsewhere(home: Path, *, data: bool = True, keys: bool = True) -> Iterator[Path]:
    """Work in another home for a while, empty at first. A part that is False stays the living one."""
    home.mkdir(mode=0o700, exist_ok=True)
    changed: dict[str, Any] = {"HOME": home, "FILES_FOLDER": home / "files"}
    if keys:
        changed |= {"ROOT_KEY_FILE": home / "root" / "root.key", "SECRET_KEY_FILE": home / "secret.key"}
    moved = [alias for alias, wanted in (("default", data), ("keys", keys)) if wanted]
    before = {alias: connections[alias].settings_dict["NAME"] for alias in moved}
    made = {alias: _empty_database(home, alias) for alias in moved}
    with override_settings(**changed):
        try:
            _point(made)
            yield home
        finally:
            _point(before)
            for name in made.values() if on_postgresql() else ():
                with connections["default"].cursor() as cursor:
                    cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _empty_database(home: Path, alias: str) -> str:
    if not on_postgresql():
        return str(home / {"default": "data/atrium.sqlite3", "keys": "keys/keys.sqlite3"}[alias])
    name = f"elsewhere_{uuid.uuid4().hex[:12]}"
    with connections["default"].cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    return name


def _point(names: dict[str, str]) -> None:
    for alias, name in names.items():
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
    pseudonyms.forget()
    root.forget()


def bring_root(home: Path) -> None:
    """The root key comes by another way than the archives: from its shares."""
    (home / "root").mkdir(mode=0o700, exist_ok=True)
    file = home / "root" / "root.key"
    file.touch(mode=0o600)
    file.write_bytes(LIVING_ROOT.read_bytes())
    root.forget()


LIVING_ROOT = Path(settings.ROOT_KEY_FILE)
