"""Meetings: who took part, the papers, the agenda. One file is one meeting."""

from dataclasses import dataclass
from datetime import date

from demo.story.agendas import AgendaItem, MinutesEntry
from demo.story.choices import EntryKind, ListedAs, PaperKind, ParticipantKind, Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Someone who took part without an account: a delegation, an institution, an interpreter."""

    kind: ParticipantKind
    name: str
    country: str | None = None
    presence: Presence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """A person with an account (its key): where she was, and how she chose to be listed."""

    account: str
    presence: Presence
    listed_as: ListedAs


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper of a meeting, with its main facts in our words (one to three sentences)."""

    key: str
    label: str
    kind: PaperKind
    country: str
    abstract: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesRecord:
    """Who wrote the minutes (key of an account), when they were drafted and approved, and how."""

    written_by: str
    drafted_on: date
    approved_on: date
    approved_how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting. Its clock times are in `zone`; `quorum` says whether a quorum applies at all."""

    key: str
    title: str
    reference: str
    starts_on: date
    ends_on: date
    place: str
    zone: str
    online: bool
    languages: tuple[str, ...]
    host: str
    host_country: str
    convened_by: str
    quorum: bool
    entered_on: date
    in_brief: str
    minutes: MinutesRecord
    items: tuple[AgendaItem, ...]
    number: int | None = None
    called_on: date | None = None
    papers_sent_on: date | None = None
    join_link: str | None = None
    passcode: str | None = None
    participants: tuple[Participant, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    papers: tuple[Paper, ...] = ()

    @property
    def entries(self) -> tuple[MinutesEntry, ...]:
        """All entries of the minutes, in the order of the agenda."""
        return tuple(entry for item in self.items for entry in item.entries)

    @property
    def conclusions(self) -> tuple[MinutesEntry, ...]:
        """The entries that are conclusions, in order; each has a title and the items it rests on."""
        return tuple(entry for entry in self.entries if entry.kind is EntryKind.CONCLUSION)

    def item(self, key: str) -> AgendaItem:
        """The item with that key. Raises KeyError when there is none."""
        return {each.key: each for each in self.items}[key]

    def entry(self, key: str) -> MinutesEntry:
        """The entry with that key. Raises KeyError when there is none."""
        return {each.key: each for each in self.entries if each.key}[key]
