"""What the board asks for, what was handed over, what agencies answered."""

from dataclasses import dataclass
from datetime import date

from demo.story.choices import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """A recommendation with its sources: passages of a joint text, and the decision that endorsed it.

    `consultation`, `passages`, `addressees` (organisations), `drafted_by` (an account),
    `endorsed_in` (a meeting) and `endorsed_by` (an entry of its minutes) are keys.
    """

    key: str
    title: str
    text: str
    rationale: str
    consultation: str
    passages: tuple[str, ...]
    addressees: tuple[str, ...]
    drafted_by: str
    drafted_on: date
    endorsed_in: str
    endorsed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftsFromMeeting:
    """Conclusions of a meeting (keys of entries) that become drafts, at one press of a button."""

    meeting: str
    conclusions: tuple[str, ...]
    drafted_by: str
    drafted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What an agency answered to one recommendation (its key)."""

    recommendation: str
    position: Position
    answered_on: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Recommendations for one agency; what has not happened is None. People are keys of accounts."""

    key: str
    organisation: str
    recommendations: tuple[str, ...]
    prepared_by: str
    prepared_on: date
    officer: str
    approved_by: str | None = None
    approved_on: date | None = None
    access_granted_on: date | None = None
    handed_over_on: date | None = None
    responses: tuple[Response, ...] = ()

    def __post_init__(self) -> None:
        if (self.approved_by is None) is not (self.approved_on is None):
            raise ValueError("`approved_by` and `approved_on` come together")
        if self.approved_by == self.prepared_by:
            raise ValueError("a second person approves")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationsFile:
    """All of `recommendations.toml`."""

    recommendations: tuple[Recommendation, ...]
    drafts_from_meeting: tuple[DraftsFromMeeting, ...] = ()
    releases: tuple[Release, ...] = ()
