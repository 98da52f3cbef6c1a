"""The way out: never refused, never noted, never waiting for anything."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from board import actions
from board.models import Session
from config.middleware import LeaveMiddleware
from privacy import clock
from tests.config.tables import contents
from tests.people import Cast
from tests.visiting import HOST, Visitor

SLOW = 30  # seconds


def browser() -> Client:
    return Client(enforce_csrf_checks=True, headers={"host": HOST})


@pytest.fixture
def signed_in(cast: Cast) -> Client:
    """Anna, with a session and with a form token."""
    visitor = Visitor.as_(cast.anna.account)
    visitor.get("/help/")
    return visitor.client


def leaves(response: HttpResponse) -> bool:
    """Whether this answer sends a browser away, and leaves it nothing."""
    cookies = response.cookies
    gone = [cookies[name] for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)]
    return (
        response.status_code == 303
        and response["Location"] == settings.LEAVE_URL
        and response["Referrer-Policy"] == "no-referrer"
        and response["Cache-Control"] == "no-store, private"
        and "Clear-Site-Data" not in response
        and response.content == b""
        and all(cookie.value == "" and cookie["max-age"] == 0 and cookie["secure"] for cookie in gone)
    )


# --- SA2, the server's half: it works without a script, and the session is over -------------------------


@pytest.mark.parametrize("method", ["get", "post"])
def test_sa2_leaving_ends_the_session(site: object, signed_in: Client, method: str) -> None:
    key = signed_in.cookies[settings.SESSION_COOKIE_NAME].value
    assert signed_in.get("/inside/", secure=True).status_code == 200
    assert leaves(getattr(signed_in, method)("/leave/", secure=True))
    assert not Session.objects.filter(session_key=key).exists()
    thief = browser()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    came = thief.get("/inside/", secure=True)
    assert came.status_code == 302
    assert came["Location"].startswith(settings.LOGIN_URL)


# --- SA3: it never fails -------------------------------------------------------------------------------


def test_sa3_leave_never_fails_for_a_stranger() -> None:
    for ask in (browser().get, browser().post, browser().head):
        assert leaves(ask("/leave/", secure=True))
        assert leaves(ask("/leave", secure=True))


def test_sa3_leave_never_fails_with_a_stale_form_token(signed_in: Client) -> None:
    wrong = {"csrfmiddlewaretoken": "x" * 64}
    assert leaves(
        signed_in.post("/leave/", wrong, secure=True, headers={"origin": "https://elsewhere.example"})
    )


def test_sa3_leave_never_fails_without_cookies(signed_in: Client) -> None:
    signed_in.cookies.clear()
    assert leaves(signed_in.get("/leave/", secure=True))


def test_sa3_leave_never_fails_when_the_session_has_ended(signed_in: Client) -> None:
    Session.objects.all().delete()
    assert leaves(signed_in.get("/leave/", secure=True))


@pytest.mark.parametrize("key", ["", "short", "x" * 5000, "../../etc", "\x00", "' OR 1=1"])
def test_sa3_leave_never_fails_with_a_strange_cookie(key: str) -> None:
    request = RequestFactory().get("/leave/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = key
    response = LeaveMiddleware(unreachable)(request)
    has_been_sent(response)
    assert leaves(response)


def test_sa3_leave_never_fails_when_the_account_has_ended(signed_in: Client, cast: Cast) -> None:
    with mock.patch("django.contrib.auth.backends.ModelBackend.get_user", return_value=None):
        assert leaves(signed_in.get("/leave/", secure=True))


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("why", ["time is up", "access is paused", "stale form token", "no cookie"])
def test_sa3_leave_never_fails_by_either_way_of_asking(
    site: object, signed_in: Client, cast: Cast, method: str, why: str
) -> None:
    """By the product's own doings: the row of an old session is still there, the account is locked."""
    later = timedelta(hours=2) if why == "time is up" else timedelta()
    if why == "access is paused":
        actions.pause_access(actor=cast.sam.account, person=cast.anna)
    if why == "no cookie":
        signed_in.cookies.clear()
    sent = {"csrfmiddlewaretoken": "x" * 64} if why == "stale form token" else {}
    with time_machine.travel(clock.now() + later, tick=False):
        if why in {"time is up", "access is paused"}:
            assert signed_in.get("/inside/", secure=True).status_code == 302
        assert leaves(getattr(signed_in, method)("/leave/", sent, secure=True))


@pytest.mark.parametrize("fault", [OperationalError("locked"), MemoryError(), ValueError(), OSError()])
def test_sa3_leave_never_fails_when_the_database_does(signed_in: Client, fault: Exception) -> None:
    with mock.patch("django.db.backends.utils.CursorWrapper.execute", side_effect=fault):
        assert leaves(signed_in.get("/leave/", secure=True))


def test_sa3_leave_never_waits_for_the_database(signed_in: Client) -> None:
    """The answer is complete before the session's row is touched: the server deletes it after sending."""
    request = RequestFactory().get("/leave/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = signed_in.cookies[settings.SESSION_COOKIE_NAME].value
    with mock.patch("django.db.backends.utils.CursorWrapper.execute", side_effect=slow):
        begun = time.perf_counter()
        response = LeaveMiddleware(unreachable)(request)
        assert leaves(response)
        assert time.perf_counter() - begun < SLOW
    has_been_sent(response)
    assert not Session.objects.exists()


def slow(*args: Any, **kwargs: Any) -> None:
    time.sleep(SLOW)


def has_been_sent(response: HttpResponse) -> None:
    """What a server does when the last byte has gone; the test's own connection stays open."""
    with mock.patch("django.core.signals.request_finished.send"):
        response.close()


def unreachable(request: Any) -> HttpResponse:
    raise AssertionError("the way out went further in")


def test_sa3_leave_never_fails_under_a_strange_name_or_without_https() -> None:
    assert leaves(Client(headers={"host": "evil.example"}).get("/leave/", secure=True))
    assert leaves(browser().get("/leave/"))


@pytest.mark.parametrize(
    "ahead",
    [
        {"sec-purpose": "prefetch"},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"x-moz": "prefetch"},
    ],
)
def test_sa3_looking_ahead_signs_nobody_out(signed_in: Client, ahead: dict[str, str]) -> None:
    before = Session.objects.count()
    response = signed_in.get("/leave/", secure=True, headers=ahead)
    assert response.status_code == 204
    assert not response.cookies
    assert response["Cache-Control"] == "no-store, private"
    assert Session.objects.count() == before == 1


# --- SA6: it is noted nowhere --------------------------------------------------------------------------


@pytest.fixture
def every_line() -> Iterator[list[str]]:
    """What any logger says, at any level."""
    said: list[str] = []

    def call(logger: Any, record: Any) -> None:
        said.append(record.getMessage())

    with (
        mock.patch("logging.Logger.handle", call),
        mock.patch("logging.Logger.isEnabledFor", return_value=True),
    ):
        yield said


@pytest.mark.parametrize("method", ["get", "post"])
def test_sa6_leaving_is_noted_nowhere(signed_in: Client, every_line: list[str], method: str) -> None:
    """No line at all, and every row of every table is as it was; the one session is gone."""
    before = contents()
    del every_line[:]
    assert leaves(getattr(signed_in, method)("/leave/", secure=True))
    assert every_line == []
    after = contents()
    assert [table for table in before if after[table] != before[table]] == ["default.board_session"]
    assert (len(before["default.board_session"]), after["default.board_session"]) == (1, [])


def test_sa6_a_page_was_there_to_be_noted(signed_in: Client, every_line: list[str]) -> None:
    """The twin: the same ears hear another page."""
    signed_in.get("/nowhere/", secure=True)
    assert [line for line in every_line if "nowhere" in line]
