"""What people see when something is not there, not theirs or not working; and what is written of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from http import HTTPStatus
from unittest import mock
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.test import RequestFactory
from pytest_django import Settings

from config import errors
from config.reporting import Formatter
from tests.config.addresses import BUSY, REFUSALS, SECRET
from tests.people import Cast
from tests.visiting import Visitor

LAYERS = ["view", "form", "template", "model", "signal", "middleware"]


@pytest.fixture
def written() -> Iterator[list[str]]:
    """All log lines, as the product writes them."""
    lines: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    ear = Ear(logging.DEBUG)
    ear.setFormatter(Formatter())
    ears = [logging.getLogger(name) for name in ("", "django", "django.request", "django.security", "config")]
    for logger in ears:
        logger.addHandler(ear)
    yield lines
    for logger in ears:
        logger.removeHandler(ear)


# --- C05: errors tell nobody anything ------------------------------------------------------------------


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("layer", LAYERS)
def test_c05_error_pages_and_reports(
    stranger: Visitor, site: Settings, written: list[str], layer: str, debug: bool
) -> None:
    site.DEBUG = debug
    site.ADMINS = [("Nobody", "nobody@example.org")]
    body = {"body": f"{SECRET} what she said", "csrfmiddlewaretoken": stranger._token()}
    response = stranger.client.post(
        f"/fails/{layer}/?q={SECRET}",
        body,
        secure=True,
        headers={"origin": "https://127.0.0.1", "x-note": SECRET},
    )
    assert response.status_code == 500
    told = [
        response.content.decode(),
        str(response.headers),
        str(response.cookies),
        *written,
        *(str(one.message()) for one in mail.outbox),
    ]
    fault = "ValidationError" if layer == "model" else "ValueError"
    assert any(fault in line for line in written), "there was something to write"
    for text in told:
        assert SECRET not in text
        assert django_settings.SECRET_KEY not in text
        assert "SESSION_COOKIE" not in text
        assert "Traceback" not in text


def test_c05_the_twin_ears_hear_a_secret(written: list[str]) -> None:
    logging.getLogger("config").error("said %s", SECRET)
    assert any(SECRET in line for line in written)


@pytest.mark.parametrize("path", ["/suspicious/", "/nowhere/zq7-marker-81/"])
def test_c05_refusals_tell_nothing_either(stranger: Visitor, written: list[str], path: str) -> None:
    response = stranger.client.get(path, secure=True)
    assert SECRET not in response.content.decode() + str(response.headers) + "".join(written)


def test_a_strange_host_is_written_nowhere(stranger: Visitor, capfd: pytest.CaptureFixture[str]) -> None:
    """Python prints a record itself when no handler takes it: the name would be in the log."""
    stranger.client.get("/help/", secure=True, headers={"host": f"{SECRET}.example"})
    assert SECRET not in "".join(capfd.readouterr())


# --- the one page for "not there" and "not yours" ------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(REFUSALS))
def test_whatever_is_refused_looks_like_what_does_not_exist(anna: Visitor, kind: str) -> None:
    refused = anna.get(f"/refuses/{kind}/", status=404)
    absent = anna.get(f"/c/{uuid4()}/", status=404)
    assert refused.content == absent.content
    assert sorted(refused.response.items()) == sorted(absent.response.items())


def test_the_page_is_the_same_for_everybody(anna: Visitor, bea: Visitor, stranger: Visitor) -> None:
    path = f"/nowhere/{uuid4()}/"
    pages = [visitor.get(path, status=404).content for visitor in (anna, bea, stranger)]
    assert pages[0] == pages[1] == pages[2]


@pytest.mark.parametrize("kind", sorted(BUSY))
def test_a_busy_database_is_a_calm_page(stranger: Visitor, written: list[str], kind: str) -> None:
    page = stranger.get(f"/busy/{kind}/", status=503)
    assert page.h1 == "Please try again in a few minutes"
    assert page.response["Retry-After"] == "60"
    assert SECRET not in page.content.decode() + "".join(written)


@pytest.mark.parametrize(
    "path,status",
    [("/nowhere/", 404), ("/fails/view/", 500), ("/busy/locked/", 503), ("/suspicious/", 400)],
)
def test_error_pages_hold_links_only(stranger: Visitor, path: str, status: int) -> None:
    page = stranger.get(path, status=status)
    assert page.title == "Pages"
    assert page.forms == []
    assert sorted(page.links) == [
        "Atrium",
        "English · Русский",
        "Go to the first page",
        "Leave now",
        "Leave this site now",
        "Skip to main content",
    ]
    assert page.links["Go to the first page"] == page.links["Atrium"] == ["/"]


def test_la4_a_refused_form_keeps_calm(stranger: Visitor) -> None:
    page = stranger.post("/language/", {"csrfmiddlewaretoken": "wrong", "language": "en"}, status=403)
    assert page.h1 == "We could not take this in"
    assert "what you wrote is often still there" in page
    assert page.link("English · Русский") == "/language/choose/"


@pytest.mark.parametrize("status", [400, 403, 404, 500, 503])
def test_each_page_asks_no_database(status: int, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):
        assert errors.page(HTTPStatus(status)).status_code == status


def test_a_broken_error_page_is_still_a_page() -> None:
    with mock.patch("config.errors.render_to_string", side_effect=ValueError(SECRET)):
        response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert SECRET not in response.content.decode()
    assert "/leave/" in response.content.decode()


def test_an_address_of_a_button_alone_shows_a_page(cast: Cast) -> None:
    """Signed out while pressing a button, one comes back to its address after signing in."""
    visitor = Visitor.as_(cast.anna.account)
    found = visitor.get("/me/break/", status=405)
    assert found.content == visitor.get(f"/c/{uuid4()}/", status=404).content
    assert found.response["Allow"] == "POST"


def test_the_page_for_the_address_of_a_button_comes_whole(cast: Cast) -> None:
    """Its length was told before it was written: a browser took none of it."""
    found = Visitor.as_(cast.anna.account).get("/me/break/", status=405)
    assert int(found.response["Content-Length"]) == len(found.content)
