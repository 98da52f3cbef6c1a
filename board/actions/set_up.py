"""The first act of an installation."""

from __future__ import annotations

from datetime import date

from board.actions.seats import term_of
from board.models import Board
from board.rules import SET_UP
from privacy import audit, clock, reading


def set_up_board(
    *, name: str, seats: int, quorum: int, term: int = 1, term_begins_on: date | None = None
) -> Board:
    """Make the board with the key of its group texts, and its term; a term begins today unless said.

    Raises IntegrityError when there is a board.
    """
    board = Board(name=name, seats=seats, quorum=quorum, scope=reading.new_board_key())
    with audit.act("board.set_up", actor=SET_UP, about=board) as act:
        board.save(act=act)
        term_of(board, number=term, starts_on=term_begins_on or clock.today()).save(act=act)
    return board
