"""Which keys the rows of all models name. Found by looking at the models: a new sealed column is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections, models

from privacy.audit import DB
from privacy.crypto import KeyDestroyed
from privacy.fields import SealedTextField
from privacy.keystore import store
from privacy.keystore.models import Key
from privacy.keystore.router import LABEL

ID_BYTES = 16
# Where the two key ids stand in a sealed value (`crypto.envelope`): from the fifth byte on, counted from 1.
IDS_AT, IDS_BYTES = 5, 32
AT_ONCE = 500
Split = Callable[[bytes], Iterator[bytes]]


def ids(value: bytes) -> Iterator[bytes]:
    """Key ids that stand one behind the other."""
    return (value[at : at + ID_BYTES] for at in range(0, len(value), ID_BYTES))


def none(value: bytes) -> Iterator[bytes]:
    """The column names no key."""
    return iter(())


# Columns of bytes whose length does not say what they hold. One that nobody has put here fails the build.
KNOWN: dict[str, Split] = {
    "privacy.shredding.keys": ids,
    "privacy.event.payload": none,
    "privacy.upkeep.digest": none,
    "privacy.pruning.note": none,
    "privacy.pruning.peaks": none,
    "privacy.event.actor": none,
    "privacy.event.about": none,
    "privacy.trace.thing": none,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column that names keys."""

    table: str
    column: str
    is_sealed: bool
    split: Split

    def __str__(self) -> str:
        return f"{self.table}.{self.column}"


def columns() -> list[Column]:
    """Every column of every model that names keys: sealed values, and what looks like a key's id."""
    found = [_column(model, field) for model, field in _bytes_columns()]
    return [column for column in found if column is not None and column.split is not none]


def unknown() -> list[str]:
    """Columns of bytes of which nobody has said whether they name keys."""
    return [
        f"{model._meta.label_lower}.{field.name}"
        for model, field in _bytes_columns()
        if _column(model, field) is None
    ]


def named() -> dict[bytes, Counter[str]]:
    """For each key id that any row names, how often each column does."""
    found: dict[bytes, Counter[str]] = {}
    for column in columns():
        for key_id, count in _in(column):
            found.setdefault(key_id, Counter())[str(column)] += count
    return found


def lost() -> Counter[str]:
    """How many values of each column name a key that is neither there nor destroyed."""
    found, gone = named(), Counter[str]()
    known = {bytes(i) for i in Key.objects.values_list("id", flat=True)}
    strange = [i for i in found if i not in known]
    for at in range(0, len(strange), AT_ONCE):
        for key_id, key in store.get_many(strange[at : at + AT_ONCE]).items():
            if not isinstance(key, KeyDestroyed):
                gone += found[key_id]
    return gone


def _bytes_columns() -> Iterator[tuple[type[models.Model], models.BinaryField[Any, Any]]]:
    for model in apps.get_models():
        if model._meta.app_label == LABEL:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.BinaryField):
                yield model, field


def _column(model: type[models.Model], field: models.BinaryField[Any, Any]) -> Column | None:
    table, column = model._meta.db_table, str(field.column)
    name = f"{model._meta.label_lower}.{field.name}"
    if isinstance(field, SealedTextField):
        return Column(table, column, is_sealed=True, split=ids)
    by_length = ids if field.max_length == ID_BYTES else none if field.max_length else None
    split = KNOWN.get(name, by_length)
    return Column(table, column, is_sealed=False, split=split) if split else None


def _in(column: Column) -> Iterator[tuple[bytes, int]]:
    quote = connections[DB].ops.quote_name
    name = quote(column.column)
    what = f"substr({name}, {IDS_AT}, {IDS_BYTES})" if column.is_sealed else name
    # Names of our own tables and columns; nothing that anybody wrote.
    statement = f"SELECT {what}, count(*) FROM {quote(column.table)} WHERE {name} IS NOT NULL GROUP BY 1"  # noqa: S608  (names of our own tables)
    with connections[DB].cursor() as cursor:
        cursor.execute(statement)
        for value, count in cursor.fetchall():
            for key_id in column.split(bytes(value)):
                yield key_id, count
