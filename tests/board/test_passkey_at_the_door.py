"""In by a passkey alone: what is asked leaves no row, and is answered once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings

from board import actions, factors
from board.models import Answered, Session, SessionStore
from notices import tick
from tests.board.soft_key import SoftKey
from tests.board.test_sessions import is_in
from tests.people import Cast
from tests.visiting import Visitor

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
NO = "This passkey does not open this site. You can use your passphrase."


def asked(visitor: Visitor) -> dict[str, Any]:
    """What the site asks a passkey of this browser."""
    answer = visitor.client.post(
        "/in/passkey/begin/",
        secure=True,
        headers={"x-csrftoken": visitor._token(), "origin": "https://127.0.0.1"},
    )
    assert answer.status_code == 200
    return dict(answer.json())


def come(visitor: Visitor, credential: str) -> bool:
    """Whether this answer lets her in; if not, she is told so."""
    page = visitor.post("/in/passkey/", {"credential": credential, "next": "/me/"})
    if page.response["Location"] != "/me/":
        assert NO in visitor.follow()
        return False
    return is_in(visitor)


def test_she_comes_in_by_her_passkey(cast: Cast) -> None:
    key, anna = SoftKey(cast.anna.account), Visitor()
    assert come(anna, key.answer(asked(anna)))
    assert Session.objects.get().account == cast.anna.account
    assert set(anna.client.session.keys()) == {
        "_auth_user_id", "_auth_user_backend", "_auth_user_hash", "strong",
    }  # fmt: skip


def test_a_stranger_who_asks_makes_no_row(cast: Cast) -> None:
    for _time in range(10):
        asked(Visitor())
        stranger = Visitor()
        asked(stranger)
        assert not come(stranger, '{"response": {}}')
    assert Session.objects.count() == 0


def test_an_answer_is_taken_once(cast: Cast) -> None:
    """Also from a thief with the whole jar of cookies of that moment, and after she has gone again."""
    key, anna, thief = SoftKey(cast.anna.account), Visitor(), Visitor()
    answer = key.answer(asked(anna))
    jar = {name: morsel.value for name, morsel in anna.client.cookies.items()}
    assert come(anna, answer)
    anna.post("/out/")
    for name, value in jar.items():
        thief.client.cookies[name] = value
    assert not come(thief, answer)
    assert not come(anna, answer)
    # and she comes again
    assert come(anna, key.answer(asked(anna)))


def test_an_answer_counts_in_the_browser_that_was_asked_and_for_five_minutes(cast: Cast) -> None:
    key = SoftKey(cast.anna.account)
    with time_machine.travel(NOON, tick=False) as clock:
        one, other = Visitor(), Visitor()
        asked(other)
        assert not come(other, key.answer(asked(one)))
        late = key.answer(asked(one))
        clock.shift(timedelta(minutes=5, seconds=1))
        assert not come(one, late)
        assert not come(Visitor(), late)
        soon = key.answer(asked(one))
        clock.shift(timedelta(minutes=4, seconds=59))
        assert come(one, soon)


@pytest.mark.parametrize("change", ["x", ":x"])
def test_a_question_made_by_hand_is_none(cast: Cast, change: str) -> None:
    key, anna = SoftKey(cast.anna.account), Visitor()
    answer = key.answer(asked(anna))
    name = settings.PASSKEY_COOKIE_NAME
    anna.client.cookies[name] = anna.client.cookies[name].value + change
    assert not come(anna, answer)


def test_what_is_kept_of_an_answer_names_nobody_and_goes(cast: Cast) -> None:
    key = SoftKey(cast.anna.account)
    with time_machine.travel(NOON, tick=False) as clock:
        anna = Visitor()
        assert come(anna, key.answer(asked(anna)))
        assert {field.name for field in Answered._meta.fields} == {"digest", "until"}
        assert tick.run() == []
        assert Answered.objects.count() == 1
        clock.shift(timedelta(minutes=5, seconds=1))
        assert tick.run() == []
        assert Answered.objects.count() == 0


def test_sessions_of_nobody_go_after_half_an_hour(cast: Cast) -> None:
    actions.make_list(actor=cast.anna.account)
    assert factors.has_any(cast.anna.account)
    with time_machine.travel(NOON, tick=False) as clock:
        Visitor.as_(cast.bea.account)
        row = SessionStore().create_model_instance({"begun": "x"})
        row.save()
        clock.shift(timedelta(minutes=30))
        tick.run()
        assert Session.objects.count() == 2
        clock.shift(timedelta(minutes=4))
        tick.run()
        # hers still says for a day whose it was
        assert [row.account for row in Session.objects.all()] == [cast.bea.account]
