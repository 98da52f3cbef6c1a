"""Look at stored bytes, and change them, past the product."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import connection, connections, models

from privacy import triggers
from privacy.models import Event, Head, Trace

Bytes = bytes | None


def of(row: models.Model, column: str) -> Bytes:
    """The bytes in one column of one row."""
    [found] = sql(f"SELECT {column} FROM {table(row)} WHERE {key(row)} = %s", [key_value(row)])
    return None if found[0] is None else bytes(found[0])


def put(row: models.Model, column: str, value: Any) -> None:
    """Write a value into one column of one row by SQL."""
    done = execute(f"UPDATE {table(row)} SET {column} = %s WHERE {key(row)} = %s", [value, key_value(row)])
    assert done == 1


def table(row: models.Model) -> str:
    return row._meta.db_table


def key(row: models.Model) -> str:
    return str(row._meta.pk.column)


def key_value(row: models.Model) -> Any:
    return row._meta.pk.get_db_prep_value(row.pk, connection)


def sql(statement: str, values: Iterable[Any] = (), alias: str = "default") -> list[tuple[Any, ...]]:
    """The rows of a query."""
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, list(values))
        return list(cursor.fetchall())


def execute(statement: str, values: Iterable[Any] = (), alias: str = "default") -> int:
    """The number of rows a statement changed."""
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, list(values))
        return int(cursor.rowcount)


class Lifted:
    """Triggers are lifted in this block, as an owner of the database could."""

    def __init__(self, alias: str = "default") -> None:
        self.alias = alias

    def __enter__(self) -> None:
        triggers.remove(connections[self.alias])

    def __exit__(self, *_: object) -> None:
        triggers.install(connections[self.alias])


def counts() -> dict[str, int]:
    """How many rows each table of the product has."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def digest() -> tuple[Any, ...]:
    """The chain as it is: to show that nothing was added."""
    return (Event.objects.count(), Trace.objects.count(), *Head.objects.values_list("seq", flat=True))


def last_events(after: int) -> list[tuple[str, str, str, int]]:
    """Code, role, outcome and count of each event after a number."""
    return list(
        Event.objects.filter(seq__gt=after).order_by("seq").values_list("code", "role", "outcome", "count")
    )


def seq() -> int:
    """The number of the last event."""
    return int(Head.objects.values_list("seq", flat=True).get())
