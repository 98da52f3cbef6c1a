"""Copies of the main database as an administrator makes them, and their way back, on both databases."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection, connections


def _postgresql(command: str, *arguments: str) -> None:
    programs = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{command}"))
    program = str(programs[-1]) if programs else shutil.which(command) or command
    database = connection.settings_dict
    target = ["--host", database["HOST"], "--username", database["USER"], "--dbname", database["NAME"]]
    subprocess.run([program, *target, *arguments], check=True, capture_output=True, env={**os.environ})


def copy_to(file: Path) -> None:
    """The main database as it is now: `VACUUM INTO` or `pg_dump`."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(file)])
    else:
        _postgresql("pg_dump", "--format=custom", f"--file={file}")


def put_back(file: Path) -> None:
    """The main database is as it was then; the key store is not touched."""
    name = Path(str(connection.settings_dict["NAME"]))
    connections.close_all()
    if connection.vendor == "sqlite":
        for rest in ("-wal", "-shm"):
            name.with_name(name.name + rest).unlink(missing_ok=True)
        shutil.copyfile(file, name)
    else:
        _postgresql("pg_restore", "--clean", "--if-exists", "--single-transaction", str(file))


def whole_of(file: Path) -> bytes:
    """Everything that a copy holds, as bytes one can search in."""
    if connection.vendor == "sqlite":
        return file.read_bytes()
    plain = file.with_suffix(".sql")
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_restore"))
    program = str(programs[-1]) if programs else "pg_restore"
    subprocess.run([program, f"--file={plain}", str(file)], check=True, capture_output=True)
    return plain.read_bytes()
