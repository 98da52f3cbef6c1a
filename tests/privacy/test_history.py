"""History: sealed as the live row is, tied to its act, without users and reasons, never written by hand."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.db import transaction
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter
from django.test import override_settings
from simple_history.utils import bulk_create_with_history, bulk_update_with_history, update_change_reason

from board.models import Organisation, Person
from privacy import audit, checks
from privacy.audit import payload
from privacy.keystore import store
from privacy.models import Event
from privacy.reading import Opened, Purpose, Shut
from tests.canary import CANARY
from tests.privacy import stored
from tests.privacy.world import MACHINE, World, look, save

Past = Person.history.model


BY_HAND: dict[str, Any] = {
    "objects.update": lambda p: Past.objects.update(state="x"),
    "objects.create": lambda p: Past.objects.create(),
    "objects.delete": lambda p: Past.objects.all().delete(),
    "base manager": lambda p: Past._base_manager.update(state="x"),
    "base manager delete": lambda p: Past._base_manager.all().delete(),
    "manager.update": lambda p: p.history.update(state="x"),
    "manager.delete": lambda p: p.history.all().delete(),
    "row.save": lambda p: p.history.first().save(),
    "row.delete": lambda p: p.history.first().delete(),
    "row.save_base": lambda p: p.history.first().save_base(),
    "bulk_history_create": lambda p: Person.history.bulk_history_create([p]),
    "bulk_history_create, update": lambda p: Person.history.bulk_history_create([p], update=True),
    "bulk_create_with_history": lambda p: bulk_create_with_history([Person(scope=b"x" * 16)], Person),
    "bulk_update_with_history": lambda p: bulk_update_with_history([p], Person, ["state"]),
    "save_without_historical_record": lambda p: p.save_without_historical_record(),
    "restore": lambda p: p.history.first().instance.save(),
    "update_change_reason": lambda p: update_change_reason(p, "She fled from X."),
}


def test_history_is_not_written_by_hand(world: World, subtests: pytest.Subtests) -> None:
    before, chain = stored.counts(), stored.digest()
    for name, way in BY_HAND.items():
        with subtests.test(name), pytest.raises((audit.Unaudited, FieldError)), transaction.atomic():
            way(world.anna)
    assert (stored.counts(), stored.digest()) == (before, chain)
    assert {row.state for row in world.anna.history.all()} == {"active"}


def test_history_may_not_be_skipped(world: World) -> None:
    world.anna.skip_history_when_saving = True
    with pytest.raises(audit.Unaudited, match="skipped"):
        save(world.anna)
    del world.anna.skip_history_when_saving
    with override_settings(SIMPLE_HISTORY_ENABLED=False):
        assert [error.id for error in checks.check_history()] == ["privacy.E005"]
    assert checks.check_history() == []


def test_reasons_in_words_are_refused(world: World) -> None:
    chain = stored.digest()
    world.anna._change_reason = f"{CANARY} she fled"
    with pytest.raises(audit.Unaudited, match="no reasons"):
        save(world.anna)
    assert stored.digest() == chain
    assert {row.history_change_reason for row in Past.objects.all()} == {None}


def test_history_names_the_act_and_no_user(world: World) -> None:
    world.anna.state = "paused"
    with audit.act("person.paused", actor=MACHINE, about=world.anna) as act:
        world.anna.save(act=act)
    row = world.anna.history.first()
    assert (row.history_user, row.history_user_id, row.history_type) == (None, act.id, "~")
    said = payload.parse(bytes(Event.objects.get(seq=act.seq).payload))
    assert said.act == act.id.bytes
    # the digest in the event is that of the history row too, so history can be checked
    [touched] = said.touched_rows(act.seq)
    assert touched.digest == audit.row_digest(row.instance)
    assert (touched.table, touched.row) == ("board.person", audit.pseudonym(world.anna.id))


def test_history_of_a_deleted_row_keeps_the_bytes_until_the_key_goes(world: World) -> None:
    spare = Organisation(name="Spare", does="Nothing.")
    save(spare)
    key = spare.id
    with audit.act("test.removed", actor=MACHINE, about=spare) as act:
        spare.delete(act=act)
    past = Organisation.history.filter(id=key).first()
    assert (past.history_type, past.history_user_id, past.name) == ("-", act.id, "Spare")


def test_a_destroyed_key_takes_live_and_past_alike(world: World) -> None:
    world.anna.state = "paused"
    save(world.anna)
    store.destroy([bytes(world.anna.record)])
    fresh = Person.objects.get(id=world.anna.id)
    values = [fresh.chosen_name, *(row.chosen_name for row in fresh.history.all())]
    assert len(values) == 3
    assert [look(value, world.sam, Purpose.LISTING) for value in values] == [Opened(None, Shut.WITHDRAWN)] * 3
    # and the row can still be changed, with history
    fresh.state = "ended"
    save(fresh)
    assert fresh.history.first().chosen_name == fresh.chosen_name


def test_as_of_and_diff_work_without_opening(world: World) -> None:
    world.anna.state = "paused"
    save(world.anna)
    now, before = world.anna.history.all()
    assert [change.field for change in now.diff_against(before).changes] == ["state"]
    assert now.prev_record == before
    assert world.anna.history.as_of(before.history_date).state == "active"


def test_migrations_are_in_step_and_hold_the_contract() -> None:
    loader = MigrationLoader(None)
    state = loader.project_state()
    changes = MigrationAutodetector(state, ProjectState.from_apps(apps)).changes(graph=loader.graph)
    assert {name: changes[name] for name in changes if name in {"privacy", "keystore"}} == {}
    field = Person._meta.get_field("chosen_name")
    assert "contract='person.chosen_name'" in MigrationWriter.serialize(field)[0]
    assert field.clone().contract == field.contract


def test_a_migration_s_model_knows_the_place_too(world: World) -> None:
    state = MigrationLoader(None).project_state().apps
    then = state.get_model("board", "Person").objects.get(pk=world.anna.pk)
    past = state.get_model("board", "HistoricalPerson").objects.filter(id=world.anna.id).first()
    assert then.chosen_name.place == past.chosen_name.place == world.anna.chosen_name.place
