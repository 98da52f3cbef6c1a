"""The board, its seats, who sits on them."""

from __future__ import annotations

from board.models import Board, Membership, Person
from board.states import PersonState, Role


def the_board() -> Board:
    """The board of this installation. Raises Board.DoesNotExist before set-up."""
    return Board.objects.get()


def is_set_up() -> bool:
    """Whether there is a board."""
    return Board.objects.exists()


def seats_filled() -> int:
    """How many seats have a member now; the number that quorum is counted from."""
    return Membership.objects.filter(ended_on=None).count()


def members() -> list[Person]:
    """Everybody who holds a seat and takes part, in the order of seats."""
    rows = Membership.objects.filter(ended_on=None).exclude(person__state=PersonState.ERASED)
    return [row.person for row in rows.select_related("person__account").order_by("seat")]


def secretariat() -> list[Person]:
    """The people of the secretariat who have access now."""
    return list(
        Person.objects.filter(account__role=Role.SECRETARIAT, account__is_active=True).select_related(
            "account"
        )
    )
