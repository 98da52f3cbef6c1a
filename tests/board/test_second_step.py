"""The second step: an app, a list on paper, a passkey; asked of some, offered to others."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.urls import get_resolver

from board import actions, factors
from board.models import Session
from board.states import KeptOn
from privacy.permissions import Denied
from tests.board.acting import leaves
from tests.board.test_sessions import is_in, sid, signed_in
from tests.board.test_tries import WAIT
from tests.markup import text_of
from tests.people import PASSPHRASE
from tests.visiting import Visitor

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
WRONG = ["Code – This code does not fit, or was used before. Try the next one."]


def shown(secret: str, moment: datetime) -> str:
    """What an app with this seed shows then (RFC 6238)."""
    return format_hotp_value(hotp_value(secret.replace(" ", ""), int(moment.timestamp()) // 30))


def set_up_app(visitor: Visitor) -> str:
    """Through the pages; the seed in letters."""
    visitor.get("/me/keys/app/")
    page = visitor.fill({"current": PASSPHRASE})
    secret = re.search(r"letters into the app: ((?:[A-Z2-7]{4} ?)+)", page.text)[1].strip()
    visitor.fill({"code": shown(secret, datetime.now(UTC))})
    return secret


def at_the_door(name: str, passphrase: str = PASSPHRASE, onward: str = "") -> Visitor:
    visitor = Visitor()
    visitor.get(f"/in/{onward}")
    page = visitor.fill({"sign_in_name": name, "passphrase": passphrase})
    assert page.h1 == "The second step"
    return visitor


def rows_shown(visitor: Visitor) -> list[str]:
    """What the page about second steps says of each."""
    page = visitor.get("/me/keys/")
    return [text_of(row) for row in page.document.all("tr")][1:]


NEEDED = ["sam", "chloe", "olga", "dora", "adam"]


@pytest.mark.parametrize("name", NEEDED)
def test_who_looks_after_others_sets_up_a_second_step_before_anything_else(cast, name):
    visitor = signed_in(f"{name}-0000")
    assert visitor.page.h1 == "Your second step"
    assert "Please set up a second step first" in visitor.page
    for url in ("/", "/me/", "/people/", "/m/", "/me/devices/"):
        assert visitor.get(url, status=302).response["Location"] == "/me/keys/"
    assert visitor.post("/me/name/", {"chosen_name": "Other"}).response["Location"] == "/me/keys/"
    assert visitor.get("/help/").h1 == "Help"
    visitor.get("/me/keys/list/")
    with leaves("factor.added"):
        page = visitor.fill({"current": PASSPHRASE}, stays=True)
    assert page.h1 == "Your codes"
    assert visitor.get("/me/").status == 200


def test_members_are_offered_one_without_a_date(cast):
    page = signed_in().get("/me/keys/")
    assert "You do not have to. There is no date." in page
    assert is_in(signed_in())


def test_an_app_is_set_up_and_asked_for(cast):
    with time_machine.travel(NOON, tick=False) as clock:
        visitor = signed_in()
        before = sid(visitor)
        secret = set_up_app(visitor)
        assert visitor.page.messages == ["Your app is set up. From now on you are asked for a code."]
        assert sid(visitor) != before
        again = at_the_door("anna-0000", onward="?next=/me/name/")
        assert not is_in(again)
        again.get("/in/code/")
        assert again.fill({"code": "000000"}, stays=True).errors == WRONG
        page = again.fill({"code": shown(secret, NOON)})
        assert page.url == "/me/name/"
        # The same code again, by somebody who looked over her shoulder.
        spy = at_the_door("anna-0000")
        assert spy.fill({"code": shown(secret, NOON)}, stays=True).errors == WRONG
        clock.shift(timedelta(seconds=60))
        assert spy.fill({"code": shown(secret, NOON)}, stays=True).errors == WRONG
        spy.fill({"code": f" {shown(secret, NOON + timedelta(seconds=60))} "})
        assert is_in(spy)


def test_a_code_on_paper_works_once(cast):
    codes = actions.make_list(actor=cast.anna.account)
    assert len(set(codes)) == 10
    visitor = at_the_door("anna-0000")
    visitor.fill({"code": codes[3]})
    assert is_in(visitor)
    other = at_the_door("anna-0000")
    assert other.fill({"code": codes[3]}, stays=True).errors == WRONG
    assert "9 codes are left" in visitor.get("/me/keys/")
    new = actions.make_list(actor=cast.anna.account)
    other = at_the_door("anna-0000")
    assert other.fill({"code": codes[4]}, stays=True).errors == WRONG
    other.fill({"code": new[0].replace(" ", "")})
    assert is_in(other)


def test_i01_both_steps_make_new_sessions(cast):
    codes = actions.make_list(actor=cast.anna.account)
    visitor = at_the_door("anna-0000")
    half = sid(visitor)
    visitor.fill({"code": codes[0]})
    assert sid(visitor) != half
    assert set(visitor.client.session.keys()) == {
        "_auth_user_id", "_auth_user_backend", "_auth_user_hash", "strong",
    }  # fmt: skip
    assert Session.objects.count() == 1


def test_i04_a_change_of_factor_revokes(cast):
    here, there = signed_in(), signed_in()
    set_up_app(here)
    assert is_in(here)
    assert not is_in(there)
    codes = actions.make_list(actor=cast.anna.account, here=Session.objects.get())
    there = at_the_door("anna-0000")
    there.fill({"code": codes[0]})
    here.get("/me/keys/")
    key = next(one.key for one in factors.factors_of(cast.anna.account) if one.kind == factors.PAPER)
    here.get(f"/me/keys/{key}/remove/")
    with leaves("factor.removed"):
        here.fill({"current": PASSPHRASE})
    assert not is_in(there)
    assert is_in(here)


@pytest.mark.parametrize("url", ["/me/keys/app/", "/me/keys/list/", "/me/keys/passkey/"])
def test_each_change_asks_for_the_passphrase(cast, url):
    visitor = signed_in()
    page = visitor.get(url)
    assert "First your passphrase, once more." in page
    assert visitor.fill({"current": "some other words"}, stays=True).errors == [
        "Your passphrase now – This is not the passphrase you sign in with."
    ]
    visitor.post(url, {"code": "123456", "credential": "{}"}, status=200)
    assert not factors.has_any(cast.anna.account)


def test_who_needs_a_second_step_keeps_one(cast):
    actions.make_list(actor=cast.sam.account)
    visitor = Visitor.as_(cast.sam.account)
    [only] = factors.factors_of(cast.sam.account)
    visitor.get(f"/me/keys/{only.key}/remove/")
    page = visitor.fill({"current": PASSPHRASE}, stays=True)
    assert page.errors == ["Your role needs a second step. Add another one first."]
    with pytest.raises(Denied) as no:
        actions.remove_factor(actor=cast.sam.account, key=only.key)
    assert no.value.code == "last_factor"
    actions.make_list(actor=cast.anna.account)
    [hers] = factors.factors_of(cast.anna.account)
    actions.remove_factor(actor=cast.anna.account, key=hers.key)
    assert not factors.has_any(cast.anna.account)


def with_another_secret(settings) -> None:
    """As after `secret.key` was lost: whatever was sealed with it does not open any more."""
    settings.SECRET_KEY, settings.CRYPTOGRAPHY_KEY = (
        "another one than before" * 3,
        b"another one than before as well.",
    )


def test_with_another_secret_key_no_code_fits_and_nobody_gets_in_without(cast, settings):
    with time_machine.travel(NOON, tick=False):
        secret = set_up_app(signed_in())
        codes = actions.make_list(actor=cast.anna.account)
        with_another_secret(settings)
        visitor = at_the_door("anna-0000")
        visitor.get("/in/code/")
        for code in (codes[0], shown(secret, NOON)):
            assert visitor.fill({"code": code}, stays=True).errors == WRONG
    assert not is_in(visitor)


def test_what_is_lost_with_the_secret_key_is_shown_as_lost_and_made_anew(cast, settings):
    set_up_app(signed_in())
    actions.make_list(actor=cast.anna.account)
    with_another_secret(settings)
    visitor = Visitor.as_(cast.anna.account)
    lost = "This no longer works. You can remove it. Remove"
    assert rows_shown(visitor) == [f"An app that shows codes {lost}", f"A list of codes on paper {lost}"]
    app, _paper = factors.factors_of(cast.anna.account)
    visitor.get(f"/me/keys/{app.key}/remove/")
    visitor.fill({"current": PASSPHRASE})
    [code, *_more] = actions.make_list(actor=cast.anna.account)
    visitor = at_the_door("anna-0000")
    visitor.fill({"code": code})
    assert rows_shown(visitor) == ["A list of codes on paper 9 codes are left Remove"]


def test_a_lost_one_is_not_counted_as_the_one_that_somebody_keeps(cast, settings):
    actions.make_list(actor=cast.sam.account)
    actions.add_passkey(actor=cast.sam.account, kept_on=KeptOn.STICK, credential={})
    with_another_secret(settings)
    lost, passkey = factors.factors_of(cast.sam.account)
    assert (lost.is_lost, passkey.is_lost) == (True, False)
    with pytest.raises(Denied) as no:
        actions.remove_factor(actor=cast.sam.account, key=passkey.key)
    assert no.value.code == "last_factor"
    actions.remove_factor(actor=cast.sam.account, key=lost.key)
    assert factors.factors_of(cast.sam.account) == [passkey]


def test_the_second_step_is_over_after_ten_minutes(cast):
    codes = actions.make_list(actor=cast.anna.account)
    with time_machine.travel(NOON, tick=False) as clock:
        visitor = at_the_door("anna-0000")
        clock.shift(timedelta(minutes=10, seconds=1))
        assert visitor.post("/in/code/", {"code": codes[0]}).response["Location"] == "/in/"
        visitor = at_the_door("anna-0000")
        actions.change_passphrase(actor=cast.anna.account, passphrase="others, and quite a few of them")
        assert visitor.post("/in/code/", {"code": codes[0]}).response["Location"] == "/in/"
    assert Visitor().post("/in/code/", {"code": codes[0]}).response["Location"] == "/in/"


def test_i08_codes_are_not_guessed_either(cast):
    codes = actions.make_list(actor=cast.anna.account)
    with time_machine.travel(NOON, tick=False) as clock:
        visitor = at_the_door("anna-0000")
        said = [visitor.post("/in/code/", {"code": f"{n:08}"}, status=200).errors for n in range(12)]
        assert said == [WRONG] * 10 + [WAIT] * 2
        assert visitor.post("/in/code/", {"code": codes[0]}, status=200).errors == WAIT
        clock.shift(timedelta(minutes=9))
        visitor.post("/in/code/", {"code": codes[0]})
        assert is_in(visitor)


def test_secrets_are_kept_sealed_and_no_use_is_noted(cast):
    visitor = signed_in()
    secret = set_up_app(visitor).replace(" ", "")
    codes = [code.replace(" ", "") for code in actions.make_list(actor=cast.anna.account)]
    rows = list(Authenticator.objects.values())
    at_the_door("anna-0000").fill({"code": codes[0]})
    kept = json.dumps([*rows, *Authenticator.objects.values(), *Session.objects.values()], default=str)
    kept += json.dumps([row.get_decoded() for row in Session.objects.all()])
    assert not [word for word in (secret, *codes) if word in kept]
    assert {row.last_used_at for row in Authenticator.objects.all()} == {None}


def test_an_unfinished_app_is_not_in_the_session_in_clear(cast):
    visitor = signed_in()
    visitor.get("/me/keys/app/")
    page = visitor.fill({"current": PASSPHRASE})
    secret = re.search(r"letters into the app: ((?:[A-Z2-7]{4} ?)+)", page.text)[1].replace(" ", "")
    assert secret not in json.dumps(visitor.client.session._session)
    assert "data:" not in page.content.decode()


def test_no_address_of_allauth_is_routed_and_no_mail_address_is_kept(cast):
    named = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert not [name for name in named if name.startswith(("account_", "mfa_"))]
    assert not EmailAddress.objects.exists()
    assert not hasattr(cast.anna.account, "email")
    assert "allauth.usersessions" not in settings.INSTALLED_APPS


@pytest.mark.parametrize(
    "sent",
    ["", "{}", "[]", "null", '"x"', '{"response": {}}', '{"id": 1, "response": {"userHandle": 5}}', "{" * 90],
)
def test_a_passkey_made_by_hand_opens_nothing(cast, sent):
    visitor = Visitor()
    answer = visitor.client.post(
        "/in/passkey/begin/",
        secure=True,
        headers={"x-csrftoken": visitor._token(), "origin": "https://127.0.0.1"},
    )
    assert answer.json()["publicKey"]["userVerification"] == "required"
    assert visitor.post("/in/passkey/", {"credential": sent}).response["Location"] == "/in/"
    assert not is_in(visitor)
    actions.make_list(actor=cast.anna.account)
    half = at_the_door("anna-0000")
    assert half.post("/in/code/", {"credential": sent}, status=200).h1 == "The second step"
    assert not is_in(half)
