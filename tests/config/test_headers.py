"""What browsers, caches and other sites are told, on every address, for every role."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import Settings

from tests.answers import header_faults
from tests.config.tables import rows
from tests.people import PASSPHRASE, Cast
from tests.routes import Route, routes
from tests.visiting import HOST, Page, Visitor, judge

ROLES = ("anna", "chloe", "sam", "olga", "dora", "adam")


def visitors(cast: Cast) -> dict[str, Visitor]:
    """A stranger and one person of each role."""
    found = {name: Visitor.as_(getattr(cast, name).account) for name in ROLES}
    return {"stranger": Visitor(), **found}


# --- J01: nothing private is kept ----------------------------------------------------------------------


@pytest.mark.slow
def test_j01_no_store_on_all_private(cast: Cast) -> None:
    """Every address for every role: pages, redirects, refusals, files; and each page is fit for people."""
    faults = []
    for who, visitor in visitors(cast).items():
        for route in routes():
            response = visitor.client.get(route.path(), secure=True)
            assert response["Cache-Control"] == "no-store, private"
            assert "ETag" not in response
            assert response.status_code < 500, f"{route.name} failed for {who}"
            faults += [f"{who} at {route.name}: {fault}" for fault in judge(Page(response, route.path()))]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "path",
    ["/inside/", "/moved/", "/file/", "/nowhere/", "/refuses/denied/", "/busy/locked/", "/fails/view/"],
)
def test_j01_a_view_cannot_forget(anna: Visitor, path: str) -> None:
    """Whatever a view says about caches, and whatever it answers."""
    response = anna.client.get(path, secure=True)
    assert response["Cache-Control"] == "no-store, private"
    assert not {"ETag", "Last-Modified", "Expires"} & set(response.headers)


# --- J02: headers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/inside/",
        "/moved/",
        "/file/",
        "/nowhere/",
        "/refuses/denied/",
        "/busy/middleware/",
        "/fails/middleware/",
    ],
)
def test_j02_headers_and_csp(anna: Visitor, path: str) -> None:
    response = anna.client.get(path, secure=True)
    assert list(header_faults(response.headers)) == []
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "script-src": "'self'",
        "font-src": "'self'",
        "img-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }


@pytest.mark.parametrize("path", ["/static/app.css", "/static/app.js", "/static/icons/page.svg"])
def test_j02_files_of_the_site_are_guarded_too(path: str) -> None:
    response = Client(headers={"host": HOST}).get(path, secure=True)
    assert b"".join(response.streaming_content)
    wrong = {fault.split(" ")[0] for fault in header_faults(response.headers)}
    # they are the same for everybody, and may be kept
    assert wrong == {"Cache-Control", "ETag", "Last-Modified"}
    assert "Access-Control-Allow-Origin" not in response
    assert not response.cookies


def test_j02_on_the_way_to_https(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    response = Client(headers={"host": HOST}).get("/help/")
    assert response["Location"] == f"https://{HOST}/help/"
    assert list(header_faults(response.headers)) == []


def test_j02_https_is_remembered() -> None:
    response = Client(headers={"host": HOST}).get("/help/", secure=True)
    assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_a_change_is_answered_by_303(anna: Visitor) -> None:
    response = anna.client.post(
        "/moved/", {"csrfmiddlewaretoken": anna._token()}, secure=True, headers={"origin": f"https://{HOST}"}
    )
    assert response.status_code == 303
    assert anna.client.get("/moved/", secure=True).status_code == 302


# --- J03: cookies (the visitor looks at those of every page) -------------------------------------------


def test_j03_cookies_flags(anna: Visitor) -> None:
    """The two cookies there are, as they are sent."""
    sent = anna.client.get("/keeps/", secure=True).cookies
    assert set(sent) == {"__Host-session", "__Host-csrf"}
    for cookie in sent.values():
        assert cookie["secure"] is True
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert cookie["domain"] == ""
        assert cookie["max-age"] == cookie["expires"] == ""
        assert re.fullmatch("[A-Za-z0-9]{32}", cookie.value), "a random word, no content"


def test_j03_cookies_of_signing_in_and_out(cast: Cast) -> None:
    visitor = Visitor()
    visitor.get("/in/")
    page = visitor.post("/in/", {"sign_in_name": "anna-0000", "passphrase": PASSPHRASE})
    assert set(page.response.cookies) == {"__Host-session", "__Host-csrf", "__Host-known"}
    gone = visitor.post("/out/").response.cookies["__Host-session"]
    assert (gone.value, gone["max-age"], gone["path"]) == ("", 0, "/")


# --- J04: no change without the token ------------------------------------------------------------------

TOKENS = ("none", "wrong", "foreign origin", "of another person")


def _post(visitor: Visitor, route: Route, kind: str, other: Visitor) -> int:
    data: dict[str, str] = {"do": "send", "csrfmiddlewaretoken": visitor._token()}
    origin = "https://evil.example" if kind == "foreign origin" else f"https://{HOST}"
    if kind == "none":
        del data["csrfmiddlewaretoken"]
    if kind == "wrong":
        data["csrfmiddlewaretoken"] = "x" * 64
    if kind == "of another person":
        data["csrfmiddlewaretoken"] = other._token()
    return visitor.client.post(route.path(), data, secure=True, headers={"origin": origin}).status_code


@pytest.mark.parametrize("kind", TOKENS)
@pytest.mark.parametrize("who", ["anna", "sam"])
@pytest.mark.slow
def test_j04_csrf_all_unsafe_methods(cast: Cast, who: str, kind: str) -> None:
    visitor, other = Visitor.as_(getattr(cast, who).account), Visitor.as_(cast.bea.account)
    before = rows()
    answers = {route.name: _post(visitor, route, kind, other) for route in routes()}
    assert {name: status for name, status in answers.items() if status != 403} == {}
    assert rows() == before


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.slow
def test_j04_csrf_of_methods_that_no_form_has(cast: Cast, method: str) -> None:
    visitor = Visitor.as_(cast.sam.account)
    before = rows()
    assert {getattr(visitor.client, method)(one.path(), secure=True).status_code for one in routes()} == {403}
    assert rows() == before


def test_j04_the_twin_with_the_token_passes(anna: Visitor) -> None:
    anna.post("/inside/", status=200)
