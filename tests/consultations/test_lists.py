"""Lists cost the same with 1, 3 and 300 rows, and open no text (G2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from consultations import queries
from consultations.models import Consultation, Contribution, ContributionText, Invitation, Question
from consultations.states import ConsultationState, ContributionState, Subject
from privacy import audit, clock, consent, reading
from privacy.consent import Choices, Use
from privacy.models import Event
from privacy.reading import System
from privacy.states import Audience, Form
from tests.canary import CANARY
from tests.consultations import stories
from tests.people import Cast
from tests.visiting import Visitor

MACHINE = System("test")
STEPS = (1, 3, 300)


def asked(do: Callable[[], Any]) -> list[str]:
    """Every query of both databases."""
    with (
        CaptureQueriesContext(connections["default"]) as main,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        do()
    return [query["sql"] for context in (main, keys) for query in context.captured_queries]


def many_requests(cast: Cast, numbers: Iterable[int]) -> None:
    """Open requests, each with Anna invited; sealed once, as only the list is looked at."""
    template = (
        stories.opened(cast, 9000) if not Consultation.objects.exists() else Consultation.objects.first()
    )
    with audit.act("t", actor=MACHINE, about=cast.board) as act:
        for number in numbers:
            row = Consultation(
                reference=f"2026/{number}",
                title=f"Request {number}",
                subject=Subject.LAW,
                requester=cast.agency,
                assigned_to=cast.sam.account,
                state=ConsultationState.OPEN,
                record=template.record,
                asked_on=clock.today() - dt.timedelta(days=number % 7),
                closes_on=clock.today() + dt.timedelta(days=5),
                opened_at=clock.now(),
                languages="English",
            )
            row.background = reading_at(row, template.background.token)
            row.save(act=act)
            Invitation(consultation=row, account=cast.anna.account, opened_at=clock.now()).save(act=act)


def reading_at(row: Consultation, token: bytes) -> Any:
    from privacy.fields import Sealed

    return Sealed(token, Consultation._meta.get_field("background").place_for(row.id))


@pytest.mark.parametrize(("name", "url"), [("anna", "/c/"), ("sam", "/c/"), ("chloe", "/c/files/")])
@pytest.mark.slow
def test_lists_of_requests(cast: Cast, name: str, url: str) -> None:
    visitor = Visitor.as_(cast.everybody()[name])
    counts, before = [], 0
    for many in STEPS:
        many_requests(cast, range(before + 1, many + 1))
        before = many
        visitor.get(url)
        seen = Event.objects.filter(code="text.opened").count()
        counts.append(len(asked(lambda: visitor.get(url))))
        assert Event.objects.filter(code="text.opened").count() == seen
    assert len(set(counts)) == 1, counts


def test_a_members_list_is_one_query_and_her_own_states(cast: Cast) -> None:
    many_requests(cast, range(1, 31))
    rows = asked(lambda: queries.invitations_of(cast.anna.account))
    assert len(rows) == 1
    first = queries.invitations_of(cast.anna.account)
    rows = asked(lambda: queries.invitations_of(cast.anna.account, first.following))
    assert len(rows) == 1
    second = queries.invitations_of(cast.anna.account, first.following)
    assert second.following is None
    assert not stories.ids(*first.rows) & stories.ids(*second.rows)
    assert len(first.rows) + len(second.rows) == 31


def test_the_files_go_on_page_by_page(cast: Cast) -> None:
    many_requests(cast, range(1, 51))
    sam = Visitor.as_(cast.sam.account)
    page, found = sam.get("/c/"), set()
    for _ in range(3):
        found |= {address for words in page.links for address in page.links[words] if "/file/" in address}
        if "Next page" in page.links:
            page = sam.click("Next page")
    assert len(found) == 51
    assert "First page" in page.links
    sam.get("/c/?after=nonsense", status=404)


def many_contributions(cast: Cast, request: Consultation, numbers: Iterable[int]) -> None:
    """Texts of people made for this, each with its permission, sent long ago."""
    from board.models import Account, Person

    choices = Choices(
        frozenset({Use(Form.READ, Audience.BOARD), Use(Form.PARAPHRASE, Audience.BOARD)}), stories.NOTICE
    )
    scope, record = bytes(cast.bea.scope), reading.new_record_key()
    for number in numbers:
        account = Account(sign_in_name=f"author-{number}", role="member", password="!")
        person = Person(account=account, scope=scope, record=record)
        person.chosen_name = seal("chosen_name", person, f"Author {number}", scope, record)
        row = Contribution(
            consultation=request,
            author=person,
            state=ContributionState.SENT,
            record=record,
            sent_at=clock.now() - dt.timedelta(days=1),
        )
        text = ContributionText(contribution=row, number=1)
        text.body = seal("body", text, f"{CANARY} {number}", scope, record)
        with audit.act("t", actor=MACHINE, about=row) as act:
            for one in (account, person, row, text):
                one.save(act=act)
            consent.give(act=act, subject=person.id, thing=row.id, version=1, choices=choices)


def seal(column: str, row: Any, words: str, scope: bytes, record: bytes) -> Any:
    place = type(row)._meta.get_field(column).place_for(row.id)
    return reading.seal(words, place=place, scope=scope, record=record)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["sam", "bea"])
def test_reading_contributions_costs_the_same(cast: Cast, name: str) -> None:
    """One opening for a page, whatever the number of texts; its event names the count."""
    request = stories.opened(cast)
    visitor = Visitor.as_(cast.everybody()[name])
    url, counts, before = f"/c/{request.id}/contributions/", [], 0
    for many in STEPS:
        many_contributions(cast, request, range(before, many))
        before = many
        visitor.get(url, reads=True)
        seq = Event.objects.order_by("-seq").values_list("seq", flat=True).first()
        counts.append(len(asked(lambda: visitor.get(url, reads=True))))
        opened = Event.objects.filter(seq__gt=seq, code="text.opened").order_by("seq")
        assert [event.count for event in opened] == [min(many, 20), 1 + 1 + 1]
    # the event's traces are written row by row
    assert max(counts) - min(counts) <= 1, counts


@pytest.mark.slow
def test_writing_the_joint_text_costs_the_same(cast: Cast) -> None:
    request = stories.opened(cast)
    sam, counts, before = Visitor.as_(cast.sam.account), [], 0
    for many in STEPS:
        many_contributions(cast, request, range(before, many))
        before = many
        sam.get(f"/c/{request.id}/draft/", reads=True)
        counts.append(len(asked(lambda: sam.get(f"/c/{request.id}/draft/", reads=True))))
    assert max(counts) - min(counts) <= 1, counts


def test_waiting_for_is_a_handful_of_queries(cast: Cast) -> None:
    counts, before = [], 0
    for many in (1, 3, 30):
        many_requests(cast, range(before + 1, many + 1))
        before = many
        counts.append(len(asked(lambda: queries.waiting_for(cast.anna.account))))
    assert set(counts) == {3}
    waiting = queries.waiting_for(cast.anna.account)
    assert len(waiting.invitations) == 31
    assert queries.waiting_for(cast.sam.account).invitations == []


def test_what_waits(cast: Cast) -> None:
    from consultations import actions
    from consultations.rules import Wish
    from consultations.states import InvitationState

    request, other = stories.opened(cast), stories.opened(cast, 2)
    anna = cast.anna.account
    assert {one.consultation_id for one in queries.waiting_for(anna).invitations} == stories.ids(
        request, other
    )
    actions.answer_invitation(
        actor=anna, invitation=stories.invitation(cast.anna, other), answer=InvitationState.NOT_NOW
    )
    stories.drafted(cast.anna, request)
    waiting = queries.waiting_for(anna)
    assert [one.consultation_id for one in waiting.invitations] == [request.id]
    assert waiting.drafts == {request.id}
    contribution = stories.standing(cast.anna, request, Wish(use=Form.QUOTE))
    assert queries.waiting_for(anna).invitations == []
    stories.passage(cast, request, contribution, form=Form.QUOTE)
    actions.ask_authors(actor=cast.sam.account, consultation=request)
    assert [one.id for one in queries.waiting_for(anna).quotes] == [request.id]
    assert Question.objects.count() == 2
