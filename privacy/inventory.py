"""What every field of every model holds, and what we hold about one person.

A model says it in a class attribute `inventory`: field name to kind, `*` for the rest. A field nobody has
thought about fails the build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models


class Kind(StrEnum):
    """P0 identity, P1 a member's words and needs, P2 group texts not published, P3 published, PX keys."""

    P0 = "identity"
    P1 = "a member's words"
    P2 = "a text of the board"
    P3 = "published"
    PX = "keys and secrets of the machine"
    TITLE = "a neutral line by staff"
    PSEUDONYMOUS = "a random id of a person or a thing"
    OPERATIONAL = "the machine's own columns"


SEALED_KINDS = {Kind.P0, Kind.P1, Kind.P2}
# Models of libraries, which cannot carry the attribute.
LIBRARIES: dict[str, Kind] = {
    "contenttypes": Kind.OPERATIONAL,
    "auth": Kind.OPERATIONAL,
    "guardian": Kind.OPERATIONAL,
    "account": Kind.OPERATIONAL,
    "mfa": Kind.PX,
    "keystore": Kind.PX,
    "privacy.head": Kind.OPERATIONAL,
    "privacy.event": Kind.PSEUDONYMOUS,
    "privacy.trace": Kind.PSEUDONYMOUS,
}


@dataclass(frozen=True, slots=True)
class Held:
    """Something we hold about a person, in plain words, and how many of it."""

    what: str
    count: int


_holders: list[Callable[[UUID], Iterable[Held]]] = []


def holds(tell: Callable[[UUID], Iterable[Held]]) -> None:
    """Register a function that tells what an app holds about a subject."""
    _holders.append(tell)


def held_about(subject: UUID) -> list[Held]:
    """What every app holds about this person, without empty lines."""
    return [held for tell in _holders for held in tell(subject) if held.count]


def kind_of(model: type[models.Model], field: models.Field[Any, Any]) -> Kind | None:
    """The kind of a field, or None when nobody has said."""
    meta = model._meta
    for name in (meta.label_lower, meta.app_label):
        if name in LIBRARIES:
            return LIBRARIES[name]
    if meta.model_name and meta.model_name.startswith("historical"):
        return _kind_of_history(model, field)
    said: dict[str, Kind] | None = getattr(model, "inventory", None)
    if said is None:
        return None
    if field.primary_key:
        return Kind.OPERATIONAL
    return said.get(field.name, said.get("*"))


def unclassified() -> list[str]:
    """`app.model.field` of every field without a kind."""
    return [
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if kind_of(model, field) is None
    ]


def _kind_of_history(model: type[models.Model], field: models.Field[Any, Any]) -> Kind | None:
    if field.name.startswith("history_") or field.primary_key:
        return Kind.OPERATIONAL
    live = getattr(model, "instance_type", None)
    return kind_of(live, live._meta.get_field(field.name)) if live is not None else None
