"""Both databases answer, and their tables are as this version wants them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

from privacy.backup.databases import name_of
from privacy.doctor.findings import Finding, Level


def tables() -> Iterator[Finding]:
    """Asked before any row is: a table that is missing would look like a database that is away."""
    for alias in connections:
        try:
            yield from _of(alias)
        except DatabaseError:
            yield Finding(
                Level.STOP,
                f"The database “{name_of(alias)}” does not answer, or is damaged.",
                "Is it running? Else restore an archive: docs/runbooks/restore.md.",
                stuck=True,
            )


def _of(alias: str) -> Iterator[Finding]:
    executor = MigrationExecutor(connections[alias])
    known = executor.loader.disk_migrations or {}
    later = sorted(
        f"{app}.{name}" for app, name in executor.loader.applied_migrations if (app, name) not in known
    )
    if later:
        yield Finding(
            Level.STOP,
            f"The tables of the database “{name_of(alias)}” are of a later version:"
            f" {later[0]} is not known here.",
            "Put that version of Atrium back in its place, or restore an archive of this one.",
            stuck=True,
        )
    elif executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with_alias = "" if alias == "default" else f" --database {alias}"
        yield Finding(
            Level.STOP,
            f"The tables of the database “{name_of(alias)}” are of an older version.",
            f"Make a backup, then run manage.py migrate{with_alias}.",
            stuck=True,
        )


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (tables,)
