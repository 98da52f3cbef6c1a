"""SE1: nothing that a signed-in person gets is kept by a browser or a cache, whatever it is."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.http import HttpResponse
from pytest_django import Settings

from tests.attacks.known import ROUTES, TABLE, Known, known
from tests.people import Cast
from tests.routes import routes
from tests.visiting import Visitor

__all__ = ["known"]
ABOUT_WHEN = {"ETag", "Last-Modified", "Expires", "Age"}


def is_never_kept(answer: HttpResponse) -> bool:
    return answer["Cache-Control"] == "no-store, private" and not ABOUT_WHEN & set(answer.headers)


def answers(known: Known, name: str) -> Iterator[tuple[str, HttpResponse]]:
    """Of every address: with the ids of things that are there, where it has ids."""
    client = known.visitors[name].client
    for route in routes():
        ways = known.fitting(route) if route in ROUTES else [{}]
        if "GET" in TABLE[route.name]["methods"]:
            for ids in ways:
                yield route.name, client.get(route.path(**ids), secure=True)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_se1_no_store_on_every_page_paper_and_download(known: Known) -> None:
    kinds, statuses, kept = set(), set(), []
    for name in ("anna", "sam", "olga", "dora", "adam"):
        for where, answer in answers(known, name):
            kinds.add(answer.get("Content-Type", "").partition(";")[0])
            kinds.add(answer.get("Content-Disposition", "").partition(";")[0])
            statuses.add(answer.status_code)
            answer.getvalue()  # a file is let go of when it was handed over
            if not is_never_kept(answer):
                kept.append(f"{name} at {where}: {answer.status_code} {answer.get('Cache-Control')}")
    assert kept == []
    # She met pages, papers and downloads, and was refused and sent on: the test has seen what it speaks of.
    assert {"text/html", "application/pdf", "text/plain", "attachment"} <= kinds, kinds
    assert {HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.NOT_FOUND} <= statuses


FAILING = {
    "/suspicious/": 400,
    "/refuses/forbidden/": 404,
    "/refuses/denied/": 404,
    "/nowhere/": 404,
    "/fails/view/": 500,
    "/fails/middleware/": 500,
    "/busy/locked/": 503,
    "/file/": 200,
}


@pytest.mark.parametrize(("path", "status"), FAILING.items())
def test_se1_no_store_on_every_error_and_on_what_forgets(
    cast: Cast, settings: Settings, path: str, status: int
) -> None:
    settings.ROOT_URLCONF = "tests.config.addresses"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.config.addresses.FailingMiddleware"]
    anna = Visitor.as_(cast.anna.account)
    anna.client.raise_request_exception = False
    answer = anna.client.get(path, secure=True)
    assert (answer.status_code, is_never_kept(answer)) == (status, True)


def test_se1_no_store_where_a_form_has_no_token(cast: Cast) -> None:
    answer = Visitor.as_(cast.anna.account).client.post("/me/name/", {"chosen_name": "X"}, secure=True)
    assert (answer.status_code, is_never_kept(answer)) == (403, True)
