"""What each home page shows, and how the machine stands. Nothing is opened but the reader's own name."""

from desk.queries.home import (
    MemberHome,
    OfficerHome,
    SecretariatHome,
    home_of_member,
    home_of_officer,
    home_of_secretariat,
)
from desk.queries.pairs import Line, pairs_of
from desk.queries.status import Status, status_for

__all__ = [
    "Line",
    "MemberHome",
    "OfficerHome",
    "SecretariatHome",
    "Status",
    "home_of_member",
    "home_of_officer",
    "home_of_secretariat",
    "pairs_of",
    "status_for",
]
