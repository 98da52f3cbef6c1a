"""Seal the board's own texts: under its key and a record key, for the row and column they belong to."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Model

from board.models import Board
from privacy import reading
from privacy.fields import Sealed, sealed_field

# A key's id, as a new one comes or as a column gives it back.
KeyId = bytes | memoryview


def seal_for_board(
    model: type[Model], column: str, row: UUID, text: str | None, record: KeyId
) -> Sealed | None:
    """None stays None, and so does a text of blanks: an empty note is no note. Before the act."""
    if text is None or not text.strip():
        return None
    return seal(model, column, row, text, Board.objects.get().scope, record)


def seal(model: type[Model], column: str, row: UUID, text: str, scope: KeyId, record: KeyId) -> Sealed:
    """Seal `text` for one column of one row. Before the act."""
    place = sealed_field(model, column).place_for(row)
    return reading.seal(text.strip(), place=place, scope=bytes(scope), record=bytes(record))
