"""The cast: the same people through nearly all tests.

Anna and Bea are members and consent differently; Carla is a member who is not invited. Chloe is the chair.
Sam and Tessa are the secretariat. Olga works for the agency, Omar for another. Dora looks after data
protection, Adam after the machine; both must see nobody's words.
In a test: `def test_…(cast): cast.anna.account`.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

import pytest

from board import actions, factors
from board.models import Account, Board, Organisation, Person
from board.states import OrganisationKind, Reason, Role
from privacy.audit import pseudonyms
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
    """Everybody: those who stand there already, or a new board with everybody on it."""
    return copy.deepcopy(_standing[0]) if stands() else _assembled()


def stands() -> bool:
    """Whether the cast was committed and is still there."""
    return bool(_standing) and Board.objects.filter(id=_standing[0].board.id).exists()


def _assembled() -> Cast:
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


_standing: list[Cast] = []


@pytest.fixture(scope="session")
def standing_cast(django_db_setup: None, django_db_blocker: Any) -> None:
    """The cast, committed once for all tests that roll back: making it costs more than most of them do.

    `tests/conftest.py` puts the tests that expect nobody before it, and empties the databases after it.
    """
    pseudonyms.forget()  # a key of events that was rolled back must not name these
    with django_db_blocker.unblock():
        _standing[:] = [_assembled()]


def shown(person: Person, reader: Account) -> Person:
    """The person, her legal name and contact shown to this reader for the next ten minutes."""
    actions.show_identity(actor=reader, person=person, reason=Reason.REACH)
    return person


def next_code(name: str) -> str:
    """A code that is not used yet, for the second step of whoever needs one; "" for everybody else."""
    account = Account.objects.filter(sign_in_name=name).first()
    if account is None or not account.needs_second_step:
        return ""
    lists = [row for row in factors.rows_of(account) if row.type == factors.PAPER]
    codes = factors.codes_of(lists[0]) if lists else []
    return (codes or actions.make_list(actor=account))[0]


@pytest.fixture
def cast(standing_cast: None, db: None) -> Cast:
    """The cast, for one test: what it changes is its own."""
    return assemble()


__all__ = [
    "PASSPHRASE",
    "SETUP",
    "Cast",
    "assemble",
    "cast",
    "next_code",
    "shown",
    "standing_cast",
    "stands",
]
