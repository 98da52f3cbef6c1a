"""People, accounts, organisations and the board."""

from board.models.accounts import Account, AccountManager
from board.models.boards import Board, Membership
from board.models.organisations import Organisation
from board.models.people import Identity, Person

__all__ = ["Account", "AccountManager", "Board", "Identity", "Membership", "Organisation", "Person"]
