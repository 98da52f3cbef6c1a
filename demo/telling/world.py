"""What has been made so far, by the short keys of the story."""

from __future__ import annotations

from dataclasses import dataclass, field

from board.models import Account, Organisation, Person
from consultations.models import Consultation, Contribution, Passage
from demo.story import Story
from demo.story.choices import AccountRole
from meetings.models import Entry, Meeting
from recommendations.models import Recommendation, Release


@dataclass
class World:
    """The story and everything it has become."""

    story: Story
    people: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    consultations: dict[str, Consultation] = field(default_factory=dict)
    contributions: dict[str, Contribution] = field(default_factory=dict)
    # by (consultation, passage): passages of two texts may have the same key
    passages: dict[tuple[str, str], Passage] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)
    recommendations: dict[str, Recommendation] = field(default_factory=dict)
    releases: dict[str, Release] = field(default_factory=dict)

    def account(self, key: str) -> Account:
        """The account of a person."""
        return self.people[key].account

    @property
    def writer(self) -> Account:
        """Somebody of the secretariat, where the story does not say who."""
        return self.account(self.story.keys_of(AccountRole.SECRETARIAT)[0])
