"""The joint text made from contributions, passage by passage."""

from dataclasses import dataclass
from datetime import date

from demo.story.choices import PassageKind, ShownAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The exact words of a passage, shown to the author of one contribution, and her answer."""

    contribution: str
    shown_on: date
    answer: ShownAnswer
    answered_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One passage; `cites` are keys of contributions. A quote cites exactly one, a joint one or more."""

    key: str
    kind: PassageKind
    heading: str
    text: str
    cites: tuple[str, ...]
    shown: tuple[Shown, ...] = ()

    def __post_init__(self) -> None:
        if not self.cites:
            raise ValueError("a passage cites at least one contribution")
        if self.kind is PassageKind.QUOTE and len(self.cites) > 1:
            raise ValueError("a quote cites one contribution")

    def agreed_by(self, contribution: str) -> bool:
        """Whether the author of that contribution was shown the words and said yes."""
        return any(
            each.contribution == contribution and each.answer is ShownAnswer.YES for each in self.shown
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthesis:
    """The joint text; `written_by` is the key of an account of the secretariat."""

    title: str
    written_by: str
    drafted_on: date
    member_check_until: date
    agreed_on: date
    passages: tuple[Passage, ...]
    other_views: str | None = None

    def passage(self, key: str) -> Passage:
        """The passage with that key. Raises KeyError when there is none."""
        return {each.key: each for each in self.passages}[key]
