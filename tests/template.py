"""A migrated SQLite database to copy: migrating takes seconds, and most runs change no migration.

Kept in pytest's cache under a digest of everything that decides what a migration makes. The copy is migrated
all the same, which then finds nothing to do.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from django.db import connections

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".pytest_cache" / "databases"
DECIDING = ("*/migrations/*.py", "*/*/migrations/*.py", "privacy/triggers.py", "requirements.txt")


def folder() -> Path:
    """Where the template of these migrations lies, or would lie."""
    files = sorted(file for pattern in DECIDING for file in ROOT.glob(pattern))
    digest = hashlib.sha256(b"".join(file.as_posix().encode() + file.read_bytes() for file in files))
    return KEPT / digest.hexdigest()[:20]


def lay_down(aliases: list[str]) -> bool:
    """Put a copy where each database will be looked for; False when there is no template."""
    there = [folder() / f"{alias}.sqlite3" for alias in aliases]
    if not all(file.exists() for file in there):
        return False
    for alias, file in zip(aliases, there, strict=True):
        shutil.copyfile(file, connections[alias].settings_dict["TEST"]["NAME"])
    return True


def keep(aliases: list[str]) -> None:
    """Keep the databases as they are now; older templates go."""
    here = folder()
    for old in KEPT.glob("*"):
        if old != here:
            shutil.rmtree(old, ignore_errors=True)
    here.mkdir(parents=True, exist_ok=True)
    for alias in aliases:
        # Two processes may do this at once: each writes its own file, the last name given wins.
        new = here / f"{alias}.{os.getpid()}"
        with connections[alias].cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(new)])
        new.replace(here / f"{alias}.sqlite3")
