"""The cast: the same people through nearly all tests.

Anna and Bea are members and consent differently; Carla is a member who is not invited. Chloe is the chair.
Sam and Tessa are the secretariat. Olga works for the agency, Omar for another. Dora looks after data
protection, Adam after the machine; both must see nobody's words.
In a test: `def test_…(cast): cast.anna.account`.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from board import actions
from board.models import Account, Board, Organisation, Person
from board.states import OrganisationKind, Role
from privacy.reading import System

SETUP = System("setup")
PASSPHRASE = "five plain words of one cast"


@dataclass(frozen=True)
class Cast:
    """Everybody, with the board and two agencies."""

    board: Board
    agency: Organisation
    other_agency: Organisation
    anna: Person
    bea: Person
    carla: Person
    chloe: Person
    sam: Person
    tessa: Person
    olga: Person
    omar: Person
    dora: Person
    adam: Person

    def everybody(self) -> dict[str, Account]:
        """Name in the cast to account."""
        found = {name: value for name, value in vars(self).items() if isinstance(value, Person)}
        return {name: person.account for name, person in found.items()}


def _person(name: str, role: Role, organisation: Organisation | None = None) -> Person:
    person, _secret = actions.add_person(
        actor=SETUP,
        role=role,
        sign_in_name=f"{name}-0000",
        chosen_name=name.capitalize(),
        organisation=organisation,
        passphrase=PASSPHRASE,
    )
    return person


def assemble() -> Cast:
    """Set up a board and everybody on it, through the actions of the product."""
    board = actions.set_up_board(name="Advisory Board", seats=21, quorum=11)
    sam = _person("sam", Role.SECRETARIAT)
    agency, other = (
        actions.add_organisation(
            actor=sam.account,
            name=name,
            kind=OrganisationKind.AGENCY,
            does="Trains people who inspect work places.",
        )
        for name in ("Labour Training Agency", "Shelter Network")
    )
    members = {name: _person(name, Role.MEMBER) for name in ("anna", "bea", "carla")}
    return Cast(
        board=board,
        agency=agency,
        other_agency=other,
        **members,
        chloe=_person("chloe", Role.CHAIR),
        sam=sam,
        tessa=_person("tessa", Role.SECRETARIAT),
        olga=_person("olga", Role.OFFICER, agency),
        omar=_person("omar", Role.OFFICER, other),
        dora=_person("dora", Role.DATA_PROTECTION),
        adam=_person("adam", Role.ADMINISTRATOR),
    )


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast, for one test."""
    return assemble()


__all__ = ["PASSPHRASE", "SETUP", "Cast", "assemble", "cast"]
