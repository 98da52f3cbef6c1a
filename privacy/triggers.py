"""Tables that only grow, and tables that must stay empty, held by triggers on both databases.

Made by a migration and again after every `migrate`: SQLite drops triggers silently when it rebuilds a table.
Those of the key store are made after `migrate` alone: it stands below this and knows nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

from privacy.keystore import store

APPEND_ONLY = {
    "privacy_event",
    "privacy_trace",
    "privacy_consentrecord",
    "privacy_consentcell",
    "privacy_consentend",
    "keystore_tombstone",
}
KEYSTORE = "keystore_"
# guardian writes here without a word when a model has no grant table of its own.
EMPTY = {"guardian_userobjectpermission", "guardian_groupobjectpermission"}

# RAISE ... USING, because a per cent sign in a body is taken for a placeholder by the driver.
FUNCTION = """CREATE OR REPLACE FUNCTION atrium_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$"""


def append_only(table: str) -> None:
    """Let another app's table only grow. Called once, when the app is ready."""
    APPEND_ONLY.add(table)


def install(connection: BaseDatabaseWrapper) -> None:
    """Make every trigger whose table is there. Safe to repeat."""
    have = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for name, create in _wanted(connection.vendor, have).items():
            cursor.execute(_drop(connection.vendor, name))
            cursor.execute(create)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Lift every trigger: for retention, and for tests that empty the tables."""
    have = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for name in _wanted(connection.vendor, have):
            cursor.execute(_drop(connection.vendor, name))


@contextmanager
def lifted(connection: BaseDatabaseWrapper, *tables: str) -> Iterator[None]:
    """Let retention change these tables in this block. Inside a transaction: nobody else sees them lifted."""
    wanted = _wanted(connection.vendor, set(tables))
    with connection.cursor() as cursor:
        for name in wanted:
            cursor.execute(_drop(connection.vendor, name))
        yield
        for create in wanted.values():
            cursor.execute(create)


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of triggers that should be there and are not."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {row[0] for row in cursor.fetchall()}
    return {_short(name) for name in _wanted(connection.vendor, _tables_of(connection))} - there


def is_keystore(connection: BaseDatabaseWrapper) -> bool:
    """Whether this is the database of the keys: its one growing table is the ledger's."""
    return connection.alias == store.DB


def _tables_of(connection: BaseDatabaseWrapper) -> set[str]:
    ours = is_keystore(connection)
    return {table for table in APPEND_ONLY | EMPTY if table.startswith(KEYSTORE) == ours}


def _wanted(vendor: str, tables: set[str]) -> dict[str, str]:
    """Trigger name (with its table after a dot) to the statement that makes it."""
    wanted = {}
    for table in sorted(APPEND_ONLY & tables):
        for what in ("update", "delete") if vendor == "sqlite" else ("update", "delete", "truncate"):
            wanted[f"{table}_no_{what}.{table}"] = _create(vendor, table, what)
    for table in sorted(EMPTY & tables):
        wanted[f"{table}_no_insert.{table}"] = _create(vendor, table, "insert")
    return wanted


def _create(vendor: str, table: str, what: str) -> str:
    name = f"{table}_no_{what}"
    if vendor == "sqlite":
        return (
            f"CREATE TRIGGER {name} BEFORE {what.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
    each = "STATEMENT" if what == "truncate" else "ROW"
    return (
        f"CREATE TRIGGER {name} BEFORE {what.upper()} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION atrium_refuse()"
    )


def _drop(vendor: str, dotted: str) -> str:
    name, table = dotted.split(".")
    return f"DROP TRIGGER IF EXISTS {name}" + ("" if vendor == "sqlite" else f" ON {table}")


def _short(dotted: str) -> str:
    return dotted.partition(".")[0]


class AppendOnly(Operation):
    """Migration operation: install the triggers of the tables that exist by now."""

    reversible = True
    reduces_to_sql = False

    def __init__(self, table: str) -> None:
        self.table = table

    def deconstruct(self) -> Any:
        return self.__class__.__qualname__, [self.table], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing: triggers are no part of Django's picture of a table."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        if router.allow_migrate(schema_editor.connection.alias, app_label):
            if schema_editor.connection.vendor == "postgresql":
                schema_editor.execute(FUNCTION)
            for statement in _wanted(schema_editor.connection.vendor, {self.table}).values():
                schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        if router.allow_migrate(schema_editor.connection.alias, app_label):
            for name in _wanted(schema_editor.connection.vendor, {self.table}):
                schema_editor.execute(_drop(schema_editor.connection.vendor, name))

    def describe(self) -> str:
        return f"Let {self.table} only grow"
