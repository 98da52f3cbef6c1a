"""A digest over a whole stored row, ciphertext as stored. Keyed, so that no column can be guessed from it."""

from __future__ import annotations

import hmac
import json
from datetime import UTC, datetime
from typing import Any

from django.db import models

from privacy import clock
from privacy.audit.pseudonyms import pseudonym_key
from privacy.crypto import lp
from privacy.fields import Sealed


def row_digest(row: models.Model, year: int | None = None) -> bytes:
    """32 bytes over every column of `row`, under the key of `year` (this year by default)."""
    parts: list[bytes] = []
    for field in row._meta.concrete_fields:
        parts += [str(field.column).encode(), _stored(field, getattr(row, field.attname))]
    return hmac.digest(pseudonym_key(year or clock.now().year), lp(*parts), "sha256")


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
