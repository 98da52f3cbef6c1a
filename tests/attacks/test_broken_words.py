"""One value that was tampered with, or whose key is lost, never takes a whole page along."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connections

from meetings.models import AgendaItem, Edition, Entry, Minutes, Paper
from privacy import triggers
from recommendations import actions
from recommendations.models import Recommendation, RecommendationText, ReleasedCopy, Response
from recommendations.states import Position, RecommendationState
from tests.meetings import held
from tests.meetings.quoting import minutes_with_quote
from tests.people import Cast
from tests.recommendations.test_changed_sources import without_bea
from tests.recommendations.world import ANSWER, World
from tests.visiting import Page, Visitor


def broken(model: Any, column: str) -> None:
    """One bit of every value of a column is another one."""
    table = model._meta.db_table
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL")
        rows = [(key, bytearray(bytes(value))) for key, value in cursor.fetchall()]
        assert rows, f"nothing is sealed in {table}.{column}"
        for key, value in rows:
            value[-3] ^= 1
            cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [bytes(value), key])


def answers(account: Any, url: str) -> Page:
    page = Page(Visitor.as_(account).client.get(url, secure=True), url)
    assert page.status < 500, f"{url} answered {page.status}"
    return page


@pytest.mark.parametrize(
    ("model", "column"),
    [
        (AgendaItem, "body"),
        (AgendaItem, "content_note"),
        (Paper, "abstract"),
        (Minutes, "summary"),
        (Entry, "body"),
        (Entry, "quote"),
        (Entry, "footnote"),
    ],
)
@pytest.mark.slow
def test_drafts_of_a_meeting(cast: Cast, model: Any, column: str) -> None:
    minutes, _contribution, _entry = minutes_with_quote(cast)
    broken(model, column)
    here = f"/m/{minutes.meeting_id}/"
    item = held.items(minutes.meeting)[-1]
    entry = held.entries(minutes)[0]
    urls = ["", "agenda/", "live/", f"live/{item.id}/", f"live/{item.id}/quote/", "minutes/"]
    for url in [*urls, f"note/{entry.id}/"]:
        assert answers(cast.sam.account, here + url).status == 200
    Visitor.as_(cast.chloe.account).get(f"{here}approve/", reads=True)


@pytest.mark.parametrize("is_due", [False, True])
@pytest.mark.parametrize(("model", "column"), [(Edition, "page"), (Entry, "quote")])
@pytest.mark.slow
def test_approved_minutes(cast: Cast, model: Any, column: str, is_due: bool) -> None:
    minutes, contribution, _entry = minutes_with_quote(cast)
    edition = held.approved(cast, minutes)
    triggers.remove(connections["default"])
    broken(model, column)
    if is_due and model is Edition:
        held.taken_back(contribution)
    for name in ("sam", "bea", "dora"):
        account = getattr(cast, name).account
        assert answers(account, f"/m/{minutes.meeting_id}/minutes/").status == 200
        assert answers(account, f"/m/{minutes.meeting_id}/minutes/{edition.id}/").status == 200
        assert answers(account, f"/m/{minutes.meeting_id}/").status == 200
    triggers.install(connections["default"])


@pytest.mark.parametrize(
    ("model", "column"),
    [
        (RecommendationText, "operative"),
        (RecommendationText, "rationale"),
        (ReleasedCopy, "page"),
        (Response, "words"),
        (Entry, "body"),
    ],
)
@pytest.mark.slow
def test_recommendations_and_releases(world: World, model: Any, column: str) -> None:
    release = world.sent()
    copy = world.copy_of(release)
    actions.respond(
        actor=world.olga, copy=copy, position=Position.NOTED, words=ANSWER, answered_on=dt.date.today()
    )
    prepared = world.prepared(world.endorsed(title="Another"))
    draft = world.draft(title="A third")
    broken(model, column)
    one, its = copy.recommendation_id, f"release/{release.id}/"
    urls = ["", f"{one}/", f"{one}/sources/", f"{draft.id}/", f"{draft.id}/edit/", f"{draft.id}/endorse/"]
    urls += [
        f"new/meeting/{world.meeting.id}/",
        its,
        f"release/{prepared.id}/",
        f"release/{prepared.id}/approve/",
    ]
    for url in urls:
        assert answers(world.tessa, f"/r/{url}").status == 200
    for shown in (release, prepared):
        answers(world.tessa, f"/r/release/{shown.id}/preview/")
        answers(world.tessa, f"/r/release/{shown.id}/preview.pdf")
    assert answers(world.olga, f"/p/{release.id}/").status == 200
    assert answers(world.olga, f"/p/{release.id}/answer/{copy.id}/").status == 200


@pytest.mark.parametrize("column", ["operative", "rationale"])
def test_no_empty_draft_takes_the_place_of_an_endorsed_wording(world: World, column: str) -> None:
    """What the board decided about stays until its wording can be opened."""
    endorsed = world.endorsed()
    without_bea(world)
    broken(RecommendationText, column)
    sam = Visitor.as_(world.sam)
    sam.get(f"/r/{endorsed.id}/again/")
    page = sam.fill(reads=True)
    assert page.messages[0] == "This wording cannot be opened just now."
    assert page.url == f"/r/{endorsed.id}/"
    [row] = Recommendation.objects.all()
    assert (row.id, row.state) == (endorsed.id, RecommendationState.ENDORSED)
