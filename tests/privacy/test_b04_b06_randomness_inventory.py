"""B04: without a working random source nothing is stored. B06: somebody has thought about every column."""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db import models

from board.models import Identity, Person
from consultations.models import ContributionText
from privacy import checks, fields, inventory
from privacy.crypto.aead import RandomnessFailed
from privacy.fields import SealedTextField
from privacy.inventory import SEALED_KINDS, Kind
from tests.canary import CANARY
from tests.privacy import world as small
from tests.privacy.stored import counts
from tests.privacy.world import World


def raising(count: int) -> bytes:
    raise OSError("no entropy")


@pytest.mark.parametrize(
    ("urandom", "error"),
    [(raising, OSError), (lambda count: b"\x17" * count, RandomnessFailed)],
    ids=["raises", "repeats"],
)
def test_b04_a_broken_random_source_stores_nothing(
    urandom: Any, error: type[Exception], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, bytes_before = counts(), bytes(world.text.body.token)
    monkeypatch.setattr(os, "urandom", urandom)
    with pytest.raises(error):
        small.contribute(world.consultation, world.anna, f"{CANARY} more words")
    with pytest.raises(error):
        small.seal(world.text, "body", f"{CANARY} other words", world.anna.scope, world.contribution.record)
    monkeypatch.undo()
    assert counts() == before
    assert ContributionText.objects.get(id=world.text.id).body.token == bytes_before


def test_b06_every_field_of_every_model_has_a_kind() -> None:
    assert inventory.unclassified() == []
    assert checks.check_inventory() == []
    kinds = {inventory.kind_of(model, f) for model in apps.get_models() for f in model._meta.concrete_fields}
    assert None not in kinds


def test_b06_what_people_said_and_who_they_are_is_sealed_with_a_contract() -> None:
    bare = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if inventory.kind_of(model, field) in SEALED_KINDS and not isinstance(field, SealedTextField)
    ]
    assert bare == []
    sealed = fields.sealed_fields()
    contracts = [field.contract for _, field in sealed]
    assert len(set(contracts)) == len(contracts)
    assert all(contract.count(".") == 1 for contract in contracts)
    assert {inventory.kind_of(model, field) for model, field in sealed} <= SEALED_KINDS


def test_b06_a_sealed_column_keeps_its_contract_in_history() -> None:
    live, past = Person._meta.get_field("chosen_name"), Person.history.model._meta.get_field("chosen_name")
    assert (live.contract, live.row) == (past.contract, past.row) == ("person.chosen_name", "id")
    assert inventory.kind_of(Person.history.model, past) == Kind.P0


def test_b06_a_new_field_without_a_kind_fails_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Identity, "inventory", {"legal_name": Kind.P0, "contact": Kind.P0})
    names = {"board.identity.person", "board.historicalidentity.person"}
    assert set(inventory.unclassified()) == names
    assert {error.id for error in run_checks() if error.id.startswith("privacy")} == {"privacy.E003"}


def test_b06_a_members_words_in_a_plain_column_fail_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Identity, "inventory", {"*": Kind.P1})
    found = [error for error in run_checks() if error.id == "privacy.E006"]
    assert {error.msg.split()[0] for error in found} == {
        "board.identity.person",
        "board.historicalidentity.person",
    }


def test_b06_a_contract_used_twice_or_unopened_fails_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    field = Identity._meta.get_field("contact")
    monkeypatch.setattr(field, "contract", "identity.legal_name")
    assert [error.id for error in checks.check_contracts()] == ["privacy.E002"]
    monkeypatch.setattr(field, "contract", "nowhere.contact")
    assert [error.id for error in checks.check_openers()] == ["privacy.E001"]


def test_b06_no_sealed_field_has_a_default_or_an_index() -> None:
    for _, field in fields.sealed_fields():
        assert field.get_default() is None
        assert (field.db_index, field.unique, field.has_default()) == (False, False, False)
        assert isinstance(field, models.BinaryField)
