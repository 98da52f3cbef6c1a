"""Minutes for a reader: the page, the quotes their authors allow, the names people chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from board.models import Account, Person
from board.queries import chosen_names, naming
from board.rules import audience_of
from board.states import INSIDE, PersonState, Role
from meetings import rules
from meetings.models import (
    Edition,
    ListedLine,
    Meeting,
    Minutes,
    MinutesPage,
    Participant,
    by_place,
    collect,
    from_json,
    page_of,
    to_json,
)
from meetings.queries.meetings import meeting_for, minutes_of
from meetings.queries.quotes import QuoteShown, quotes_hidden, quotes_of, quotes_shown
from meetings.states import EXPOSURE, ListedAs, MinutesState
from privacy.fields import Sealed
from privacy.reading import Purpose, open_many


@dataclass(frozen=True, slots=True)
class MinutesShown:
    """All that a page or a PDF of minutes is made of. `page` is None when it cannot be opened."""

    meeting: Meeting
    minutes: Minutes
    edition: Edition | None
    page: MinutesPage | None
    quotes: Mapping[UUID, QuoteShown]
    names: Mapping[UUID, str]


def minutes_to_read(account: Account, meeting: UUID) -> Minutes:
    """The row of minutes this account may read, as a draft or approved. Raises Http404."""
    minutes = minutes_of(meeting_for(account, meeting))
    if minutes is None or not rules.asked(rules.check_can_read_minutes, account, minutes):
        raise Http404
    return minutes


def edition_for(account: Account, meeting: UUID, edition: UUID) -> Edition:
    """An edition of that very meeting, the newest or an older one. Raises Http404."""
    minutes = minutes_to_read(account, meeting)
    found = Edition.objects.filter(id=edition, minutes=minutes).select_related("minutes").first()
    if found is None:
        raise Http404
    return found


def is_shown(edition: Edition) -> bool:
    """Whether it is still the newest. Ask after the edition that is due was made."""
    return not Edition.objects.filter(minutes=edition.minutes_id, number__gt=edition.number).exists()


def minutes_for(account: Account, meeting: UUID) -> MinutesShown:
    """Minutes as this account may read them now: one call opens the page and the quotes. Raises Http404."""
    minutes = minutes_to_read(account, meeting)
    if minutes.state == MinutesState.APPROVED:
        return _approved(account, minutes)
    return _draft(account, minutes)


def _approved(account: Account, minutes: Minutes) -> MinutesShown:
    edition = minutes.editions.latest("number")
    quotes = quotes_of(minutes)
    read = quotes if account.role in INSIDE else []
    sealed: list[Sealed] = [edition.page, *(quote.sealed for quote in read)]
    [text, *words] = open_many(sealed, reader=account, purpose=Purpose.RECORD, about=minutes.meeting)
    page = from_json(text.text) if text.text is not None else None
    shown = quotes_shown(account, read, words) if read else quotes_hidden(quotes)
    return _shown(account, minutes, edition, page, shown)


def _draft(account: Account, minutes: Minutes) -> MinutesShown:
    rows = collect(minutes)
    quotes = quotes_of(minutes)
    board, own = rows.sealed(), [quote.sealed for quote in quotes]
    opened = open_many([*board, *own], reader=account, purpose=Purpose.RECORD, about=minutes.meeting)
    page = page_of(rows, by_place(board, opened[: len(board)]))
    words = opened[len(board) :]
    return _shown(account, minutes, None, page, quotes_shown(account, quotes, words))


def _shown(
    account: Account,
    minutes: Minutes,
    edition: Edition | None,
    page: MinutesPage | None,
    quotes: Mapping[UUID, QuoteShown],
) -> MinutesShown:
    names = _names(account, page.listed if page else ())
    # The edition holds tokens: whom it mentions is asked anew at each reading.
    said = page and page.saying(naming([to_json(page)], audience_of(account)))
    return MinutesShown(minutes.meeting, minutes, edition, said, quotes, names)


def _names(account: Account, listed: Iterable[ListedLine]) -> dict[UUID, str]:
    """Participant id to what stands in the attendance, for those who are not just counted.

    The narrower of what was approved and what she wants now counts; whoever left with everything is "a former
    member", whatever stood there.
    """
    lines = {one.participant: one for one in listed if not one.label}
    people = Participant.objects.filter(id__in=lines).select_related("person")
    now = {one.id: one for one in people if one.person}
    wanted = {one: _narrower(line, now[one]) for one, line in lines.items() if one in now}
    named = [now[one].person for one, how in wanted.items() if how == ListedAs.CHOSEN_NAME]
    living = [person for person in named if person and person.state != PersonState.ERASED]
    names = chosen_names(living, reader=account) if account.role in INSIDE else {}
    found = {}
    for one, how in wanted.items():
        person = now[one].person
        name = _name_of(person, how, lines[one], names) if person else ""
        if name:
            found[one] = name
    return found


def _narrower(line: ListedLine, row: Participant) -> str:
    return min(line.listed_as, row.listed_as, key=lambda how: EXPOSURE[how])


def _name_of(person: Person, how: str, line: ListedLine, names: Mapping[UUID, str]) -> str:
    """Empty for who is counted; "by role" is a name for the chair alone, since there is but one."""
    if how == ListedAs.WITHOUT_NAME:
        return ""
    if person.state == PersonState.ERASED:
        return _("A former member")
    if how == ListedAs.CHOSEN_NAME and person.id in names:
        return names[person.id]
    return str(Role.CHAIR.label) if line.role == Role.CHAIR else ""
