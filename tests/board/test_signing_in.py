"""Signing in and out: the same answer to everybody, a new session, only local addresses."""

from __future__ import annotations

import pytest
from django.conf import settings

from board import actions
from board.models import Account, Session
from board.models.sessions import digest
from privacy.models import Event
from tests.people import PASSPHRASE
from tests.visiting import Visitor

SAME = "This name and this passphrase do not go together. Check both and try again."
HOME = settings.LOGIN_REDIRECT_URL


def try_in(name, passphrase=PASSPHRASE, url="/in/", status=303):
    visitor = Visitor()
    visitor.get(url)
    return visitor, visitor._took(
        visitor._send(
            url, visitor.page.form().filled({"sign_in_name": name, "passphrase": passphrase}, None)
        ),
        url,
        {status},
        reads=False,
    )


def test_a_person_signs_in_and_comes_home(cast):
    _, page = try_in("anna-0000")
    assert page.response["Location"] == HOME


def test_a_capital_letter_from_a_telephone_is_no_mistake(cast):
    _, page = try_in(" Anna-0000 ")
    assert page.response["Location"] == HOME


def test_whoever_is_signed_in_goes_on(cast):
    assert Visitor.as_(cast.anna.account).get("/in/?next=/me/", status=302).response["Location"] == "/me/"


@pytest.mark.parametrize(
    ("name", "passphrase"),
    [
        ("nobody-1234", PASSPHRASE),
        ("anna-0000", "some other words of nobody"),
        ("carla-0000", PASSPHRASE),
        ("carla-0000", "some other words of nobody"),
        ("bea-0000", PASSPHRASE),
        ("x" * 300, PASSPHRASE),
    ],
    ids=["unknown", "wrong", "ended", "ended and wrong", "paused", "endless"],
)
def test_every_refusal_is_the_same(cast, name, passphrase):
    actions.end_access(actor=cast.sam.account, person=cast.carla)
    actions.pause_access(actor=cast.sam.account, person=cast.bea)
    _, page = try_in(name, passphrase, status=200)
    assert page.errors == [SAME]
    assert page.title.startswith("Please check: ")


def test_a_refusal_hashes_once_whatever_was_typed(cast, monkeypatch):
    """I05 without a clock: known, unknown and closed accounts cost one hash each."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    counted = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *a: counted.append(1) or encode(*a))
    actions.end_access(actor=cast.sam.account, person=cast.carla)
    costs = {}
    for name in ("anna-0000", "nobody-1234", "carla-0000"):
        counted.clear()
        try_in(name, "some other words of nobody", status=200)
        costs[name] = len(counted)
    assert set(costs.values()) == {1}


def test_i01_the_session_is_a_new_one(cast):
    visitor = Visitor()
    session = visitor.client.session
    session["planted"] = "1"
    session.save()
    visitor.client.cookies[settings.SESSION_COOKIE_NAME] = planted = session.session_key
    assert Session.objects.get().session_key == digest(planted)
    visitor.get("/in/")
    visitor._send(
        "/in/", visitor.page.form().filled({"sign_in_name": "anna-0000", "passphrase": PASSPHRASE}, None)
    )
    given = visitor.client.cookies[settings.SESSION_COOKIE_NAME].value
    assert given != planted
    assert Session.objects.get().session_key == digest(given)
    # Whoever planted it has nothing.
    thief = Visitor()
    thief.client.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert thief.get("/me/", status=302).response["Location"] == "/in/?next=/me/"


def test_the_session_holds_no_more_than_it_needs(cast):
    visitor, _ = try_in("anna-0000")
    assert set(visitor.client.session.keys()) == {"_auth_user_id", "_auth_user_backend", "_auth_user_hash"}


def test_i03_signing_out_ends_the_session_and_takes_the_cookie(cast):
    visitor, _ = try_in("anna-0000")
    old = visitor.client.cookies[settings.SESSION_COOKIE_NAME].value
    assert Session.objects.get().session_key == digest(old)
    page = visitor.post("/out/")
    assert page.response.cookies[settings.SESSION_COOKIE_NAME].value == ""
    assert "Clear-Site-Data" not in page.response
    assert not Session.objects.exists()
    assert "close all browser windows" in visitor.follow()
    visitor.client.cookies[settings.SESSION_COOKIE_NAME] = old
    assert visitor.get("/me/", status=302).response["Location"] == "/in/?next=/me/"


def test_signing_out_is_pressed_never_followed(cast):
    visitor = Visitor.as_(cast.anna.account)
    assert visitor.get("/out/", status=302).response["Location"] == HOME
    assert visitor.get("/me/").status == 200


ELSEWHERE = [
    "https://evil.example/", "http://evil.example/",
    "//evil.example/", "///evil.example/", "////evil.example",
    "\\\\evil.example/", "/\\evil.example/", "\\/evil.example/", "/\\/evil.example", "/\t/evil.example/",
    "\t//evil.example", " //evil.example", "/ /evil.example\\", "https:evil.example", "https:/evil.example",
    "https:///evil.example", "http:\\\\evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
    "data:text/html,hi", "vbscript:x", "ftp://evil.example/", "evil.example", "evil.example/me/",
    "@evil.example",
    "me/", "?next=//evil.example", "#//evil.example", "%2f%2fevil.example", "https%3a//evil.example",
    "//evil.example%2f@127.0.0.1", "https://127.0.0.1@evil.example/", "https://127.0.0.1.evil.example/",
    "https://127.0.0.1/me/", "//127.0.0.1/me/", "http://[::1", "//[evil", "\x00//evil.example", "/in/",
    "/out/", "/leave/", "/in/?next=//evil.example", "\u2028//evil.example", "/\r\nSet-Cookie: a=b", "",
]  # fmt: skip


@pytest.mark.parametrize("wanted", ELSEWHERE)
@pytest.mark.slow
def test_j06_open_redirect(cast, wanted):
    visitor = Visitor()
    visitor.get("/in/")
    data = visitor.page.form().filled({"sign_in_name": "anna-0000", "passphrase": PASSPHRASE}, None)
    answer = visitor._send("/in/", {**data, "next": wanted})
    assert answer.status_code == 303
    assert answer["Location"] == HOME


def test_j06_a_path_of_ours_is_followed(cast):
    _, page = try_in("anna-0000", url="/in/?next=/me/name/")
    assert page.response["Location"] == "/me/name/"


def test_signing_in_leaves_no_event_and_no_time(cast):
    before = Event.objects.count()
    try_in("anna-0000")
    try_in("anna-0000", "some other words of nobody", status=200)
    assert Event.objects.count() == before
    assert not hasattr(Account.objects.first(), "last_login") or Account.last_login is None


@pytest.mark.parametrize("how", ["none", "wrong", "foreign", "origin"])
def test_j04_a_form_without_its_token_does_nothing(cast, how):
    visitor = Visitor.as_(cast.anna.account)
    token = {"none": "", "wrong": "x" * 32, "foreign": Visitor()._token(), "origin": visitor._token()}[how]
    origin = "https://evil.example" if how == "origin" else "https://127.0.0.1"
    for url in ("/out/", "/me/name/", "/me/break/"):
        answer = visitor.client.post(
            url,
            {"csrfmiddlewaretoken": token, "chosen_name": "Other"},
            secure=True,
            headers={"origin": origin},
        )
        assert answer.status_code == 403
    assert visitor.get("/me/").status == 200
