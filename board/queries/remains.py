"""What a restore asks of this floor: the board, and what an older database brings back of people."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from board.models import Board, Identity, Person
from board.states import PersonState
from privacy import reading
from privacy.audit import Act
from privacy.gate import Remains


def id_of_the_board() -> str:
    """The board's id, "" before set-up."""
    return str(Board.objects.values_list("id", flat=True).first() or "")


def remains() -> Iterator[Remains]:
    """Everybody who is not erased, and every legal name that was not removed."""
    for person in Person.objects.exclude(state=PersonState.ERASED):
        yield Remains(key=bytes(person.scope), subject=person.id, thing=None, about=person)
    for row in Identity.objects.select_related("person"):
        yield Remains(
            key=reading.record_of(row.legal_name),
            subject=row.person_id,
            thing=row.id,
            about=row.person,
            clear=partial(_remove, row),
        )


def _remove(row: Identity, act: Act) -> None:
    act.lock(row).delete(act=act)
