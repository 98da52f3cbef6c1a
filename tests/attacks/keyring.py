"""Everything sealed that the databases hold, opened past the product: with the key store and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps

from privacy.crypto import CannotOpen, Place, sealed_under
from privacy.fields import SealedTextField
from privacy.reading.ciphers import ciphers_for


@dataclass(frozen=True)
class Kept:
    """One sealed value as it lies in a row, of today or of its history."""

    where: str
    token: bytes
    place: Place


def everything() -> set[Kept]:
    """Every sealed value of every table, the history of each included."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedTextField):
                for row in model._default_manager.exclude(**{f"{field.name}__isnull": True}):
                    value = getattr(row, field.name)
                    found.add(Kept(f"{model.__name__}.{field.name}", value.token, field.place(row)))
    return found


def opened(kept: Kept) -> str | CannotOpen:
    """The text, by whoever holds the keys; or why there is none."""
    under = sealed_under(kept.token)
    cipher = ciphers_for([under])[under]
    return cipher if isinstance(cipher, CannotOpen) else cipher.open(kept.token, kept.place)


def holding(words: str, values: Iterable[Kept]) -> set[Kept]:
    """Those in which these words stand."""
    return {one for one in values if isinstance(text := opened(one), str) and words in text}
