"""How the machine stands: versions, keys, triggers, the last verification. Nobody's words, nobody's names."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import version

from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _

from board.models import Account
from desk import rules
from privacy import copies
from privacy.backup import Kept, newest_backups
from privacy.queries import Checked, Keys, key_store, last_check, missing_triggers, unfinished_erasures

PACKAGES = ("Django", "WeasyPrint", "cryptography", "django-guardian", "django-simple-history")


@dataclass(frozen=True, slots=True)
class Status:
    """One look at the machine."""

    versions: list[tuple[str, str]]
    keys: Keys
    triggers_missing: list[str]
    checked: Checked
    unfinished: int
    backups: list[Kept]
    is_demonstration: bool
    shows_copies: bool
    red_copies: int


def status_for(account: Account) -> Status:
    """For those whose role looks after the machine. Raises Denied."""
    rules.check_can_read_status(account)
    return Status(
        versions=versions(),
        keys=key_store(),
        triggers_missing=missing_triggers(),
        checked=last_check(),
        unfinished=unfinished_erasures(),
        backups=newest_backups(),
        is_demonstration=settings.DEMONSTRATION,
        shows_copies=account.may("privacy.read_copies"),
        red_copies=len(copies.red()),
    )


def versions() -> list[tuple[str, str]]:
    """Name and version of what Atrium runs on."""
    return [
        ("Python", platform.python_version()),
        *((package, version(package)) for package in PACKAGES),
        (_("Database of the words"), database_version("default")),
        (_("Database of the keys"), database_version("keys")),
    ]


def database_version(alias: str) -> str:
    """ "SQLite 3.40.1" or "PostgreSQL 15.6"."""
    connection = connections[alias]
    question = "SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version"
    with connection.cursor() as cursor:
        cursor.execute(question)
        [number] = cursor.fetchone()
    return f"{connection.display_name} {number}"
