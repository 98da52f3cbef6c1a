"""Quotes in minutes: a member's words as she allows them now, under the name she chose for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from board.models import Account
from board.queries import chosen_names
from board.states import INSIDE
from consultations.models import Contribution
from consultations.rules import standings
from meetings.models import Entry, Minutes
from meetings.states import EntryKind, EntryState
from privacy.fields import Sealed
from privacy.models import ConsentRecord
from privacy.reading import Opened, Purpose, Shut, open_many
from privacy.rules import NAMES
from privacy.states import Naming


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote before it is opened."""

    entry: UUID
    sealed: Sealed
    source: Contribution


@dataclass(frozen=True, slots=True)
class QuoteShown:
    """Her words, or why they are not there; how she is named (may be empty); the language she wrote in."""

    words: Opened
    by: str = ""
    language: str = ""


def quotes_of(minutes: Minutes) -> list[Quote]:
    """The quotes of minutes that have their words, sealed."""
    rows = Entry.objects.filter(minutes=minutes, kind=EntryKind.QUOTE, state=EntryState.LIVE)
    found = rows.select_related("contribution__author")
    return [Quote(one.id, one.quote, one.contribution) for one in found if one.quote and one.contribution]


def quotes_shown(reader: Account, quotes: Sequence[Quote], words: Sequence[Opened]) -> dict[UUID, QuoteShown]:
    """By entry id. How each author is named is asked anew at each reading, as her permission is."""
    pairs = list(zip(quotes, words, strict=True))
    by = _authors(reader, [quote.source for quote, one in pairs if one.text is not None])
    return {
        quote.entry: QuoteShown(one, by.get(quote.source.id, ""), quote.source.language)
        for quote, one in pairs
    }


def quotes_hidden(quotes: Sequence[Quote]) -> dict[UUID, QuoteShown]:
    """The same for a reader who reads the minutes without members' words; nothing is tried."""
    return {quote.entry: QuoteShown(Opened(None, Shut.REFUSED)) for quote in quotes}


def cannot_be_shown(words: Opened) -> str:
    """What stands in the place of a quote that does not open; it never says why, but for a broken one."""
    if words.shut == Shut.BROKEN:
        return _("This passage cannot be opened. The people who look after Atrium have been told.")
    return _("A passage is not shown here.")


def _authors(reader: Account, shown: Sequence[Contribution]) -> dict[UUID, str]:
    """Contribution id to the name it goes under; nothing for who is not to be mentioned."""
    given = {one: standing.named for one, standing in standings([source.id for source in shown]).items()}
    by = {one: _("A member of the board") for one, said in given.items() if said.naming == Naming.MEMBER}
    by.update(_pen_names(given, shown))
    by.update(_chosen_names(reader, given, shown))
    return by


def _pen_names(given: Mapping[UUID, ConsentRecord], shown: Sequence[Contribution]) -> dict[UUID, str]:
    """Pen names are opened by the machine, where a permitted use is rendered."""
    pens = {
        one: said.pen_name for one, said in given.items() if said.naming == Naming.PEN_NAME and said.pen_name
    }
    if not pens:
        return {}
    opened = open_many(list(pens.values()), reader=NAMES, purpose=Purpose.RECORD, about=shown[0])
    return {one: name.text or "" for one, name in zip(pens, opened, strict=True)}


def _chosen_names(
    reader: Account, given: Mapping[UUID, ConsentRecord], shown: Sequence[Contribution]
) -> dict[UUID, str]:
    if reader.role not in INSIDE:
        return {}
    named = [source for source in shown if source.id in given and given[source.id].naming == Naming.NAME]
    names = chosen_names([source.author for source in named], reader=reader)
    return {source.id: names[source.author_id] for source in named}
