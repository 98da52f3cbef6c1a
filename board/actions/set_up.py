"""The first act of an installation."""

from __future__ import annotations

from board.models import Board
from board.rules import SET_UP
from privacy import audit, reading


def set_up_board(*, name: str, seats: int, quorum: int) -> Board:
    """Make the board with the key of its group texts. Raises IntegrityError when there is one."""
    board = Board(name=name, seats=seats, quorum=quorum, scope=reading.new_board_key())
    with audit.act("board.set_up", actor=SET_UP, about=board) as act:
        board.save(act=act)
    return board
