"""Requests for advice, what members wrote, what became of it."""

from dataclasses import dataclass
from datetime import date

from demo.story.choices import ConsultationKind, ConsultationState, Naming, Readers, Use
from demo.story.syntheses import Synthesis

MONTHS_AT_MOST = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """What a member allows for one contribution. `agencies` are keys of organisations."""

    reads: Readers
    use: Use
    agencies: tuple[str, ...]
    public: bool
    naming: Naming
    months: int
    show_first: bool
    ask_again: bool
    translation: bool
    pen_name: str | None = None

    def __post_init__(self) -> None:
        if (self.naming is Naming.PEN_NAME) is (self.pen_name is None):
            raise ValueError("`pen_name` belongs to the naming “pen_name”, and to no other")
        if self.naming in {Naming.PEN_NAME, Naming.CHOSEN_NAME} and self.use is not Use.QUOTE:
            raise ValueError("a name needs the use “quote”")
        if not 0 < self.months <= MONTHS_AT_MOST:
            raise ValueError(f"`months` are 1 to {MONTHS_AT_MOST}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What a member sent; `text` is in `language`. `member` is the key of an account."""

    key: str
    member: str
    language: str
    sent_on: date
    text: str
    permission: Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text that only its author can see."""

    key: str
    member: str
    language: str
    saved_on: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """A request for advice; a day that has not come is None.

    `organisation`, `assigned_to` and `not_this_time` (members) are keys of the board's file.
    """

    key: str
    reference: str
    title: str
    kind: ConsultationKind
    organisation: str
    assigned_to: str
    state: ConsultationState
    languages: tuple[str, ...]
    received_on: date
    minutes_needed: int
    fee: str
    background: str
    questions: tuple[str, ...]
    screened_on: date | None = None
    opened_on: date | None = None
    closes_on: date | None = None
    closed_on: date | None = None
    synthesised_on: date | None = None
    answered_on: date | None = None
    content_note: str | None = None
    not_this_time: tuple[str, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    drafts: tuple[Draft, ...] = ()
    synthesis: Synthesis | None = None

    def contribution(self, key: str) -> Contribution:
        """The contribution with that key. Raises KeyError when there is none."""
        return {each.key: each for each in self.contributions}[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationsFile:
    """All of `consultations.toml`."""

    consultations: tuple[Consultation, ...]
