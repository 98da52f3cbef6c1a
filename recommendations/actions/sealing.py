"""Sealing what staff and partners write: under the key of the board."""

from __future__ import annotations

from typing import cast

from django.db import models

from board.models import Board
from privacy import reading
from privacy.fields import Sealed, SealedTextField


def seal_for(row: models.Model, column: str, words: str, *, record: bytes | memoryview) -> Sealed:
    """Seal `words` for a column of this row. Before the act."""
    field = cast("SealedTextField", type(row)._meta.get_field(column))
    scope = bytes(Board.objects.get().scope)
    return reading.seal(words, place=field.place_for(row.pk), scope=scope, record=bytes(record))
