"""Names in minutes: looked for before they are approved."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from board.models import Account
from board.queries import Found, names_found
from meetings.models import ItemLine, Meeting, Minutes, MinutesPage, by_place, collect, page_of
from privacy.reading import Purpose, open_many


def names_in_minutes(reader: Account, minutes: Minutes) -> list[Found]:
    """What may name somebody in a draft. Opens it; before an act. Members' own words are left as they are."""
    rows = collect(minutes)
    sealed = rows.sealed()
    opened = open_many(sealed, reader=reader, purpose=Purpose.RECORD, about=minutes.meeting)
    return names_in_page(reader, page_of(rows, by_place(sealed, opened)), minutes.meeting)


def names_in_page(reader: Account, page: MinutesPage, meeting: Meeting) -> list[Found]:
    """The same for a page that is open."""
    return names_found(_places(page), reader=reader, about=meeting)


def _places(page: MinutesPage) -> Iterator[tuple[str, str | None]]:
    yield _("In brief"), page.summary
    for item in page.items:
        yield from _places_of(item)


def _places_of(item: ItemLine) -> Iterator[tuple[str, str | None]]:
    here = {"item": item.number or item.title}
    yield _("Item %(item)s, title") % here, item.title
    yield _("Item %(item)s, content note") % here, item.content_note
    for paper in item.papers:
        yield _("Paper %(number)s") % {"number": paper.number}, paper.abstract
    for number, entry in enumerate(item.entries, start=1):
        note = {**here, "note": number}
        yield _("Item %(item)s, note %(note)s, heading") % note, entry.heading
        yield _("Item %(item)s, note %(note)s") % note, entry.text
        yield _("Item %(item)s, note %(note)s, who does it") % note, entry.owner
        yield _("Item %(item)s, note %(note)s, footnote") % note, "\n".join(entry.footnotes)
