"""The items of an agenda, each with the entries of its minutes."""

from dataclasses import dataclass
from datetime import date, time

from demo.story.choices import EntryKind, ItemKind, Method, Outcome, Purpose

# Which kind of entry has which values of its own
_BELONGS = {
    "title": EntryKind.CONCLUSION,
    "rests_on": EntryKind.CONCLUSION,
    "to": EntryKind.FOOTNOTE,
    "method": EntryKind.DECISION,
    "outcome": EntryKind.DECISION,
    "by": EntryKind.ACTION,
    "due_on": EntryKind.ACTION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesEntry:
    """One entry. What a kind does not use is None or empty.

    `title`, `rests_on` (keys of items of the meeting): conclusions.
    `to` (key of an entry of the meeting): footnotes.
    `method`, `outcome`: decisions.
    `by`, `due_on`: actions.
    `quotes` (key of a contribution to the item's request for advice) and `quoted` (its exact
    words): an entry that quotes a member with her permission.
    """

    kind: EntryKind
    text: str
    key: str | None = None
    title: str | None = None
    rests_on: tuple[str, ...] = ()
    to: str | None = None
    method: Method | None = None
    outcome: Outcome | None = None
    by: str | None = None
    due_on: date | None = None
    quotes: str | None = None
    quoted: str | None = None

    def __post_init__(self) -> None:
        for name, kind in _BELONGS.items():
            if bool(getattr(self, name)) is not (self.kind is kind):
                raise ValueError(f"`{name}` belongs to each “{kind}”, and to nothing else")
        if (self.quotes is None) is not (self.quoted is None):
            raise ValueError("`quotes` and `quoted` come together")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """An item, or a break: a break has no purpose. `consultation` and `papers` are keys.

    `starts` and `ends` are clock times in the zone of the meeting.
    """

    key: str
    title: str
    on: date
    starts: time
    ends: time
    kind: ItemKind = ItemKind.ITEM
    purpose: Purpose | None = None
    content_note: str | None = None
    consultation: str | None = None
    papers: tuple[str, ...] = ()
    entries: tuple[MinutesEntry, ...] = ()

    def __post_init__(self) -> None:
        if (self.purpose is None) is (self.kind is ItemKind.ITEM):
            raise ValueError("`purpose` belongs to every item, and to no break")
        if self.starts >= self.ends:
            raise ValueError("`ends` comes after `starts`")

    @property
    def minutes(self) -> int:
        """How long the item takes, in minutes."""
        begins = self.starts.hour * 60 + self.starts.minute
        return self.ends.hour * 60 + self.ends.minute - begins
