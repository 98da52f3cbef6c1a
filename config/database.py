"""Database addresses: SQLite files under the home by default, PostgreSQL by URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

# WAL lets pages be read while somebody writes; IMMEDIATE takes the write lock at BEGIN, because a
# deferred transaction that upgrades fails under load instead of waiting.
MAIN_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
    " PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
    # without it, REPLACE removes a row of a table that only grows, and no trigger sees it
    " PRAGMA recursive_triggers=ON;"
)
# The key store keeps no write-ahead log: a log would hold wrapped keys that were already destroyed.
KEYS_PRAGMAS = (
    "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF;"
    # tombstones only grow: the same as above
    " PRAGMA recursive_triggers=ON;"
)
POSTGRESQL_OPTIONS = "-c lock_timeout=10s -c idle_in_transaction_session_timeout=15s"


def sqlite(path: Path, *, pragmas: str, timeout: int) -> dict[str, Any]:
    """Settings of one SQLite file; `timeout` in seconds is how long a writer waits for another."""
    return {
        "ENGINE": "config.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": timeout, "init_command": pragmas},
    }


def postgresql(url: str) -> dict[str, Any]:
    """Settings from `postgres://user:password@host:port/name?host=/socket/folder`.

    Raises ValueError for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("A database URL starts with postgres://")
    socket = parse_qs(parts.query).get("host", [""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": socket or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"options": POSTGRESQL_OPTIONS},
    }


def main_database(home: Path, url: str) -> dict[str, Any]:
    """The database of the board's work; a file in the home without an address."""
    return (
        postgresql(url) if url else sqlite(home / "data" / "atrium.sqlite3", pragmas=MAIN_PRAGMAS, timeout=10)
    )


def keys_database(home: Path, url: str) -> dict[str, Any]:
    """The database of the keys alone; a file in the home without an address."""
    return (
        postgresql(url) if url else sqlite(home / "keys" / "keys.sqlite3", pragmas=KEYS_PRAGMAS, timeout=20)
    )
