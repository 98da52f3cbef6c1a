"""Wrong tries: a name is slowed down, a known browser is not, and nothing says which names there are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from board import tries
from board.models import Tries, TryDay
from privacy.models import Event
from tests.board.test_sessions import is_in
from tests.people import PASSPHRASE
from tests.visiting import Visitor

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
WAIT = ["Many tries with this name went wrong today. Wait a quarter of an hour, then try again."]
SAME = ["This name and this passphrase do not go together. Check both and try again."]


def attempt(visitor: Visitor, name: str, passphrase: str) -> Visitor:
    """Type a name and a passphrase."""
    visitor.get("/in/")
    wrong = passphrase != PASSPHRASE
    visitor.fill({"sign_in_name": name, "passphrase": passphrase}, stays=wrong)
    return visitor


def held() -> int:
    return Event.objects.filter(code="sign_in.held").count()


def guess(name: str, times: int, network: str = "198.51.100.7") -> list[list[str]]:
    """Wrong passphrases from a browser that nobody knows; the answers."""
    stranger = Visitor()
    stranger.client.defaults["REMOTE_ADDR"] = network
    said = []
    for _time in range(times):
        sent = {"sign_in_name": name, "passphrase": "wrong words"}
        said.append(stranger.post("/in/", sent, status=200).errors)
    return said


def refused(visitor: Visitor, name: str) -> list[str]:
    """The right passphrase, and what is said to it."""
    visitor.get("/in/")
    return visitor.fill({"sign_in_name": name, "passphrase": PASSPHRASE}, stays=True).errors


@pytest.mark.slow
def test_i08_throttle_per_account_not_global(cast):
    with time_machine.travel(NOON, tick=False) as clock:
        hers = attempt(Visitor(), "anna-0000", PASSPHRASE)
        hers.post("/out/")
        said = guess("anna-0000", 1000)
        assert said == [SAME] * 10 + [WAIT] * 990
        assert held() == 1
        # Bea comes from the attacker's own network.
        bea = Visitor()
        bea.client.defaults["REMOTE_ADDR"] = "198.51.100.7"
        assert is_in(attempt(bea, "bea-0000", PASSPHRASE))
        said = attempt(hers, "anna-0000", PASSPHRASE).page.messages
        assert said == ["Somebody tried many times to sign in with your name. Nobody got in."]
        assert is_in(hers)
        hers.post("/out/")
        guess("anna-0000", 12)
        assert refused(Visitor(), "anna-0000") == WAIT
        clock.shift(timedelta(minutes=15))
        assert is_in(attempt(Visitor(), "anna-0000", PASSPHRASE))


def test_i08_a_known_browser_is_not_held_by_strangers(cast):
    hers = attempt(Visitor(), "anna-0000", PASSPHRASE)
    hers.post("/out/")
    assert guess("anna-0000", 13)[-2:] == [WAIT] * 2
    assert refused(Visitor(), "anna-0000") == WAIT
    assert is_in(attempt(hers, "anna-0000", PASSPHRASE))


def test_tries_while_it_waits_do_not_make_it_wait_longer(cast):
    with time_machine.travel(NOON, tick=False) as clock:
        guess("anna-0000", 60)
        clock.shift(timedelta(seconds=31))
        assert is_in(attempt(Visitor(), "anna-0000", PASSPHRASE))


def test_i08_the_event_says_neither_name_nor_network(cast):
    guess("anna-0000", 14)
    event = Event.objects.get(code="sign_in.held")
    assert event.about_type == "board.board"
    payload = bytes(event.payload)
    assert b"anna" not in payload
    assert b"198.51" not in payload


def test_se6_a_name_that_nobody_has_is_held_the_same(cast):
    assert guess("nobody-1234", 14) == guess("anna-0000", 14)
    assert held() == 2


def test_a_mark_of_another_account_is_worth_nothing(cast):
    bea = attempt(Visitor(), "bea-0000", PASSPHRASE)
    bea.post("/out/")
    guess("anna-0000", 13)
    assert refused(bea, "anna-0000") == WAIT


def test_a_mark_made_by_hand_is_worth_nothing(cast):
    guess("anna-0000", 13)
    stranger = Visitor()
    for mark in ("", ".", "x.y", "é.ü", "a" * 9000):
        stranger.client.cookies["__Host-known"] = mark
        assert refused(stranger, "anna-0000") == WAIT


def test_a_network_that_tries_many_names_is_held(cast):
    with time_machine.travel(NOON, tick=False):
        for number in range(tries.FREE_IN_A_NETWORK + 1):
            tries.note_wrong(tries.knock(name=f"n-{number}", network="2001:db8:1:2:3::4", known=False))
        assert tries.knock(name="new", network="2001:db8:1:2:ffff::9", known=False).is_held
        assert not tries.knock(name="new", network="2001:db8:1:3::4", known=False).is_held
        assert not tries.knock(name="new", network="2001:db8:1:2:3::4", known=True).is_held


@pytest.mark.parametrize("network", ["", "unix:", "127.0.0.1", "::1"])
def test_pd4_strangers_hold_nobody_where_all_come_by_one_door(cast, network):
    """A proxy that passes no network on, or an onion service: many wrong names hold no other name."""
    with time_machine.travel(NOON, tick=False):
        for number in range(tries.FREE_IN_A_NETWORK + 30):
            tries.note_wrong(tries.knock(name=f"n-{number}", network=network, known=False))
        assert not tries.knock(name="anna-0000", network=network, known=False).is_held
        for _time in range(tries.FREE_ON_A_NAME + 1):
            tries.note_wrong(tries.knock(name="bea-0000", network=network, known=False))
        assert tries.knock(name="bea-0000", network=network, known=False).is_held


WAITS = [(-1, 0), (0, 30), (1, 60), (2, 120), (4, 480), (5, 900), (90, 900), (10**6, 900)]


@pytest.mark.parametrize(("over", "seconds"), WAITS)
def test_the_wait_doubles_up_to_a_quarter_of_an_hour(over, seconds):
    assert tries.wait_after(over) == timedelta(seconds=seconds)


def test_a_hundred_tries_in_a_day_and_not_many_more(cast):
    """SP 800-63B-4, 3.2.2: what somebody gets who tries whenever she may."""
    taken = 0
    with time_machine.travel(NOON.replace(hour=0), tick=False) as clock:
        for _five_minutes in range(24 * 12 - 1):
            one = tries.knock(name="anna-0000", network="", known=False)
            if not one.is_held:
                tries.note_wrong(one)
                taken += 1
            clock.shift(timedelta(minutes=5))
    assert 100 <= taken <= 110


def test_nothing_of_a_day_outlives_it(cast):
    with time_machine.travel(NOON, tick=False) as clock:
        guess("anna-0000", 3)
        kept = repr([*Tries.objects.values(), *TryDay.objects.values()])
        assert "anna" not in kept
        assert "198.51" not in kept
        before = set(Tries.objects.values_list("bucket", flat=True)), TryDay.objects.get().salt
        clock.shift(timedelta(days=1))
        guess("anna-0000", 1)
        assert not before[0] & set(Tries.objects.values_list("bucket", flat=True))
        assert TryDay.objects.get().salt != before[1]


@pytest.mark.parametrize(
    ("proxy", "sent", "network"),
    [
        (False, "203.0.113.9", "192.0.2.1"),
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (True, "", ""),
    ],
)
def test_only_our_own_proxy_is_believed(rf, settings, proxy, sent, network):
    from board.views.entering import network_of

    settings.BEHIND_PROXY = proxy
    request = rf.get("/in/", headers={"x-forwarded-for": sent}, REMOTE_ADDR="192.0.2.1")
    assert network_of(request) == network


def sure(visitor: Visitor, passphrase: str) -> list[str]:
    """The passphrase once more, before a list of codes; the errors it gets."""
    return visitor.post("/me/keys/list/", {"current": passphrase}, status=200).errors


@pytest.mark.slow
def test_i08_asked_once_more_is_no_other_door(cast):
    """Whoever finds a browser open and guesses there is held like at the door, and by the same count."""
    wrong = ["Your passphrase now – This is not the passphrase you sign in with."]
    wait = [f"Your passphrase now – {WAIT[0]}"]
    with time_machine.travel(NOON, tick=False) as clock:
        anna = attempt(Visitor(), "anna-0000", PASSPHRASE)
        bea = attempt(Visitor(), "bea-0000", PASSPHRASE)
        assert [sure(anna, "wrong words") for _time in range(12)] == [wrong] * 10 + [wait] * 2
        assert held() == 1
        # The right one waits as well, on every page that asks; Bea does not.
        assert sure(anna, PASSPHRASE) == wait
        words = {
            "current": PASSPHRASE,
            "new": "quite other words of hers",
            "again": "quite other words of hers",
        }
        assert anna.post("/me/passphrase/", words, status=200).errors == wait
        assert sure(bea, PASSPHRASE) == []
        clock.shift(timedelta(minutes=1))
        assert sure(anna, PASSPHRASE) == []
        assert sure(anna, "wrong words") == wrong
