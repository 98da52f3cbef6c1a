"""An officer reads nothing that the gate would not let out of the house, and nothing before the terms."""

from __future__ import annotations

import pytest

from consultations import actions as listening
from privacy import clock
from privacy.permissions import Denied
from recommendations import actions
from recommendations.models import Release
from recommendations.states import Position
from tests.people import Cast, _person
from tests.recommendations.world import ANSWER, World
from tests.visiting import Visitor

SHUT = "The words are not shown here now."
DAY = ("answered_on_day", "answered_on_month", "answered_on_year")


def _second_officer(cast: Cast) -> object:
    from board.states import Role

    return _person("oleg", Role.OFFICER, cast.agency).account


def test_words_that_may_not_leave_are_not_on_the_page_before_the_download(world: World) -> None:
    release = world.granted()
    olga = Visitor.as_(world.olga)
    world.anna_takes_back()
    page = olga.get(f"/p/{release.id}/")
    assert "Download the package first." in page
    assert "Safe contact" not in page.main


def test_a_copy_asked_back_is_not_shown_once_more(world: World) -> None:
    release = world.sent()
    copy = world.copy_of(release)
    world.anna_takes_back()
    olga = Visitor.as_(world.olga)
    assert SHUT in olga.get(f"/p/{release.id}/")
    page = olga.get(f"/p/{release.id}/answer/{copy.id}/")
    assert SHUT in page
    # she can still say what her organisation does
    today = clock.today()
    day = dict(zip(DAY, map(str, (today.day, today.month, today.year)), strict=True))
    said = {"position": "noted", "words": ANSWER, "do": "check", **day}
    assert "Is this your answer?" in olga.post(page.url, said, status=200, reads=True)


def test_a_text_on_hold_shuts_the_page_too(world: World) -> None:
    release = world.sent()
    listening.hold(actor=world.anna, contribution=world.annas)
    assert SHUT in Visitor.as_(world.olga).get(f"/p/{release.id}/")


def test_an_answer_page_shows_nothing_before_the_terms(world: World) -> None:
    release = world.sent()
    oleg = _second_officer(world.cast)
    actions.grant_access(actor=world.sam, release=release, officer=oleg)
    here = f"/p/{release.id}/answer/{world.copy_of(release).id}/"
    Visitor.as_(oleg).get(here, status=404)
    Visitor.as_(oleg).post(here, {"position": "adopted", "do": "send"}, status=404)


def test_nobody_answers_before_the_terms(world: World) -> None:
    release = world.sent()
    oleg = _second_officer(world.cast)
    actions.grant_access(actor=world.sam, release=release, officer=oleg)
    with pytest.raises(Denied) as no:
        actions.respond(
            actor=oleg,
            copy=world.copy_of(release),
            position=Position.ADOPTED,
            words=ANSWER,
            answered_on=Release.objects.get(id=release.id).approved_on,
        )
    assert no.value.code == "terms"
