"""A draft that quotes a member, and the page on which others read it."""

from __future__ import annotations

from consultations.models import Contribution
from meetings.models import Entry, Minutes
from tests.meetings import held
from tests.people import Cast
from tests.visiting import Page, Visitor


def minutes_with_quote(cast: Cast, **choices: object) -> tuple[Minutes, Contribution, Entry]:
    """A draft that quotes Anna."""
    request = held.consulted(cast)
    minutes = held.written(cast, held.held(cast, consultation=request))
    contribution = held.quotable(cast.anna, request, **choices)
    return minutes, contribution, held.quoted(cast, minutes, contribution)


def page_for(cast: Cast, name: str, minutes: Minutes) -> Page:
    visitor = Visitor.as_(getattr(cast, name).account)
    return visitor.get(f"/m/{minutes.meeting_id}/minutes/", reads=True)
