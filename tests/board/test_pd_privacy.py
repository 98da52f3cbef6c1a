"""PD2, PD5, PD6, PD8: closed by default, in the tables and in the pages."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from board import actions
from board.models import Account, Person
from board.states import Role
from consultations.models import Consultation
from meetings import queries as meetings
from meetings.models import Meeting
from tests.answers import header_faults
from tests.canary import CANARY
from tests.consultations import stories
from tests.house.tree import ROOT, templates
from tests.meetings import held
from tests.people import Cast
from tests.routes import routes
from tests.visiting import Visitor

# --- PD2: headers of every address, whoever asks

HEADERS = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, noarchive",
}


@pytest.mark.slow
def test_pd2_every_address_is_closed(cast: Cast) -> None:
    anna = Visitor.as_(cast.anna.account).client
    for route in routes():
        for ask in (anna.get, anna.post):
            answer = ask(route.path(), secure=True)
            found = {name: answer.get(name) for name in HEADERS}
            assert found == HEADERS, route.name
            policy = answer["Content-Security-Policy"]
            assert "default-src 'none'" in policy, route.name
            assert "frame-ancestors 'none'" in policy, route.name
            assert "form-action 'self'" in policy or policy.count(";") == 1, route.name
            assert not re.search(r"\w=\([^)]", answer["Permissions-Policy"]), route.name
            assert "max-age=31536000" in answer["Strict-Transport-Security"], route.name
            assert not list(header_faults(dict(answer.items()))), route.name


def test_pd2_links_that_lead_away_say_so() -> None:
    away = re.compile(r"<a [^>]*href=[\"\']https?:[^>]*>")
    found = [tag for template in templates() for tag in away.findall(template.read_text())]
    assert [tag for tag in found if "noreferrer noopener nofollow" not in tag] == []


# --- PD5: identity apart

IDENTITY = "board_identity"
CONTENT_PAGES = ("/", "/c/", "/m/", "/r/", "/board/", "/me/leave/", "/me/look/")


@pytest.fixture
def known(cast: Cast) -> Cast:
    """A board on which Anna's legal name is kept."""
    actions.record_identity(
        actor=cast.anna.account, person=cast.anna, legal_name=f"{CANARY} name", contact=f"{CANARY} street"
    )
    stories.standing(cast.anna, stories.opened(cast))
    held.called(cast)
    return cast


@pytest.mark.parametrize("who", ["anna", "chloe", "sam"])
def test_pd5_pages_of_content_touch_no_identity(known: Cast, who: str) -> None:
    visitor = Visitor.as_(getattr(known, who).account)
    request, meeting = Consultation.objects.get(), Meeting.objects.get()
    below = [f"/c/{request.id}/", f"/m/{meeting.id}/"]
    below += [f"/c/{request.id}/contributions/", f"/m/{meeting.id}/people/"] if who == "sam" else []
    for path in (*CONTENT_PAGES, *below, "/people/", f"/people/{known.anna.id}/"):
        if who != "sam" and path.startswith("/people/"):
            continue
        with CaptureQueriesContext(connection) as asked:
            visitor.get(path, reads=True)
        assert [one["sql"] for one in asked.captured_queries if IDENTITY in one["sql"]] == [], path


def test_pd5_it_is_loaded_by_show_alone_with_its_purpose(known: Cast) -> None:
    sam = Visitor.as_(known.sam.account)
    page = sam.get(f"/people/{known.anna.id}/")
    assert CANARY not in page.text
    form = f"/people/{known.anna.id}/identity/"
    assert f"{CANARY} name" in sam.fill({"reason": "payment"}, form=form, reads=True)
    sam.fill({}, form=form, button="Hide it now")
    assert CANARY not in sam.page.text


@pytest.mark.slow
def test_pd5_no_table_but_its_own_holds_it_and_there_it_is_sealed(known: Cast) -> None:
    for model in apps.get_models():
        for row in model._default_manager.all().values_list():
            assert CANARY not in repr(row), model._meta.label
    others = [model for model in apps.get_models() if {"legal_name", "contact"} & columns(model)]
    assert {model._meta.db_table for model in others} == {IDENTITY, "board_historicalidentity"}


def columns(model) -> set[str]:
    return {field.name for field in model._meta.get_fields() if hasattr(field, "column")}


# --- PD6: nobody is watched

TELLING = re.compile(
    r"last_?(login|seen|visit|active|read|opened)|seen_at|online|typing|viewed|joined_at|logged_in"
    r"|streak|score|rank|activity|response_rate|read_at|opened_by"
)


# By this a session knows that nobody is there any more. The row goes with it, and pages show its day.
NEEDED = {"board.Session.seen_at"}


def test_pd6_no_column_watches_anybody() -> None:
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if TELLING.search(field.name)
    }
    assert found == NEEDED
    assert Account.last_login is None
    assert "last_login" not in {field.name for field in Account._meta.get_fields()}


def test_pd6_the_pattern_finds_what_it_looks_for() -> None:
    for name in ("last_login", "last_seen", "seen_at", "is_online", "read_at", "response_rate"):
        assert TELLING.search(name)


# The log that data protection reads knows roles and ids of one year, by the hour (docs/decisions/0002);
# the hours in which a member wishes to be reached, and until when her unsaved words are kept, she alone sees.
# What was opened for an hour or ten minutes says until when: of the opening, and not of anybody.
CLOCKS = {
    "templates/board/identities_fetch.html",
    "templates/board/kept.html",
    "templates/board/pairs_table.html",
    "templates/board/person.html",
    "templates/consultations/emergency_person.html",
    "templates/consultations/emergency_text.html",
    "templates/desk/pairs.html",
    "templates/notices/number.html",
    "templates/notices/ways.html",
    "templates/privacy/log.html",
}


def test_pd6_pages_show_days_and_no_clock_of_people() -> None:
    """Clock times are of meetings alone: no filter or format that shows one anywhere else."""
    clock = re.compile(r"\|\s*(clock_time|time|timesince|naturaltime)\b|\|\s*date:\"[^\"]*[HhGgis]")
    found = {str(one.relative_to(ROOT)) for one in templates() if clock.search(one.read_text())}
    assert {one for one in found if "/meetings/" not in one} == CLOCKS


# --- PD8: no legal name


def test_pd8_an_account_needs_a_chosen_name_alone(cast: Cast) -> None:
    person, _ = actions.add_person(
        actor=cast.sam.account, role=Role.MEMBER, sign_in_name="river-4821", chosen_name="X"
    )
    assert not hasattr(Person.objects.get(id=person.id), "identity")
    assert "legal_name" not in columns(Person) | columns(Account)


@pytest.mark.slow
def test_pd8_after_renaming_the_old_name_is_on_no_page_and_in_no_paper(cast: Cast) -> None:
    old, new = "Zaunkoenig", "Wren"
    actions.change_chosen_name(actor=cast.bea.account, person=cast.bea, chosen_name=old)
    stories.standing(cast.bea, stories.opened(cast))
    meeting = held.called(cast)
    sam, bea = Visitor.as_(cast.sam.account), Visitor.as_(cast.bea.account)
    paths = [
        "/",
        "/people/",
        f"/people/{cast.bea.id}/",
        "/board/",
        f"/m/{meeting.id}/people/",
        "/me/",
        "/me/name/",
    ]
    assert old in sam.get("/people/")
    bea.get("/me/name/")
    bea.fill({"chosen_name": new})
    for visitor in (sam, bea, Visitor.as_(cast.chloe.account)):
        for path in paths:
            answer = visitor.client.get(path, secure=True)
            assert old not in answer.content.decode(), path
    assert new in sam.get("/people/")
    assert new in sam.get("/board/")
    assert old not in repr(meetings.names_of(held.people(meeting), cast.sam.account))


def test_pd8_old_names_stay_sealed_in_the_history(cast: Cast) -> None:
    actions.change_chosen_name(actor=cast.bea.account, person=cast.bea, chosen_name=f"{CANARY} old")
    actions.change_chosen_name(actor=cast.bea.account, person=cast.bea, chosen_name="Wren")
    for row in Person.history.filter(id=cast.bea.id).values_list():
        assert CANARY not in repr(row)
