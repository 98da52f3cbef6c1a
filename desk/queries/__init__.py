"""What each home page shows, and how the machine stands. Nothing is opened but the reader's own name."""

from desk.queries.home import (
    MemberHome,
    OfficerHome,
    SecretariatHome,
    home_of_member,
    home_of_officer,
    home_of_secretariat,
)
from desk.queries.status import Status, status_for

__all__ = [
    "MemberHome",
    "OfficerHome",
    "SecretariatHome",
    "Status",
    "home_of_member",
    "home_of_officer",
    "home_of_secretariat",
    "status_for",
]
