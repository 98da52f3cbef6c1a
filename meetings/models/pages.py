"""What approved minutes are: one frozen page, kept as JSON.

Data, not sentences: each reader has her language.

Quotes stand here by the id of their paragraph and people by the id of their participation: words of a
member are rendered from their own seal, names as each person chose.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from meetings.states import EntryKind


@dataclass(frozen=True, slots=True)
class ListedLine:
    """Somebody at the meeting. `role` is that of a person's account, empty for countries and bodies."""

    participant: UUID
    kind: str
    label: str
    role: str
    listed_as: str
    attendance: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of an item."""

    number: int
    title: str
    by: str
    abstract: str | None = None


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A paragraph.

    `text` is None where there is none, where it was removed, or where it could not be opened (`shut`).
    """

    id: UUID
    kind: str
    number: int | None = None
    heading: str = ""
    text: str | None = None
    shut: str = ""
    footnotes: tuple[str, ...] = ()
    method: str = ""
    owner: str = ""
    due_on: date | None = None
    rests_on: tuple[int, ...] = ()
    removed_on: date | None = None

    @property
    def is_quote(self) -> bool:
        """Whether a member's own words stand here, as long as she allows it."""
        return self.kind == EntryKind.QUOTE and self.removed_on is None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item with what was said on it; clock times in the zone of the meeting."""

    id: UUID
    number: int | None
    title: str
    purpose: str
    starts: datetime
    ends: datetime
    content_note: str | None = None
    papers: tuple[PaperLine, ...] = ()
    entries: tuple[EntryLine, ...] = ()


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """The whole page.

    `edition` is 0 while it is a draft; `head` is the end of the audit chain at approval, hex, and `ledger`
    that of the ledger of destroyed keys.
    """

    reference: str
    short_name: str
    kind: str
    title: str
    starts: datetime
    ends: datetime
    city: str
    place: str
    host: str
    convened_by: str
    languages: str
    summary: str | None
    seats_filled: int | None
    quorum: int | None
    listed: tuple[ListedLine, ...]
    items: tuple[ItemLine, ...]
    edition: int = 0
    made_on: date | None = None
    approved_on: date | None = None
    approved_how: str = ""
    head: str = ""
    ledger: str = ""
    shut: tuple[str, ...] = field(default=())

    def without(self, removed: Mapping[UUID, date], **changes: Any) -> MinutesPage:
        """The page with some paragraphs taken out (entry id to day), and with other fields changed."""
        items = tuple(
            replace(item, entries=tuple(_without(entry, removed) for entry in item.entries))
            for item in self.items
        )
        return replace(self, items=items, **changes)

    def saying(self, say: Callable[[str], str]) -> MinutesPage:
        """The page with each text of the board as `say` makes it; members' own words are not on it."""
        items = tuple(_saying(item, say) for item in self.items)
        return replace(self, summary=_said(self.summary, say), items=items)

    def quotes(self) -> set[UUID]:
        """The paragraphs in which a member's own words stand."""
        return {entry.id for item in self.items for entry in item.entries if entry.is_quote}


def _saying(item: ItemLine, say: Callable[[str], str]) -> ItemLine:
    return replace(
        item,
        content_note=_said(item.content_note, say),
        papers=tuple(replace(one, abstract=_said(one.abstract, say)) for one in item.papers),
        entries=tuple(
            replace(one, text=_said(one.text, say), footnotes=tuple(say(note) for note in one.footnotes))
            for one in item.entries
        ),
    )


def _said(text: str | None, say: Callable[[str], str]) -> str | None:
    return None if text is None else say(text)


def _without(entry: EntryLine, removed: Mapping[UUID, date]) -> EntryLine:
    if entry.id not in removed or not entry.is_quote:
        return entry
    return EntryLine(entry.id, entry.kind, removed_on=removed[entry.id])


def to_json(page: MinutesPage) -> str:
    """Canonical: the same page is the same text."""
    return json.dumps(asdict(page), default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> MinutesPage:
    """Raises ValueError or KeyError for what is no page."""
    said = json.loads(text)
    said["listed"] = tuple(_listed(one) for one in said["listed"])
    said["items"] = tuple(_item(one) for one in said["items"])
    said["starts"], said["ends"] = _moment(said["starts"]), _moment(said["ends"])
    said["made_on"], said["approved_on"] = _day(said["made_on"]), _day(said["approved_on"])
    said["shut"] = tuple(said["shut"])
    return MinutesPage(**said)


def digest_of(text: str) -> str:
    """SHA-256 of the JSON, hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _listed(said: dict[str, Any]) -> ListedLine:
    return ListedLine(**{**said, "participant": UUID(said["participant"])})


def _item(said: dict[str, Any]) -> ItemLine:
    return ItemLine(
        **{
            **said,
            "id": UUID(said["id"]),
            "starts": _moment(said["starts"]),
            "ends": _moment(said["ends"]),
            "papers": tuple(PaperLine(**one) for one in said["papers"]),
            "entries": tuple(_entry(one) for one in said["entries"]),
        }
    )


def _entry(said: dict[str, Any]) -> EntryLine:
    return EntryLine(
        **{
            **said,
            "id": UUID(said["id"]),
            "footnotes": tuple(said["footnotes"]),
            "rests_on": tuple(said["rests_on"]),
            "due_on": _day(said["due_on"]),
            "removed_on": _day(said["removed_on"]),
        }
    )
