"""Reads about people and the board that other floors use."""

from board.queries.boards import is_set_up, members, seats_filled, secretariat, the_board
from board.queries.comings import (
    departure_of,
    joining_begun,
    joining_by,
    joining_by_code,
    joining_for,
    joinings_for,
)
from board.queries.organisations import (
    officers_of,
    organisation_for,
    organisation_of,
    organisations,
    organisations_for,
)
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
    "chosen_names",
    "departure_of",
    "held",
    "identity_of",
    "is_set_up",
    "joining_begun",
    "joining_by",
    "joining_by_code",
    "joining_for",
    "joinings_for",
    "members",
    "names_of_accounts",
    "officers_of",
    "opened_identity",
    "organisation_for",
    "organisation_of",
    "organisations",
    "organisations_for",
    "own_name",
    "people_for",
    "person_for",
    "person_of",
    "reached",
    "reached_by",
    "seats_filled",
    "secretariat",
    "signed_in_at",
    "signed_in_of",
    "the_board",
]
