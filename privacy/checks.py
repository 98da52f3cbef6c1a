"""System checks: what would quietly break a promise."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import models

from privacy import inventory, places, reading, references
from privacy.audit import Audited
from privacy.fields import SealedTextField, sealed_fields


def check_openers(**kwargs: Any) -> list[CheckMessage]:
    """Every contract table has somebody who decides who opens it."""
    tables = {field.contract.split(".")[0] for _, field in sealed_fields()}
    return [
        Error(f"Nobody registered who may open “{table}”; it would never open.", id="privacy.E001")
        for table in sorted(tables - reading.registered())
    ]


def check_contracts(**kwargs: Any) -> list[CheckMessage]:
    """A contract name belongs to one column."""
    seen: set[str] = set()
    problems: list[CheckMessage] = []
    for _, field in sealed_fields():
        if field.contract in seen or field.contract.count(".") != 1:
            problems.append(
                Error(
                    f"The contract “{field.contract}” is used twice or is no table.column.", id="privacy.E002"
                )
            )
        seen.add(field.contract)
    return problems


def check_inventory(**kwargs: Any) -> list[CheckMessage]:
    """Somebody has thought about every field."""
    return [
        Error(f"{name} has no kind. Say it in the model's `inventory`.", id="privacy.E003")
        for name in inventory.unclassified()
    ]


def check_sealed(**kwargs: Any) -> list[CheckMessage]:
    """What a person said or is called stands in no plain column."""
    return [
        Error(f"{model._meta.label_lower}.{field.name} is told to hold words of people.", id="privacy.E006")
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if inventory.kind_of(model, field) in inventory.SEALED_KINDS
        and not isinstance(field, SealedTextField)
    ]


def check_references(**kwargs: Any) -> list[CheckMessage]:
    """`keys gc` knows every column that names a key, or it would destroy one that is needed."""
    return [
        Error(f"Does {name} name keys? Say it in `privacy.references`.", id="privacy.E007")
        for name in references.unknown()
    ]


def check_protected_keys(**kwargs: Any) -> list[CheckMessage]:
    """A cascade would remove audited rows past their act."""
    return [
        Error(f"{model._meta.label}.{field.name} must be PROTECT.", id="privacy.E004")
        for model in apps.get_models()
        if issubclass(model, Audited)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and issubclass(field.related_model, Audited)
        and field.remote_field.on_delete is not models.PROTECT
    ]


def check_history(**kwargs: Any) -> list[CheckMessage]:
    """History cannot be switched off by a setting."""
    if getattr(settings, "SIMPLE_HISTORY_ENABLED", True):
        return []
    return [Error("SIMPLE_HISTORY_ENABLED must stay on.", id="privacy.E005")]


def check_places(**kwargs: Any) -> list[CheckMessage]:
    """Every place a text can go to has a way out of it."""
    return [
        Error(
            f"“{name}” is no registered place. Say how words go from it when they are taken back:"
            f' privacy.places.register("{name}", goes=…) in the app\'s apps.py.',
            id="privacy.E007",
        )
        for name in places.unregistered()
    ]
