"""The whole demonstration in one object, and how it is loaded."""

from dataclasses import dataclass
from pathlib import Path

from demo.story.choices import AccountRole
from demo.story.consultations import Consultation, ConsultationsFile
from demo.story.meetings import Meeting
from demo.story.people import Account, Board, BoardFile, Clock, NameList, Organisation
from demo.story.reading import read_file
from demo.story.recommendations import DraftsFromMeeting, Recommendation, RecommendationsFile, Release

FOLDER = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Everything the demonstration board holds; look things up by their keys."""

    clock: Clock
    board: Board
    organisations: tuple[Organisation, ...]
    accounts: tuple[Account, ...]
    name_list: NameList
    consultations: tuple[Consultation, ...]
    madrid: Meeting
    fourteenth: Meeting
    recommendations: tuple[Recommendation, ...]
    drafts_from_meeting: tuple[DraftsFromMeeting, ...]
    releases: tuple[Release, ...]

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """Both meetings, in the order in which they were entered."""
        return (self.madrid, self.fourteenth)

    @property
    def members(self) -> tuple[Account, ...]:
        """Everyone with a seat, the chair included."""
        return tuple(account for account in self.accounts if account.is_member)

    def keys_of(self, role: AccountRole) -> tuple[str, ...]:
        """The keys of all accounts with that role."""
        return tuple(account.key for account in self.accounts if account.role is role)

    def account(self, key: str) -> Account:
        """The account with that key. Raises KeyError when there is none."""
        return {each.key: each for each in self.accounts}[key]

    def organisation(self, key: str) -> Organisation:
        """The agency with that key. Raises KeyError when there is none."""
        return {each.key: each for each in self.organisations}[key]

    def consultation(self, key: str) -> Consultation:
        """The request for advice with that key. Raises KeyError when there is none."""
        return {each.key: each for each in self.consultations}[key]

    def meeting(self, key: str) -> Meeting:
        """The meeting with that key. Raises KeyError when there is none."""
        return {each.key: each for each in self.meetings}[key]

    def recommendation(self, key: str) -> Recommendation:
        """The recommendation with that key. Raises KeyError when there is none."""
        return {each.key: each for each in self.recommendations}[key]


def read_story(folder: Path) -> Story:
    """The five files of `folder`, each checked by itself. Raises ValueError naming file and key."""
    people = read_file(folder / "board.toml", BoardFile)
    advice = read_file(folder / "recommendations.toml", RecommendationsFile)
    return Story(
        clock=people.clock,
        board=people.board,
        organisations=people.organisations,
        accounts=people.accounts,
        name_list=people.name_list,
        consultations=read_file(folder / "consultations.toml", ConsultationsFile).consultations,
        madrid=read_file(folder / "madrid.toml", Meeting),
        fourteenth=read_file(folder / "meetings.toml", Meeting),
        recommendations=advice.recommendations,
        drafts_from_meeting=advice.drafts_from_meeting,
        releases=advice.releases,
    )
