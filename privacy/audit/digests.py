"""A digest over a whole stored row, ciphertext as stored. Keyed, so that no column can be guessed from it."""

from __future__ import annotations

import hmac
import json
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import models

from privacy import clock
from privacy.audit.pseudonyms import pseudonym_key
from privacy.crypto import lp
from privacy.fields import Sealed


def row_digest(row: models.Model, year: int | None = None) -> bytes:
    """32 bytes over every column of `row`, under the key of `year` (this year by default).

    A column that holds its default is left out: one that a newer version adds changes no digest of before.
    Each that is there has its name beside it, so no value can come or go unseen.
    """
    parts: list[bytes] = []
    usual = _defaults(type(row))
    for field in row._meta.concrete_fields:
        column, stored = str(field.column), _stored(field, getattr(row, field.attname))
        if stored != usual.get(column):
            parts += [column.encode(), stored]
    return hmac.digest(pseudonym_key(year or clock.now().year), lp(*parts), "sha256")


@cache
def _defaults(model: type[models.Model]) -> dict[str, bytes]:
    """By column what stands there when nothing was said; not where each row gets a value of its own."""
    found: dict[str, bytes] = {}
    for field in model._meta.concrete_fields:
        if not field.has_default() and field.null:
            found[str(field.column)] = _stored(field, None)
        elif field.has_default() and not callable(field.default):
            found[str(field.column)] = _stored(field, field.default)
    return found


def _stored(field: models.Field[Any, Any], value: object) -> bytes:
    if value is None:
        return b"\0"
    if isinstance(value, Sealed):
        return b"\2" + value.token
    prepared = field.get_prep_value(field.to_python(value))
    if isinstance(prepared, datetime):
        # the same moment comes back from the database in UTC, whatever zone it was saved in
        return b"\1" + prepared.astimezone(UTC).isoformat().encode()
    if isinstance(field, models.JSONField):
        return b"\1" + json.dumps(prepared, sort_keys=True).encode()
    if isinstance(prepared, bytes | memoryview):
        return b"\3" + bytes(prepared)
    return b"\1" + str(prepared).encode()
