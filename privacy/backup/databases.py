"""A database as it is at one moment, in a file, while people go on working; and back again.

SQLite: `VACUUM INTO`. PostgreSQL: `pg_dump` of an exported snapshot, custom format, without compression (what
is sealed does not shrink). Never a copy of database files: it would tear, and bring along what was deleted.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connections, transaction

from privacy.backup.problems import Code, Problem, of_disk

Ask = Callable[[str], Sequence[Sequence[Any]]]
BY_HAND = "/usr/lib/postgresql"


def engine(alias: str) -> str:
    """ "sqlite" or "postgresql"."""
    return str(connections[alias].vendor)


def name_of(alias: str) -> str:
    """The database's name, or the path of its file."""
    return str(connections[alias].settings_dict["NAME"])


def is_empty(alias: str) -> bool:
    """Whether there is nothing yet. Makes no file. Raises Problem when nobody answers."""
    if engine(alias) == "sqlite" and not (
        Path(name_of(alias)).exists() and Path(name_of(alias)).stat().st_size
    ):
        return True
    try:
        return not connections[alias].introspection.table_names()
    except DatabaseError:
        raise Problem(
            Code.DATABASE, f"The database {name_of(alias)} does not answer, or is damaged."
        ) from None


def snapshot(alias: str, file: Path, facts: Callable[[Ask], dict[str, Any]]) -> dict[str, Any]:
    """Write the database to `file`; what `facts` says of this very snapshot. Raises Problem."""
    take = _from_sqlite if engine(alias) == "sqlite" else _from_postgresql
    try:
        return take(alias, file, facts)
    except OSError as problem:
        raise of_disk(problem, file.parent) from None
    except (DatabaseError, sqlite3.Error) as problem:
        full = "disk is full" in str(problem) or "disk I/O" in str(problem)
        words = f"The disk of {file.parent} is full." if full else f"{name_of(alias)} cannot be read whole."
        raise Problem(Code.DISK if full else Code.DATABASE, words) from None


def load(alias: str, file: Path) -> None:
    """Put a snapshot into an empty PostgreSQL database, whole or not at all. Raises Problem."""
    tool = _tool("pg_restore", alias)
    done = _run(alias, [tool, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
                        "--dbname", name_of(alias), str(file)])  # fmt: skip
    if done.returncode:
        raise Problem(
            Code.DATABASE, f"PostgreSQL did not take the archive into {name_of(alias)}: {_last(done)}"
        )


def look(file: Path, facts: Callable[[Ask], dict[str, Any]]) -> dict[str, Any]:
    """What `facts` says of an SQLite snapshot, after its pages were checked. Raises Problem."""
    try:
        with sqlite3.Connection(f"file:{file}?mode=ro&immutable=1", uri=True) as opened:
            [[said]] = opened.execute("PRAGMA integrity_check(1)").fetchall()
            found = facts(lambda query: opened.execute(query).fetchall()) if said == "ok" else {}
        opened.close()
    except sqlite3.Error:
        found = {}
    if not found:
        raise Problem(Code.DAMAGED, "The database in the archive is damaged.")
    return found


def ask(alias: str) -> Ask:
    """Questions to a living database."""

    def asked(query: str) -> Sequence[Sequence[Any]]:
        with connections[alias].cursor() as cursor:
            cursor.execute(query)
            return list(cursor.fetchall())

    return asked


def _from_sqlite(alias: str, file: Path, facts: Callable[[Ask], dict[str, Any]]) -> dict[str, Any]:
    with connections[alias].cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    file.chmod(0o600)
    return look(file, facts)


def _from_postgresql(alias: str, file: Path, facts: Callable[[Ask], dict[str, Any]]) -> dict[str, Any]:
    tool = _tool("pg_dump", alias)
    with transaction.atomic(using=alias, durable=True), connections[alias].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        found = facts(ask(alias))
        cursor.execute("SELECT pg_export_snapshot()")
        [name] = cursor.fetchone()
        done = _run(alias, [tool, "--format=custom", "--compress=0", "--no-owner", "--no-privileges",
                            f"--snapshot={name}", f"--file={file}", name_of(alias)])  # fmt: skip
    if done.returncode:
        full = "No space left" in done.stderr
        said = f"pg_dump could not write {name_of(alias)}: {_last(done)}"
        raise Problem(Code.DISK if full else Code.DATABASE, said)
    file.chmod(0o600)
    return found


def _tool(name: str, alias: str) -> str:
    """The newest PostgreSQL program of that name: an older one refuses a newer server."""
    found = sorted(Path(BY_HAND).glob(f"*/bin/{name}"), key=lambda file: float(file.parts[-3]))
    tool = str(found[-1]) if found else shutil.which(name)
    if tool is None:
        raise Problem(Code.DATABASE, f"{name} is not installed (apt install postgresql-client).")
    return tool


def _run(alias: str, command: list[str]) -> subprocess.CompletedProcess[str]:
    at = connections[alias].settings_dict
    given = {"PGHOST": at["HOST"], "PGPORT": at["PORT"], "PGUSER": at["USER"], "PGPASSWORD": at["PASSWORD"]}
    # In the environment: a password on a command line can be read by everybody on the machine.
    environment = {**os.environ, **{name: str(value) for name, value in given.items() if value}}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  (no shell, nothing typed)


def _last(done: subprocess.CompletedProcess[str]) -> str:
    """PostgreSQL's own last line: names of tables at the most, never a row."""
    lines = [line for line in done.stderr.splitlines() if line.startswith("pg_")]
    return lines[-1][:200] if lines else f"exit code {done.returncode}"
