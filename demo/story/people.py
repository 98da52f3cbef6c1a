"""Who takes part: the board, its accounts, its partner agencies."""

from dataclasses import dataclass
from datetime import date

from demo.story.choices import AccountOffice, AccountRole, OrganisationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The first and the last day of the demonstration."""

    story_begins_on: date
    story_ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The board and its rules; `quorum` counts members, out of seats filled."""

    name: str
    mandate: str
    seats: int
    quorum: int
    term: int
    term_begins_on: date
    term_ends_on: date
    languages: tuple[str, ...]
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The sharing agreement without which nothing goes to an agency."""

    reference: str
    signed_on: date
    valid_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A partner agency, with one line on what it does and one on what it may have to pass on."""

    key: str
    name: str
    kind: OrganisationKind
    does: str
    may_have_to_pass_on: str
    agreement: Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One person who signs in; `organisation` (a key) stands for officers of a partner agency only.

    `named_outside`: a member whose chosen name partners may see.
    """

    key: str
    chosen_name: str
    role: AccountRole
    sign_in: str
    passphrase: str
    languages: tuple[str, ...]
    zone: str
    organisation: str | None = None
    legal_name: str | None = None
    contact: str | None = None
    office: AccountOffice | None = None
    named_outside: bool = False

    def __post_init__(self) -> None:
        if (self.role is AccountRole.PARTNER) is (self.organisation is None):
            raise ValueError("`organisation` belongs to partner officers, and to nobody else")

    @property
    def is_member(self) -> bool:
        """Whether the person holds a seat: members, and the chair."""
        return self.role in {AccountRole.MEMBER, AccountRole.CHAIR}


@dataclass(frozen=True, slots=True, kw_only=True)
class NameList:
    """A list of legal names for travel: one of the secretariat asked for it, another has not said yes yet."""

    asked_on: date
    asked_by: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardFile:
    """All of `board.toml`."""

    clock: Clock
    board: Board
    organisations: tuple[Organisation, ...]
    accounts: tuple[Account, ...]
    name_list: NameList
