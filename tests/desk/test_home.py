"""The home page of each role: what is on it, what is not; and long lists cost no more than short ones."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from board import actions
from desk.queries.home import home_of_member
from pages.days import full_day
from privacy import audit, clock
from privacy.models import Event
from recommendations.models import Recommendation
from recommendations.queries import PAGE
from recommendations.states import RecommendationState
from tests.canary import CANARY
from tests.consultations import stories
from tests.markup import text_of
from tests.recommendations.world import build
from tests.visiting import Visitor

EVERYBODY = ("anna", "bea", "carla", "chloe", "sam", "olga", "dora", "adam")


def home(cast, who):
    return Visitor.as_(getattr(cast, who).account).get("/")


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.slow
def test_every_role_has_a_home_and_its_doors_open(cast, who):
    visitor = Visitor.as_(getattr(cast, who).account)
    page = visitor.get("/")
    for element in page.document.all("nav"):
        for link in element.iter("a"):
            visitor.get(link.attrib["href"])


def test_a_stranger_is_asked_to_sign_in():
    assert Visitor().get("/", status=302).response["Location"] == "/in/?next=/"


@pytest.mark.parametrize("who", ["anna", "chloe", "olga"])
def test_where_nothing_waits_it_says_so(cast, who):
    assert "Nothing is waiting for you." in home(cast, who)


def test_the_secretariat_is_told_how_to_begin(cast):
    assert "No request is under way." in home(cast, "sam")


@pytest.mark.parametrize("who", EVERYBODY)
def test_home_opens_nothing_and_leaves_no_event(cast, who):
    stories.opened(cast)
    before = Event.objects.count()
    home(cast, who)
    assert Event.objects.count() == before


def test_an_open_request_waits_for_whom_it_was_opened_to(cast):
    request = stories.opened(cast)  # and not to Carla
    visitor = Visitor.as_(cast.anna.account)
    assert request.title in visitor.get("/")
    visitor.click("Read the request", reads=True)
    assert "Nothing is waiting for you." in home(cast, "carla")
    assert request.title not in home(cast, "carla")
    assert request.title not in home(cast, "olga")


def test_a_draft_is_continued_from_home(cast):
    request = stories.opened(cast)
    stories.drafted(cast.anna, request, f"{CANARY} what she thinks")
    page = home(cast, "anna")
    assert "Your draft is saved" in page
    assert page.link("Continue your draft") == f"/c/{request.id}/answer/"


def test_what_was_sent_waits_no_longer(cast):
    request = stories.opened(cast)
    stories.sent(cast.anna, request)
    assert "Nothing is waiting for you." in home(cast, "anna")


def test_on_a_break_nothing_waits(cast):
    request = stories.opened(cast)
    actions.pause(actor=cast.anna.account, person=cast.anna)
    page = home(cast, "anna")
    assert "You are on a break." in page
    assert request.title not in page


def test_the_secretariat_sees_requests_by_state(cast):
    first, second = stories.opened(cast, 1), stories.recorded(cast, 2)
    page = home(cast, "sam")
    assert page.text.index("Received") < page.text.index(second.title)
    assert page.text.index("Open") < page.text.index(first.title)


@pytest.mark.slow
def test_a_member_sees_what_became_of_the_advice(cast):
    assert "Nothing has been sent to a partner yet." in home(cast, "anna")
    world = build(cast)
    recommendation = world.endorsed()
    world.sent(recommendation)
    page = home(cast, "anna")
    assert "Labour Training Agency: no answer yet" in page
    assert page.link(recommendation.title) == f"/r/{recommendation.id}/"
    assert "Waiting for your answer" in home(cast, "olga")


@pytest.mark.parametrize("who", ["anna", "chloe"])
def test_what_became_of_the_advice_is_there_behind_many_newer_ones(cast, who):
    world = build(cast)
    sent = world.endorsed()
    world.sent(sent)
    with time_machine.travel(clock.now() + timedelta(days=1)):
        newer = [
            Recommendation(
                title=f"Newer {number}",
                reference=f"2026/N-{number}",
                state=RecommendationState.ENDORSED,
                decision=world.decision,
                endorsed_on=clock.today(),
                drafted_on=clock.today(),
            )
            for number in range(PAGE + 1)
        ]
        with audit.act("test.filled", actor=world.sam, about=world.meeting) as act:
            act.save_all(newer)
        found = home_of_member(getattr(cast, who).account).became
    nothing = (("Labour Training Agency", "no answer yet"),)
    assert [(row.id, row.answers) for row in found] == [(sent.id, nothing)]


@pytest.mark.slow
def test_an_officer_sees_only_what_was_sent_to_her(cast):
    world = build(cast)
    release = world.granted(world.endorsed())
    assert release.reference in home(cast, "olga")
    assert release.reference not in home(cast, "omar")


def test_a_prepared_release_waits_for_a_second_person(cast):
    world = build(cast)
    release = world.prepared(world.endorsed())
    assert "One release waits for a second person" in home(cast, "tessa")
    assert release.reference in home(cast, "tessa")
    assert "One release waits for a second person" in home(cast, "chloe")
    assert "waits for a second person" not in home(cast, "anna")


def test_what_was_taken_back_is_shown_by_day_alone(cast):
    assert "Nobody has taken anything back yet." in home(cast, "dora")
    actions.erase_person(actor=cast.anna.account, person=cast.anna)
    page = home(cast, "dora")
    assert "Keys deleted on" in page
    assert str(cast.anna.id) not in page.content.decode()


@pytest.mark.parametrize("who", ["anna", "sam"])
@pytest.mark.slow
def test_home_takes_as_many_queries_for_300_requests_as_for_one(cast, who):
    counts = []
    number = 0
    for more in (1, 2, 297):
        for _ in range(more):
            number += 1
            stories.opened(cast, number)
        # Anew: making so many takes a while, and each minute a session notes that it is in use.
        visitor = Visitor.as_(getattr(cast, who).account)
        with CaptureQueriesContext(connection) as counted:
            visitor.get("/")
        counts.append(len(counted))
    assert len(set(counts)) == 1, counts


def test_whoever_leaves_is_told_the_day(cast):
    found = actions.ask_to_leave(actor=cast.anna.account, person=cast.anna, kind="leave")
    page = home(cast, "anna")
    assert f"You leave on {full_day(found.due_on)}." in page
    assert ("Come back when you like" in page, page.link("Stay after all")) == (False, "/me/leave/")


def test_on_a_break_nothing_waits_in_the_list_either(cast):
    stories.opened(cast)
    anna = Visitor.as_(cast.anna.account)
    assert "Waiting for you" in anna.get("/c/")
    actions.pause(actor=cast.anna.account, person=cast.anna)
    assert "Waiting for you" not in anna.get("/c/")


@pytest.mark.parametrize(("who", "page"), [("adam", "/status/"), ("dora", "/dpo/log/")])
def test_there_is_a_way_back(cast, who, page):
    shown = Visitor.as_(getattr(cast, who).account).get(page).document
    ways = [one for one in shown.all("a") if shown.within(one, "p") is not None and one.attrib["href"] == "/"]
    assert [text_of(one) for one in ways] == ["Overview"]


def test_whoever_was_invited_finds_the_way_in():
    assert Visitor().get("/in/").link("Come in with your code") == "/join/"
