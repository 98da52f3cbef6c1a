"""Brings stored values from one format to another, some rows an act, while everybody goes on working.

It may be interrupted at any moment and run again: both formats are read, an act is whole or not at all, and
what is in the new format already is passed by. A row is written only if it still holds the very bytes that
were read: an edit or an erasure meanwhile is never overwritten. What was sealed anew is under the same keys,
so whatever is destroyed meanwhile stays destroyed.

History and the tables that only grow keep the bytes of their day: an event holds a digest over them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from django.db import connections, models

from privacy import audit, clock, reading, triggers
from privacy.audit import DB, Act
from privacy.crypto import CannotOpen, KeyDestroyed, KeyNotInUse, sealed_under
from privacy.fields import Sealed, SealedTextField, sealed_fields
from privacy.models import Upkeep

AT_ONCE = 100
CODE = "values.resealed"
MACHINE = reading.System("resealing")
# Called with how many rows are done, and how many there are.
Tell = Callable[[int, int], object]
# For the id of a row its columns, each with the value that was read and the one to put in its place.
Changes = dict[Any, dict[str, tuple[Sealed, Sealed]]]


@dataclass(slots=True)
class Count:
    """How many values: sealed anew; in the format already; with a destroyed key; that do not open; under a
    key that seals no more; in use by somebody just then; kept as they are in a table that only grows.
    """

    resealed: int = 0
    there: int = 0
    destroyed: int = 0
    unreadable: int = 0
    retired: int = 0
    busy: int = 0
    kept: int = 0

    def add(self, other: Count) -> None:
        """Both together."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))


def reseal(form: int, tell: Tell) -> Count:
    """Go over every registered sealed column once; what came of each value.

    Raises AuditUnavailable or DatabaseError: then the batch in hand is as it was, those before it are done.
    """
    tables, count, done = _tables(), Count(), 0
    total = sum(model._default_manager.count() for model in tables)  # noqa: SLF001  (of any model)
    run = Upkeep(what=CODE, outcome=0)
    for model, columns in tables.items():
        for rows in _batches(model):
            count.add(_batch(model, columns, rows, form, run))
            done += len(rows)
            tell(done, max(total, done))
    return count


def _tables() -> dict[type[models.Model], list[SealedTextField]]:
    found: dict[type[models.Model], list[SealedTextField]] = {}
    for model, column in sealed_fields():
        found.setdefault(model, []).append(column)
    return found


def _batches(model: type[models.Model]) -> Iterator[list[Any]]:
    """All rows, in the order of their ids. A row that is added meanwhile is sealed in the newest format."""
    rows = model._default_manager.order_by("pk")  # noqa: SLF001  (of any model)
    some = list(rows[:AT_ONCE])
    while some:
        yield some
        some = list(rows.filter(pk__gt=some[-1].pk)[:AT_ONCE])


def _batch(
    model: type[models.Model], columns: list[SealedTextField], rows: list[Any], form: int, run: Upkeep
) -> Count:
    count = Count()
    changes: Changes = {}
    values = [(row, c.name, v) for row in rows for c in columns if (v := getattr(row, c.name)) is not None]
    if model._meta.db_table in triggers.APPEND_ONLY:
        there = sum(_is_in(value, form) for _, _, value in values)
        return Count(there=there, kept=len(values) - there)
    for (row, name, old), new in zip(values, reading.reseal([v for *_, v in values], form), strict=True):
        if isinstance(new, Sealed) and new is not old:
            changes.setdefault(row.pk, {})[name] = (old, new)
        else:
            _count(count, new)
    if changes:
        written = _write(model, changes, run)
        count.resealed += written
        count.busy += sum(len(one) for one in changes.values()) - written
    return count


def _is_in(value: Sealed, form: int) -> bool:
    try:
        return sealed_under(value.token).form == form
    except CannotOpen:
        return False


def _count(count: Count, found: Sealed | CannotOpen) -> None:
    if isinstance(found, Sealed):
        count.there += 1
    elif isinstance(found, KeyDestroyed):
        count.destroyed += 1
    elif isinstance(found, KeyNotInUse):
        count.retired += 1
    else:
        count.unreadable += 1


def _write(model: type[models.Model], changes: Changes, run: Upkeep) -> int:
    """One act; how many values it changed. The rows have no new history: no word in them is another."""
    written = 0
    run.done_at = clock.now()
    with audit.act(CODE, actor=MACHINE, about=run) as act:
        run.save(act=act)
        for row in _free(model, changes):
            written += _replace(row, changes[row.pk], act)
    return written


def _free(model: type[models.Model], changes: Changes) -> list[Any]:
    """The rows as they are now, held until the act ends; without those that somebody else holds.

    Nobody is waited for here: two acts that take rows in another order would wait for each other for ever.
    """
    rows = model._default_manager.filter(pk__in=changes)  # noqa: SLF001  (of any model)
    return list(rows.select_for_update(skip_locked=True, no_key=True))


def _replace(row: Any, changes: dict[str, tuple[Sealed, Sealed]], act: Act) -> int:
    """Compare and swap, by SQL: what is compared is what was read before the act began."""
    for name, (_, new) in changes.items():
        setattr(row, name, new)
    meta, connection = row._meta, connections[DB]
    quote = connection.ops.quote_name
    columns = [(meta.get_field(name), old, new) for name, (old, new) in changes.items()]
    values = [field.get_db_prep_value(new, connection) for field, _, new in columns]
    olds = [field.get_db_prep_value(old, connection) for field, old, _ in columns]
    sets = ", ".join(f"{quote(field.column)} = %s" for field, *_ in columns)
    same = " AND ".join(f"{quote(field.column)} = %s" for field, *_ in columns)
    statement = f"UPDATE {quote(meta.db_table)} SET {sets} WHERE {quote(meta.pk.column)} = %s AND {same}"  # noqa: S608  (names of our own)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, meta.pk.get_db_prep_value(row.pk, connection), *olds])
        changed = cursor.rowcount == 1
    if changed:
        act.touch(row, b"~")
    return len(columns) if changed else 0
