"""Sealing the words of this floor, before the act."""

from __future__ import annotations

from uuid import UUID

from board.models import Board
from consultations.models import Consultation
from privacy import reading
from privacy.audit import Audited
from privacy.fields import Sealed, SealedTextField


def seal(
    text: str,
    *,
    model: type[Audited],
    column: str,
    row: UUID,
    scope: bytes | memoryview,
    record: bytes | memoryview,
) -> Sealed:
    """Seal `text` for one column of a row that need not be there yet."""
    field = model._meta.get_field(column)
    if not isinstance(field, SealedTextField):
        raise TypeError(f"{column} is not sealed")
    return reading.seal(text, place=field.place_for(row), scope=bytes(scope), record=bytes(record))


def seal_of_request(text: str, *, column: str, consultation: Consultation, board: Board) -> Sealed:
    """A text of the request itself: under the board's key and the request's."""
    return seal(
        text,
        model=Consultation,
        column=column,
        row=consultation.id,
        scope=board.scope,
        record=consultation.record,
    )
