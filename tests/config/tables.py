"""What each table holds: what was kept, and whether anything was."""

from __future__ import annotations

from django.db import connections


def rows() -> dict[str, int]:
    """How many rows each table of both databases has."""
    found = {}
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(f"SELECT count(*) FROM {connections[alias].ops.quote_name(table)}")
                found[f"{alias}.{table}"] = cursor.fetchone()[0]
    return found


def contents() -> dict[str, list[tuple[object, ...]]]:
    """Every row of each table of both databases, whole."""
    found = {}
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {connections[alias].ops.quote_name(table)}")
                found[f"{alias}.{table}"] = sorted(cursor.fetchall(), key=repr)
    return found
