"""Tables that only grow and tables that stay empty, held by triggers on both databases."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, models, transaction

from privacy import startup, triggers, verify
from privacy.audit import AuditUnavailable, Outcome, record
from privacy.models import Event, Head
from tests.privacy.stored import counts, execute, seq, sql
from tests.privacy.world import MACHINE, World, look

GROWING = sorted(triggers.APPEND_ONLY)
FULL = (
    "privacy_event",
    "privacy_trace",
    "privacy_consentrecord",
    "privacy_consentcell",
    "privacy_consentend",
)


def refused(statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        execute(statement)


@pytest.fixture
def rows(world: World) -> World:
    """Something in every table that only grows."""
    from privacy import audit, consent
    from privacy.states import Ending

    look(world.text.body, world.sam)
    with audit.act("t", actor=MACHINE, about=world.anna) as act:
        consent.end(act=act, things=[world.other.contribution_id], how=Ending.REVOKED)
    return world


def test_all_are_there(world: World) -> None:
    assert set(FULL) <= set(GROWING)
    assert triggers.missing(connection) == set()
    assert startup.missing_triggers() == set()


def test_a_growing_table_refuses_every_change(rows: World, subtests: pytest.Subtests) -> None:
    for table in FULL:
        with subtests.test(table):
            before = sql(f"SELECT * FROM {table} ORDER BY 1")
            assert before != []
            for field in model_of(table)._meta.concrete_fields:
                refused(f"UPDATE {table} SET {field.column} = {field.column}")
            refused(f"DELETE FROM {table}")
            assert sql(f"SELECT * FROM {table} ORDER BY 1") == before


def model_of(table: str) -> type[models.Model]:
    [model] = [model for model in apps.get_models() if model._meta.db_table == table]
    return model


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_growing_table_is_not_truncated(rows: World) -> None:
    before = counts()
    for table in FULL:
        refused(f"TRUNCATE {table} CASCADE")
    assert counts() == before


def test_the_orm_is_refused_too(rows: World, subtests: pytest.Subtests) -> None:
    for model in map(model_of, FULL):
        with subtests.test(model._meta.label):
            with pytest.raises((DatabaseError, TypeError)), transaction.atomic():
                models.QuerySet(model).delete()
            with pytest.raises((DatabaseError, TypeError)), transaction.atomic():
                models.QuerySet(model).update(**{model._meta.concrete_fields[-1].attname: None})


@pytest.mark.sqlite
def test_replacing_a_row_counts_as_deleting_it(rows: World) -> None:
    columns = ", ".join(verify.COLUMNS)
    refused(
        f"INSERT OR REPLACE INTO privacy_event ({columns}) SELECT {columns} FROM privacy_event WHERE seq = 1"
    )
    refused(f"REPLACE INTO privacy_event ({columns}) SELECT {columns} FROM privacy_event WHERE seq = 1")


def test_an_insert_that_would_update_is_refused(rows: World) -> None:
    columns = ", ".join(verify.COLUMNS)
    refused(
        f"INSERT INTO privacy_event ({columns}) SELECT {columns} FROM privacy_event WHERE seq = 1"
        " ON CONFLICT (seq) DO UPDATE SET code = 'x'"
    )


@pytest.mark.parametrize("table", sorted(triggers.EMPTY))
def test_guardian_s_generic_tables_stay_empty(table: str, world: World) -> None:
    from guardian.shortcuts import assign_perm

    account = world.olga.account
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        if "user" in table:
            assign_perm("add_board", account, world.board)
        else:
            from django.contrib.auth.models import Group

            assign_perm("receive_release", Group.objects.create(name="g"), a_release(world))
    assert sql(f"SELECT count(*) FROM {table}") == [(0,)]


def a_release(world: World) -> Any:
    from recommendations.models import Release

    return Release(reference="X", organisation=world.olga.organisation)


def test_a_missing_trigger_is_named_and_stops_the_start(world: World, subtests: pytest.Subtests) -> None:
    for table, what in itertools.product(FULL, ("update", "delete")):
        name = f"{table}_no_{what}"
        with subtests.test(name):
            execute(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else f" ON {table}"))
            assert triggers.missing(connection) == {name}
            with pytest.raises(ImproperlyConfigured, match=name):
                startup.begin()
            triggers.install(connection)
            assert triggers.missing(connection) == set()


@pytest.mark.postgres
def test_a_switched_off_trigger_counts_as_missing(world: World) -> None:
    execute("ALTER TABLE privacy_event DISABLE TRIGGER privacy_event_no_update")
    assert triggers.missing(connection) == {"privacy_event_no_update"}
    execute("ALTER TABLE privacy_event ENABLE TRIGGER privacy_event_no_update")


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_table_that_sqlite_rebuilds_loses_its_triggers_and_that_is_found(world: World) -> None:
    field = models.CharField(max_length=61)
    field.set_attributes_from_name("code")
    field.model = Event
    with connection.schema_editor() as editor:
        editor.alter_field(Event, Event._meta.get_field("code"), field)
    assert triggers.missing(connection) == {"privacy_event_no_update", "privacy_event_no_delete"}
    with pytest.raises(ImproperlyConfigured, match="migrate"):
        startup.begin()
    call_command("migrate", verbosity=0)
    assert triggers.missing(connection) == set()
    startup.begin()


@pytest.mark.django_db(transaction=True)
def test_emptying_the_database_is_refused_while_they_stand(world: World) -> None:
    before = counts()
    with pytest.raises((CommandError, DatabaseError)):
        call_command("flush", verbosity=0, interactive=False)
    assert counts() == before


@pytest.mark.django_db(transaction=True)
def test_after_migrate_the_head_and_the_triggers_are_there_again(world: World) -> None:
    triggers.remove(connection)
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
    with pytest.raises(AuditUnavailable):
        record("t", actor=MACHINE, about=world.anna, outcome=Outcome.DONE)
    call_command("migrate", verbosity=0)
    assert triggers.missing(connection) == set()
    assert (Head.objects.get().seq, seq()) == (0, 0)
    assert record("t", actor=MACHINE, about=world.anna, outcome=Outcome.DONE) == 1


def test_an_owner_lifts_them_in_one_transaction(rows: World) -> None:
    """For retention: what is done between lifting and restoring is all of it or nothing."""
    with pytest.raises(RuntimeError), transaction.atomic():
        triggers.remove(connection)
        execute("DELETE FROM privacy_trace")
        raise RuntimeError
    assert triggers.missing(connection) == set()
    assert sql("SELECT count(*) FROM privacy_trace") == [(1,)]
