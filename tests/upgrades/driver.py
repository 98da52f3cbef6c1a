"""Runs inside a deployment of its own: `python -m tests.upgrades.driver STEP WORDS`; its last line is JSON.

Values are opened through the models as the migrations that are applied describe them, past all permissions.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

TEMPORARY = "new__"  # how Django names a table that SQLite builds anew
OURS = ("privacy", "keystore", "notices", "board", "consultations", "meetings", "recommendations", "annex")


def begin() -> list[list[str]]:
    """A deployment with real words under their seals: people and their past, identities, requests, texts."""
    from privacy import clock, reading
    from privacy.keystore import root, store
    from privacy.models import ConsentRecord
    from tests.canary import CANARY
    from tests.privacy import world as small

    root.make()
    for alias in connections:
        call_command("migrate", database=alias, verbosity=0)
    store.init()
    small.register()
    world = small.build()
    from board.models import Identity, MentionChoice, Person

    for person in (world.anna, world.bea):
        row = Identity(person=person)
        for column in ("legal_name", "contact"):
            setattr(row, column, small.seal(row, column, f"{CANARY} {column}", person.scope))
        record = reading.new_record_key()
        choice = MentionChoice(person=person, given_at=clock.now(), record=record)
        choice.pen_name = small.seal(choice, "pen_name", f"{CANARY} pen name", person.scope, record)
        small.save(row, choice)
    again = Person.objects.get(id=world.anna.id)
    for state in ("paused", "active", "active"):  # the last one is a duplicate in the history
        again.state = state
        small.save(again)
    assert ConsentRecord.objects.exists()
    return values()


def values() -> list[list[str]]:
    """For each sealed value of every table and history: contract, row, SHA-256 of its bytes, and of its text.

    Instead of the last one the reason, when it does not open.
    """
    from privacy.fields import SealedTextField

    loader = MigrationLoader(connection)
    nodes = [node for node in loader.applied_migrations if node in loader.graph.nodes]
    found = []
    for model in loader.project_state(nodes).apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedTextField):
                for row in model._base_manager.exclude(**{f"{field.name}__isnull": True}):
                    value = getattr(row, field.attname)
                    found.append([field.contract, str(value.place.row), digest(value.token), opened(value)])
    return sorted(found)


def opened(value: Any) -> str:
    from privacy.crypto import CannotOpen, sealed_under
    from privacy.reading.ciphers import ciphers_for
    from tests.canary import is_in

    under = sealed_under(value.token)
    try:
        text = ciphers_for([under])[under].open(value.token, value.place)
    except CannotOpen as problem:
        return type(problem).__name__
    assert is_in(text)
    return digest(text.encode())


def digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:16]


def walk(*targets: str) -> list[dict[str, Any]]:
    """Migrate to each `app.name` in turn, forward or back: what was remade, where words were seen in clear,
    and the values afterwards.
    """
    return [step(target) for target in targets]


def step(target: str) -> dict[str, Any]:
    seen = Seen()
    with seen.watching():
        call_command("migrate", *target.split("."), verbosity=0)
    seen.files()
    return {"to": target, "remade": seen.remade, "leaks": sorted(seen.leaks), "values": values()}


class Seen:
    """What a migration sends to the database, what lies there between two statements, and in its files."""

    def __init__(self) -> None:
        self.remade: list[str] = []
        self.leaks: set[str] = set()

    @contextmanager
    def watching(self) -> Iterator[None]:
        with connection.execute_wrapper(self.watch):
            yield

    def watch(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.look("a statement", [sql, params])
        if sql.startswith("DROP TABLE"):
            self.temporary()
        return execute(sql, params, many, context)

    def temporary(self) -> None:
        """A table is about to go: its successor stands beside it, full."""
        with connection.cursor() as cursor:
            for name in connection.introspection.table_names(cursor):
                if name.startswith(TEMPORARY):
                    self.remade.append(name)
                    cursor.execute(f'SELECT * FROM "{name}"')
                    for row in cursor.fetchall():
                        self.look(name, row)
        self.files()

    def files(self) -> None:
        """The database of SQLite, its log and whatever lies beside it; every table of PostgreSQL."""
        if connection.vendor == "sqlite":
            for file in Path(connection.settings_dict["NAME"]).parent.iterdir():
                self.look(file.name, [file.read_bytes()])
        else:
            for name, rows in tables():
                self.look(name, rows)

    def look(self, where: str, things: Any) -> None:
        from tests.canary import is_in

        if any(is_in(bytes(t) if isinstance(t, memoryview) else t) for t in things or ()):
            self.leaks.add(where)


def tables() -> Iterator[tuple[str, list[Any]]]:
    """Every value of every table."""
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')
            yield name, [value for row in cursor.fetchall() for value in row]


def sqlmigrate() -> dict[str, Any]:
    """`sqlmigrate` of every migration of ours, forward and back: how many, where words were seen."""
    from tests.canary import is_in

    loader = MigrationExecutor(connection).loader
    asked, leaks, size = 0, [], 0
    for app, name in sorted(loader.graph.nodes):
        if app in OURS:
            for back in (False, True):
                said = StringIO()
                call_command("sqlmigrate", app, name, backwards=back, stdout=said)
                asked, size = asked + 1, size + len(said.getvalue())
                leaks += [f"{app}.{name}"] if is_in(said.getvalue()) else []
    return {"asked": asked, "leaks": leaks, "size": size}


def history(command: str, *words: str) -> dict[str, Any]:
    """A command of django-simple-history: how it ended, and how many rows of history there were and are."""
    from tests.canary import is_in

    before, said = past(), StringIO()
    try:
        call_command(command, *words, stdout=said, stderr=said)
        ended = "done"
    except Exception as problem:
        ended = type(problem).__name__
        said.write(str(problem))
    leaks = is_in(said.getvalue())
    return {"ended": ended, "before": before, "after": past(), "leaks": leaks, "values": values()}


def past() -> dict[str, int]:
    from django.apps import apps

    models = (model for model in apps.get_models() if str(model._meta.model_name).startswith("historical"))
    return {model._meta.label: model._default_manager.count() for model in models}


def without_history(table: str) -> list[list[str]]:
    """Empty a table of history by SQL, as if its model had had none until now; what opens afterwards."""
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{table}"')
    return values()


def verified() -> list[int]:
    """How the walks over the chain and over all rows end."""
    from privacy import verify

    return [int(verify.chain().result), int(verify.current().result)]


def snapshot(folder: str) -> None:
    """Both databases as they are now, each in a file."""
    from privacy.backup import databases

    for alias in connections:
        file = Path(folder) / f"{alias}.{databases.engine(alias)}"
        databases.snapshot(alias, file, lambda ask: {"there": True})


def load(folder: str) -> None:
    """The same into the databases of this deployment, which are empty."""
    from privacy.backup import databases

    for alias in connections:
        file = Path(folder) / f"{alias}.{databases.engine(alias)}"
        if databases.engine(alias) == "sqlite":
            Path(databases.name_of(alias)).write_bytes(file.read_bytes())
        else:
            databases.load(alias, file)


def migrate() -> list[list[str]]:
    """Bring both databases up to date, as the notes of a release say; what opens afterwards."""
    for alias in connections:
        call_command("migrate", database=alias, verbosity=0)
    return values()


STEPS = (begin, values, walk, sqlmigrate, history, without_history, verified, snapshot, load, migrate)

if __name__ == "__main__":
    django.setup()
    json.dump({one.__name__: one for one in STEPS}[sys.argv[1]](*sys.argv[2:]), sys.stdout)
