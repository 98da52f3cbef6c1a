"""What an archive says of itself, before anything else in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import connections
from django.db.migrations.loader import MigrationLoader

from privacy.backup import databases
from privacy.backup.databases import Ask
from privacy.backup.problems import Code, Problem
from privacy.keystore.models import Epoch, Tombstone
from privacy.states import Archive

FORMAT = "atrium backup 1"
ALIAS = {Archive.DATA: "default", Archive.KEYS: "keys"}
MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
CHAIN = "SELECT seq, hash FROM privacy_head WHERE id = 1"
LEDGER = f"SELECT number, hash FROM {Tombstone._meta.db_table} ORDER BY number DESC LIMIT 1"  # noqa: S608  (ours)
EPOCH = f"SELECT number FROM {Epoch._meta.db_table} ORDER BY number DESC LIMIT 1"  # noqa: S608  (ours)

_boards: list[Callable[[], str]] = []


def register_board(tell: Callable[[], str]) -> None:
    """Register who tells the board's id ("" when none was set up). Called once, when the app is ready."""
    _boards[:] = [tell]


def board() -> str:
    """The id of the board whose words are in the main database; "" without one."""
    return _boards[0]() if _boards else ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`chain` and `ledger` are ends: a number and the hash in hex; `epoch` is 0 in an archive of data.

    `tables` are the migrations by which the database in the archive was made.
    """

    kind: Archive
    made_at: datetime
    board: str
    engine: str
    tables: list[str]
    chain: tuple[int, str]
    ledger: tuple[int, str]
    epoch: int = 0
    versions: dict[str, str] = field(default_factory=dict)

    def packed(self) -> bytes:
        """As it lies in the archive: JSON."""
        said = {"format": FORMAT, **asdict(self), "made_at": self.made_at.isoformat()}
        return json.dumps(said, indent=1, sort_keys=True).encode()


def unpacked(raw: bytes) -> Manifest:
    """Read it back. Raises Problem for what no Atrium has written."""
    try:
        said: dict[str, Any] = json.loads(raw)
        made_by = said.pop("format")
        said |= {
            "kind": Archive(said["kind"]),
            "made_at": datetime.fromisoformat(said["made_at"]),
            "chain": (int(said["chain"][0]), str(said["chain"][1])),
            "ledger": (int(said["ledger"][0]), str(said["ledger"][1])),
        }
        found = Manifest(**said) if made_by == FORMAT else None
    except (ValueError, KeyError, TypeError, IndexError):
        found = None
    if found is None:
        raise Problem(Code.DAMAGED, "This archive was not made by this version of Atrium, or is damaged.")
    return found


def of_data(ask: Ask) -> dict[str, Any]:
    """What the main database says of itself."""
    return {"tables": _names(ask(MIGRATIONS)), "chain": _end(ask(CHAIN))}


def of_keys(ask: Ask) -> dict[str, Any]:
    """What the key store says of itself."""
    [[epoch]] = ask(EPOCH) or [[0]]
    return {"tables": _names(ask(MIGRATIONS)), "ledger": _end(ask(LEDGER)), "epoch": int(epoch)}


FACTS = {Archive.DATA: of_data, Archive.KEYS: of_keys}


def check_fits(manifest: Manifest) -> None:
    """This installation can take the archive in. Raises Problem: other engine, or made by a later version."""
    alias = ALIAS[manifest.kind]
    here = databases.engine(alias)
    if manifest.engine != here:
        raise Problem(
            Code.OTHER_VERSION,
            f"The archive of {manifest.kind} was made on {manifest.engine}; here is {here}.",
        )
    # without a connection: it would make an empty file where there is no database
    known = {
        f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    }
    if unknown := sorted(set(manifest.tables) - known - {""}):
        raise Problem(
            Code.OTHER_VERSION,
            f"Another version of Atrium made the archive of {manifest.kind}: {unknown[0]} is not known here.",
        )


def close_connections() -> None:
    """Databases are about to be put in place under the feet of this process."""
    for alias in ALIAS.values():
        connections[alias].close()


def _names(rows: Any) -> list[str]:
    return [str(row[0]) for row in rows]


def _end(rows: Any) -> tuple[int, str]:
    [[number, digest]] = rows or [[0, bytes(32)]]
    return int(number), bytes(digest).hex()
