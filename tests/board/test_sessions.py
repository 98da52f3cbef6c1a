"""Sessions: a new one at each step up, over when it is time, ended elsewhere; no network, no hour is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings

from board.models import Account, Session
from board.models.sessions import ABSOLUTE, EVERY, REMEMBERED, SLACK, digest
from tests.board.acting import leaves
from tests.people import PASSPHRASE
from tests.visiting import Visitor

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
PHONE = "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/156 Mobile Safari/537.36"
WARSAW = ZoneInfo("Europe/Warsaw")
# The nights in which Warsaw's clocks are changed in 2026: an hour is left out, an hour comes twice.
SPRING = datetime(2026, 3, 29, 1, 50, tzinfo=WARSAW)
AUTUMN = datetime(2026, 10, 25, 2, 50, tzinfo=WARSAW)


def signed_in(name: str = "anna-0000", **headers: str) -> Visitor:
    visitor = Visitor()
    visitor.client.defaults |= {f"HTTP_{key.upper()}": value for key, value in headers.items()}
    visitor.get("/in/")
    visitor.fill({"sign_in_name": name, "passphrase": PASSPHRASE})
    return visitor


def sid(visitor: Visitor) -> str:
    return visitor.client.cookies[settings.SESSION_COOKIE_NAME].value


def is_in(visitor: Visitor) -> bool:
    answer = visitor.client.get("/me/", secure=True)
    if answer.status_code == 200:
        return True
    assert answer["Location"] == "/in/?next=/me/"
    return False


def test_i01_a_step_up_makes_a_new_session(cast):
    visitor = signed_in()
    before, started = sid(visitor), Session.objects.get().started_at
    visitor.get("/me/passphrase/")
    words = "quite other words of the cast"
    visitor.fill({"current": PASSPHRASE, "new": words, "again": words})
    assert sid(visitor) != before
    assert Session.objects.get().session_key == digest(sid(visitor))
    assert Session.objects.get().started_at == started


def test_i01_the_table_lets_nobody_in(cast):
    visitor = signed_in()
    key = Session.objects.get().session_key
    assert key == digest(sid(visitor))
    thief = Visitor()
    thief.client.cookies[settings.SESSION_COOKIE_NAME] = key
    assert not is_in(thief)


IDLE = [
    ("anna-0000", 30, "a member"),
    ("sam-0000", 15, "staff"),
    ("chloe-0000", 15, "the chair"),
    ("olga-0000", 15, "an officer"),
]


@pytest.mark.parametrize(("name", "minutes", "who"), IDLE, ids=[row[2] for row in IDLE])
def test_i02_idle_limit(cast, name, minutes, who):
    account = Account.objects.get(sign_in_name=name)
    with time_machine.travel(NOON, tick=False) as clock:
        visitor = Visitor.as_(account)
        clock.shift(timedelta(minutes=minutes) + EVERY)
        assert is_in(visitor)
        clock.shift(timedelta(minutes=minutes) + EVERY + timedelta(seconds=1))
        assert not is_in(visitor)


@pytest.mark.parametrize("minutes", [10, 60])
def test_se2_a_member_chooses_the_limit(cast, minutes):
    with time_machine.travel(NOON, tick=False) as clock:
        visitor = signed_in()
        visitor.get("/me/devices/")
        with leaves("person.idle_chosen"):
            visitor.fill({"minutes": str(minutes)}, form="/me/idle/choose/")
        clock.shift(timedelta(minutes=minutes) + EVERY)
        assert is_in(visitor)
        clock.shift(timedelta(minutes=minutes) + EVERY + timedelta(seconds=1))
        assert not is_in(visitor)


@pytest.mark.parametrize("minutes", ["9", "61", "0", "-30", "x", ""])
def test_se2_no_other_limit_is_taken(cast, minutes):
    signed_in().post("/me/idle/choose/", {"minutes": minutes}, status=404)
    assert Account.objects.get(sign_in_name="anna-0000").idle_minutes == 30


def test_se2_staff_have_no_choice(cast):
    visitor = Visitor.as_(cast.sam.account)
    assert "after 15 minutes" in visitor.get("/me/devices/")
    visitor.post("/me/idle/choose/", {"minutes": "60"}, status=404)


def test_i02_absolute_limit(cast):
    with time_machine.travel(NOON, tick=False) as clock:
        visitor = signed_in()
        steps = int(ABSOLUTE / timedelta(minutes=20))
        for _step in range(steps - 1):
            clock.shift(timedelta(minutes=20))
            assert is_in(visitor)
        clock.shift(timedelta(minutes=20))
        assert not is_in(visitor)


def test_i02_a_clock_that_goes_back_signs_out(cast):
    with time_machine.travel(NOON, tick=False) as clock:
        visitor = signed_in()
        clock.shift(-SLACK)
        assert is_in(visitor)
        clock.shift(timedelta(seconds=-1))
        assert not is_in(visitor)


@pytest.mark.parametrize("night", [SPRING, AUTUMN], ids=["spring", "autumn"])
def test_i02_summer_time_neither_ends_nor_lengthens(cast, night):
    with time_machine.travel(night.astimezone(UTC), tick=False) as clock:
        visitor = signed_in()
        visitor.get("/me/look/")
        visitor.fill({"city": "Warsaw"})
        assert Account.objects.get(sign_in_name="anna-0000").zone == "Europe/Warsaw"
        clock.shift(timedelta(minutes=30))
        assert is_in(visitor)
        clock.shift(timedelta(minutes=30) + EVERY + timedelta(seconds=1))
        assert not is_in(visitor)


def test_that_somebody_is_there_is_written_once_a_minute(cast):
    with time_machine.travel(NOON, tick=False) as clock:
        visitor = signed_in()
        visitor.get("/me/")
        clock.shift(timedelta(seconds=59))
        visitor.get("/me/")
        assert Session.objects.get().seen_at == NOON
        clock.shift(timedelta(seconds=1))
        assert visitor.client.get("/me/idle/", secure=True).json() == {"left": 29 * 60}
        assert Session.objects.get().seen_at == NOON
        visitor.get("/me/")
        assert Session.objects.get().seen_at == NOON + timedelta(minutes=1)
        clock.shift(timedelta(minutes=2))
        visitor.post("/me/stay/", status=204)
        assert Session.objects.get().seen_at == NOON + timedelta(minutes=3)


def test_i03_logout_kills_all(cast):
    here, there = signed_in(), signed_in(user_agent=PHONE)
    old = sid(here)
    here.get("/me/devices/")
    with leaves("session.all_ended"):
        here.fill({}, form="/me/devices/end/")
    assert here.page.response.status_code == 200
    assert "close all browser windows" in here.page
    assert "Clear-Site-Data" not in here.page.response
    assert sid(here) != old
    assert not is_in(there)
    assert not Session.objects.exists()
    # Back: the browser has to ask, and is shown nothing, also where it says that it has an old copy.
    here.client.cookies[settings.SESSION_COOKIE_NAME] = old
    assert not is_in(here)
    for path in ("/", "/me/", "/me/name/", "/c/", "/people/"):
        for kept in ({}, {"if-none-match": "*"}, {"if-modified-since": "Wed, 04 Mar 2099 12:00:00 GMT"}):
            answer = here.client.get(path, secure=True, headers=kept)
            assert (answer.status_code, answer.content) == (302, b""), path
            assert answer["Cache-Control"] == "no-store, private"


def test_i04_password_or_factor_change_revokes(cast):
    here, there = signed_in(), signed_in()
    here.get("/me/passphrase/")
    words = "quite other words of the cast"
    here.fill({"current": PASSPHRASE, "new": words, "again": words})
    assert not is_in(there)
    assert is_in(here)
    assert Session.objects.count() == 1


def test_se5_where_i_am_signed_in(cast):
    with time_machine.travel(NOON, tick=False):
        here, there = signed_in(), signed_in(user_agent=PHONE)
        Visitor.as_(cast.bea.account)
        page = here.get("/me/devices/")
        assert "a computer – this one" in page
        assert "a phone" in page
        assert page.text.count("4 March 2026") == 2
        assert "12:00" not in page
        number = Session.objects.get(device="phone").number
        with leaves("session.ended"):
            here.fill({}, form=f"/me/devices/{number}/end/")
        assert not is_in(there)
        assert is_in(here)


def test_se5_a_sign_in_of_somebody_else_is_not_there(cast):
    anna, bea = signed_in(), Visitor.as_(cast.bea.account)
    number = Session.objects.get(account=cast.bea.account).number
    assert anna.post(f"/me/devices/{number}/end/", status=404).content == (
        anna.post(f"/me/devices/{cast.anna.id}/end/", status=404).content
    )
    assert is_in(bea)


def test_se5_ending_this_one_signs_out(cast):
    visitor = signed_in()
    visitor.get("/me/devices/")
    visitor.fill({}, form=f"/me/devices/{Session.objects.get().number}/end/")
    assert not is_in(visitor)


def test_se5_cookies_end_with_the_browser_and_no_address_is_kept(cast):
    visitor = signed_in()
    assert set(visitor.client.cookies) == {"__Host-session", "__Host-csrf", "__Host-known"}
    for morsel in visitor.client.cookies.values():
        said = (
            morsel["expires"],
            morsel["max-age"],
            morsel["secure"],
            morsel["httponly"],
            morsel["samesite"],
        )
        assert said == ("", "", True, True, "Lax")
    fields = {field.name for field in Session._meta.fields}
    assert fields == {
        "session_key", "session_data", "expire_date", "number", "account", "started_at", "seen_at", "device",
    }  # fmt: skip
    assert "127.0.0.1" not in repr(list(Session.objects.values()))


def test_what_timed_out_is_forgotten_after_a_day(cast):
    with time_machine.travel(NOON, tick=False) as clock:
        signed_in()
        clock.shift(REMEMBERED)
        signed_in("bea-0000")
        assert Session.objects.count() == 2
        clock.shift(timedelta(seconds=1))
        signed_in("carla-0000")
        assert set(Session.objects.values_list("account", flat=True)) == {
            cast.bea.account_id,
            cast.carla.account_id,
        }


DEVICES = [
    ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156 Safari/537.36", "computer"),
    (PHONE, "phone"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19 Mobile/15E148 Safari/604.1", "phone"),
    ("Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) Version/18 Mobile/15E148 Safari/604.1", "tablet"),
    ("Mozilla/5.0 (Linux; Android 15; SM-X710) AppleWebKit/537.36 Chrome/150 Safari/537.36", "tablet"),
    ("", "computer"),
    ("x" * 5000, "computer"),
]


@pytest.mark.parametrize(("said", "device"), DEVICES)
def test_se5_a_rough_word_for_the_device(rf, said, device):
    from board.views.entering import device_of

    assert device_of(rf.get("/in/", headers={"user-agent": said})) == device
