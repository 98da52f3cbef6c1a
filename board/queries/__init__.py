"""Reads about people and the board that other floors use."""

from board.queries.boards import (
    is_set_up,
    members,
    office_for,
    offices_for,
    renewable_for,
    seat_for,
    seats_filled,
    secretariat,
    sitting_for,
    the_board,
)
from board.queries.comings import (
    departure_of,
    joining_begun,
    joining_by,
    joining_by_code,
    joining_for,
    joinings_for,
)
from board.queries.mentions import mention_choices, naming, roster, saying
from board.queries.names import Found, names_found
from board.queries.organisations import (
    officers_of,
    organisation_for,
    organisation_of,
    organisations,
    organisations_for,
)
from board.queries.parked import Kept, has_parked, parked_for, parked_of
from board.queries.people import (
    UNKNOWN,
    chosen_names,
    held,
    identity_of,
    names_of_accounts,
    opened_identity,
    own_name,
    people_for,
    person_for,
    person_of,
)
from board.queries.reaching import reached, reached_by
from board.queries.sessions import signed_in_at, signed_in_of

__all__ = [
    "UNKNOWN",
    "Found",
    "Kept",
    "chosen_names",
    "departure_of",
    "has_parked",
    "held",
    "identity_of",
    "is_set_up",
    "joining_begun",
    "joining_by",
    "joining_by_code",
    "joining_for",
    "joinings_for",
    "members",
    "mention_choices",
    "names_found",
    "names_of_accounts",
    "naming",
    "office_for",
    "officers_of",
    "offices_for",
    "opened_identity",
    "organisation_for",
    "organisation_of",
    "organisations",
    "organisations_for",
    "own_name",
    "parked_for",
    "parked_of",
    "people_for",
    "person_for",
    "person_of",
    "reached",
    "reached_by",
    "renewable_for",
    "roster",
    "saying",
    "seat_for",
    "seats_filled",
    "secretariat",
    "signed_in_at",
    "signed_in_of",
    "sitting_for",
    "the_board",
]
