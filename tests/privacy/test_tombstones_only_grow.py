"""The ledger of destroyed keys only grows: the key database itself refuses to change or drop a tombstone."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connections, transaction

from privacy import startup, triggers
from privacy.keystore import ledger, store
from privacy.keystore.models import Kind, Tombstone
from tests.conftest import on_postgresql
from tests.privacy.stored import execute, sql
from tests.privacy.world import World

TABLE = "keystore_tombstone"


@pytest.fixture
def buried(world: World) -> ledger.Head:
    """Three tombstones."""
    store.destroy(store.create(Kind.RECORD, 3))
    return ledger.head()


def rows() -> list[object]:
    return sql(f"SELECT * FROM {TABLE} ORDER BY number", alias="keys")


def refused(statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(using="keys"):
        execute(statement, alias="keys")


def test_no_tombstone_is_changed_or_dropped(buried: ledger.Head) -> None:
    before = rows()
    assert len(before) == 3
    for field in Tombstone._meta.concrete_fields:
        refused(f"UPDATE {TABLE} SET {field.column} = {field.column}")
    refused(f"DELETE FROM {TABLE} WHERE number = 3")
    refused(
        f"INSERT INTO {TABLE} (number, digest, kind, destroyed_on, seq, hash)"
        f" SELECT number, digest, kind, destroyed_on, seq, hash FROM {TABLE} WHERE number = 3"
        " ON CONFLICT (number) DO UPDATE SET seq = 0"
    )
    for attempt in (Tombstone.objects.all().delete, lambda: Tombstone.objects.update(seq=0)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(using="keys"):
            attempt()
    assert (rows(), ledger.head()) == (before, buried)
    # it goes on growing, and what is not append-only can be changed
    store.destroy(store.create(Kind.RECORD))
    assert ledger.head().count == 4


@pytest.mark.sqlite
def test_nor_replaced(buried: ledger.Head) -> None:
    refused(f"INSERT OR REPLACE INTO {TABLE} SELECT * FROM {TABLE} WHERE number = 1")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_nor_emptied(buried: ledger.Head) -> None:
    refused(f"TRUNCATE {TABLE} CASCADE")


@pytest.mark.parametrize("what", ["update", "delete"])
def test_a_missing_trigger_is_named_stops_the_start_and_comes_back(world: World, what: str) -> None:
    name = f"{TABLE}_no_{what}"
    assert triggers.missing(connections["keys"]) == set()
    execute(f"DROP TRIGGER {name}" + (f" ON {TABLE}" if on_postgresql() else ""), alias="keys")
    assert startup.missing_triggers() == triggers.missing(connections["keys"]) == {name}
    with pytest.raises(ImproperlyConfigured, match=f"{name}.*--database keys"):
        startup.begin()
    call_command("migrate", database="keys", verbosity=0)
    assert startup.missing_triggers() == set()
