"""C03: edits, reasons, grants and history leave no word in any table of either database."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from django.apps import apps
from django.db import connections

from board import actions as people
from privacy import audit, permissions
from privacy.audit import Unaudited
from recommendations.models import Release, ReleaseGrant
from tests.canary import CANARY
from tests.leakscan import new_word, scan
from tests.privacy import world as small
from tests.privacy.stored import execute
from tests.privacy.world import MACHINE, World, look, save

WORDS = {
    name: new_word() for name in ("first name", "second name", "legal name", "contact", "reason", "words")
}


def rows() -> dict[str, list[bytes]]:
    """Every row of every table of both databases, as bytes."""
    found = {}
    for alias in connections:
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {table}")
                found[f"{alias}.{table}"] = [b"\n".join(map(as_bytes, row)) for row in cursor.fetchall()]
    return found


def as_bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def tables_with(words: list[str]) -> set[str]:
    # what was sealed is noise to any unpacking: one layer of base64 and hex is enough for columns of text
    return {table for table, found in rows().items() if scan(b"\n\n".join(found), words, depth=2)}


def edit(world: World) -> None:
    for name in ("first name", "second name"):
        people.change_chosen_name(actor=world.anna.account, person=world.anna, chosen_name=WORDS[name])
        world.anna.refresh_from_db()
    people.record_identity(
        actor=world.anna.account, person=world.anna, legal_name=WORDS["legal name"], contact=WORDS["contact"]
    )
    text = small.contribute(world.consultation, world.olga, f"{CANARY} {WORDS['words']}")
    look(text.body, world.sam)
    look(text.body, world.bea)
    world.anna._change_reason = WORDS["reason"]
    with pytest.raises(Unaudited):
        save(world.anna)
    del world.anna._change_reason
    release = Release(
        reference="2026/A",
        organisation=world.olga.organisation,
        record=b"r" * 16,
        prepared_by=world.sam.account,
        prepared_on=world.consultation.asked_on,
    )
    save(release)
    with audit.act("release.granted", actor=MACHINE, about=release) as act:
        permissions.grant(act=act, user=world.olga.account, codename="receive_release", obj=release)


def test_c03_no_word_in_history_grants_or_any_other_table(world: World) -> None:
    edit(world)
    assert tables_with([CANARY, *WORDS.values()]) == set()
    full = {table for table, found in rows().items() if found}
    assert {
        "default.board_historicalperson",
        "default.board_historicalidentity",
        "default.consultations_historicalcontribution",
        "default.recommendations_releasegrant",
        "default.django_content_type",
        "default.auth_permission",
        "default.privacy_event",
        "default.privacy_trace",
        "keys.keystore_key",
    } <= full
    assert ReleaseGrant.objects.count() == 1


def test_c03_history_keeps_neither_users_nor_reasons(world: World) -> None:
    edit(world)
    for model in apps.get_models():
        if issubclass(model, audit.HistoryRow):
            for row in model.objects.all():
                assert (row.history_user, row.history_change_reason) == (None, None)


def test_c03_there_is_no_admin_and_no_table_of_its_log(world: World) -> None:
    assert not apps.is_installed("django.contrib.admin")
    tables = set(itertools.chain(*(connections[alias].introspection.table_names() for alias in connections)))
    assert not {table for table in tables if "admin_log" in table}
    generic = ("guardian_userobjectpermission", "guardian_groupobjectpermission")
    assert [rows()[f"default.{table}"] for table in generic] == [[], []]


def test_c03_no_model_prints_what_it_holds(world: World) -> None:
    edit(world)
    for model in apps.get_models():
        shown = " ".join(f"{row} {row!r}" for row in model._default_manager.all())
        assert scan(shown.encode(), [CANARY, *WORDS.values()]) == set()


@pytest.mark.parametrize("column", ["board_organisation.does", "board_historicalorganisation.does"])
def test_c03_a_planted_word_is_found(column: str, world: World) -> None:
    word = new_word()
    table, _, name = column.partition(".")
    execute(f"UPDATE {table} SET {name} = %s", [word.encode().hex()])
    assert tables_with([word]) == {f"default.{table}"}
