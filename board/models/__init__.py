"""People, accounts, organisations and the board."""

from board.models.accounts import Account, AccountManager
from board.models.boards import Board, Cohort, Membership, Office
from board.models.challenges import Answered
from board.models.comings import Departure, Joining
from board.models.mentions import MentionChoice
from board.models.organisations import Organisation
from board.models.parked import Parked
from board.models.people import Identity, Person
from board.models.second_yes import Listed, SecondYes
from board.models.sessions import Session, SessionStore
from board.models.showings import Showing
from board.models.tries import Tries, TryDay

__all__ = [
    "Account",
    "AccountManager",
    "Answered",
    "Board",
    "Cohort",
    "Departure",
    "Identity",
    "Joining",
    "Listed",
    "Membership",
    "MentionChoice",
    "Office",
    "Organisation",
    "Parked",
    "Person",
    "SecondYes",
    "Session",
    "SessionStore",
    "Showing",
    "Tries",
    "TryDay",
]
