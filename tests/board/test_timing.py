"""I05, SE6, I06: neither words, nor time, nor limits at the door say who is on the board.

Time is the processor time of this thread, each name once a round in no order, medians of one run: a busy
machine changes nothing.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from statistics import median

import argon2
import pytest
import time_machine
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from board import actions, passphrases, tries
from board.hashers import Argon2id
from board.models import Joining, Tries
from board.states import Role
from notices import actions as sending
from privacy import clock
from tests.board.test_tries import NOON, SAME, WAIT
from tests.notices.conftest import reaches, sink  # noqa: F401  (fixtures)
from tests.notices.sink import Sink
from tests.people import PASSPHRASE
from tests.visiting import HOST, Page, Visitor

pytestmark = pytest.mark.slow
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
WRONG = "wrong words of nobody"
# Held: guessed at so often that she waits. Each with what is typed and what is said.
NAMES = {"existing": "anna-0000", "unknown": "nobody-1234", "inactive": "bea-0000", "held": "carla-0000"}


@pytest.fixture
def hashed(cast, settings) -> Iterator[None]:
    """Passphrases are kept by the product's hasher; Bea is paused."""
    settings.PASSWORD_HASHERS = ["board.hashers.Argon2id"]
    for person in (cast.anna, cast.bea, cast.carla):
        actions.change_passphrase(actor=person.account, passphrase=PASSPHRASE)
    actions.pause_access(actor=cast.sam.account, person=cast.bea)
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def cheap(monkeypatch) -> None:
    """The same hasher with less to do, where hashes are counted and not timed."""
    monkeypatch.setattr(Argon2id, "time_cost", 1)
    monkeypatch.setattr(Argon2id, "memory_cost", 1024)


@pytest.fixture
def smaller(monkeypatch) -> None:
    """Half of the product's memory: beside a shorter hash, what else differs shows twice as much."""
    monkeypatch.setattr(Argon2id, "memory_cost", Argon2id.memory_cost // 2)


def only_held(*names: str) -> None:
    """These names were guessed at many times today, and nothing else was."""
    Tries.objects.all().delete()
    now = clock.now()
    for name in names:
        bucket = next(iter(tries.knock(name=name, network="", known=False).buckets))
        Tries.objects.create(bucket=bucket, day=now.date(), count=50, last_at=now)


def typed(visitor: Visitor, name: str, passphrase: str = WRONG) -> Page:
    token = visitor._token()
    sent = {"csrfmiddlewaretoken": token, "sign_in_name": name, "passphrase": passphrase}
    return Page(visitor._send("/in/", sent), "/in/")


def seconds_of_each(rounds: int, passphrases_of: dict[str, str]) -> dict[str, float]:
    """The median of the processor time of one try, for each kind of name."""
    took: dict[str, list[float]] = {kind: [] for kind in passphrases_of}
    visitor, dice, kinds = Visitor(), random.Random(5), list(passphrases_of.items())
    for _round in range(rounds):
        only_held(NAMES["held"])
        dice.shuffle(kinds)  # whoever comes first finds the caches cold
        for kind, passphrase in kinds:
            began = time.thread_time()
            page = typed(visitor, NAMES[kind], passphrase)
            took[kind].append(time.thread_time() - began)
            assert page.errors == (WAIT if kind == "held" else SAME)
    return {kind: median(values) for kind, values in took.items()}


@pytest.mark.timeout(600)
def test_i05_login_timing_uniform(smaller, hashed) -> None:
    found = seconds_of_each(200, dict.fromkeys(NAMES, WRONG))
    assert max(found.values()) / min(found.values()) < 1.05, found


@pytest.mark.timeout(300)
def test_se6_known_and_unknown_take_the_same_time(hashed) -> None:
    """50 tries each, within 50 milliseconds; also the right passphrase, where the account is paused."""
    found = seconds_of_each(50, {"existing": WRONG, "unknown": WRONG, "inactive": PASSPHRASE})
    assert max(found.values()) - min(found.values()) < 0.05, found


@pytest.fixture
def counted(monkeypatch) -> list[tuple[int, int]]:
    """Each Argon2 hash that is computed, by its passes and its memory."""
    found: list[tuple[int, int]] = []
    hash_secret, verify_secret = argon2.low_level.hash_secret, argon2.low_level.verify_secret

    def made(*args, **options):
        found.append((options["time_cost"], options["memory_cost"]))
        return hash_secret(*args, **options)

    def verified(kept, *args, **options):
        parameters = argon2.extract_parameters(kept.decode())
        found.append((parameters.time_cost, parameters.memory_cost))
        return verify_secret(kept, *args, **options)

    monkeypatch.setattr("argon2.low_level.hash_secret", made)
    monkeypatch.setattr("argon2._password_hasher.verify_secret", verified)
    return found


def test_i05_se6_each_refusal_costs_one_hash_of_the_same_size(cheap, cast, hashed, counted) -> None:
    """Whoever she is, whatever she typed: known, unknown, paused, ended, erased, guessed at or not."""
    actions.end_access(actor=cast.sam.account, person=cast.chloe)
    names = [*NAMES.values(), "chloe-0000", "guessed-4321", "x" * 300, "a"]
    costs = {}
    for name in names:
        for passphrase in (WRONG, PASSPHRASE if name != "anna-0000" else "x", "x" * 2000):
            only_held(NAMES["held"], "guessed-4321")
            counted.clear()
            assert typed(Visitor(), name, passphrase).status == 200
            costs[name[:20], len(passphrase)] = list(counted)
    assert {tuple(one) for one in costs.values()} == {((1, 1024),)}, costs


# --- invitations, and ways back in: links and codes that anybody may try


def closed(cast, secret_of) -> dict[str, str]:
    """Secrets that once were good, and one that never was: used, taken back, over, nobody's."""
    found = {name: secret_of() for name in ("over", "used", "taken back")}
    with time_machine.travel(NOON.replace(month=2), tick=False):
        actions.invite(actor=cast.sam.account, role=Role.MEMBER, secret=found["over"])
    for name in ("used", "taken back"):
        joining = actions.invite(actor=cast.sam.account, role=Role.MEMBER, secret=found[name])
        if name == "used":
            actions.join(joining=joining, chosen_name="Linden", passphrase=PASSPHRASE, language="en")
        else:
            actions.end_joining(actor=cast.sam.account, joining=joining)
    assert Joining.objects.count() == 3
    return {**found, "unknown": secret_of()}


def tried(visitor: Visitor, way: str, secret: str) -> Page:
    """One secret, pressed as a link or typed as a code."""
    url, sent = (f"/join/{secret}/", {}) if way == "link" else ("/join/", {"code": secret})
    return Page(visitor._send(url, {"csrfmiddlewaretoken": visitor._token(), **sent}), url)


def told(page: Page, secret: str) -> tuple[int, bytes, list[tuple[str, str]], list[str]]:
    """All that an answer tells: bytes but for the token and the secret, headers, cookies."""
    body = TOKEN.sub(b"", page.content).replace(secret.encode(), b"")
    headers = [(name, value) for name, value in sorted(page.response.items()) if name != "Content-Length"]
    return page.status, body, headers, sorted(page.response.cookies)


SECRETS = {"link": passphrases.key_of_link, "code": passphrases.one_time}


@pytest.mark.parametrize("way", SECRETS)
def test_i06_reset_invite_no_enumeration(cast, way) -> None:
    """Body, headers, cookies, what is asked of the database, and limits: after 30 tries as after one."""
    with time_machine.travel(NOON, tick=False):
        secrets = closed(cast, SECRETS[way])
        answers, asked = {}, {}
        for name, secret in secrets.items():
            visitor = Visitor()
            for time_ in range(30):
                with CaptureQueriesContext(connections["default"]) as queries:
                    page = tried(visitor, way, secret)
                if time_ in {0, 29}:
                    answers[name, time_] = told(page, secret)
                    asked[name, time_] = [len(one["sql"]) for one in queries.captured_queries]
        assert len({repr(one) for one in answers.values()}) == 1
        assert len({repr(one) for one in asked.values()}) == 1
        # The twin: what is open leads on.
        secret = SECRETS[way]()
        actions.invite(actor=cast.sam.account, role=Role.MEMBER, secret=secret)
        assert tried(Visitor(), way, secret).response["Location"] == "/join/name/"


@pytest.mark.parametrize("way", SECRETS)
def test_i06_closed_and_unknown_take_the_same_time(cast, way) -> None:
    with time_machine.travel(NOON, tick=False):
        secrets = closed(cast, SECRETS[way])
        took: dict[str, list[float]] = {name: [] for name in secrets}
        visitor = Visitor()
        for _round in range(100):
            for name, secret in secrets.items():
                began = time.thread_time()
                tried(visitor, way, secret)
                took[name].append(time.thread_time() - began)
    medians = {name: median(values) for name, values in took.items()}
    assert max(medians.values()) / min(medians.values()) < 1.15, medians


def test_i06_an_open_link_looks_like_any_other_until_it_is_pressed(cast) -> None:
    secrets = [passphrases.key_of_link() for _ in range(2)]
    actions.invite(actor=cast.sam.account, role=Role.MEMBER, secret=secrets[0])
    for method in ("get", "head"):
        found = []
        for secret in secrets:
            with CaptureQueriesContext(connections["default"]) as queries:
                answer = getattr(Client(headers={"host": HOST}), method)(f"/join/{secret}/", secure=True)
            found.append((told(Page(answer, "/join/"), secret), len(queries)))
        assert found[0] == found[1]


@pytest.mark.parametrize("passphrase", [WRONG, "x"])
def test_i06_se6_limits_and_headers_are_those_of_any_name(cast, passphrase) -> None:
    """Answer by answer, while both are guessed at until they wait."""
    actions.pause_access(actor=cast.sam.account, person=cast.bea)
    names, said = ("anna-0000", "bea-0000", "nobody-1234"), {}
    with time_machine.travel(NOON, tick=False):
        for name in names:
            visitor = Visitor()
            said[name] = [told(typed(visitor, name, passphrase), name) for _ in range(13)]
    assert said[names[0]] == said[names[1]] == said[names[2]]
    assert WAIT[0].encode() in said[names[2]][-1][1]


def test_i06_mail_is_sent_off_request(cast, sink: Sink, reaches) -> None:  # noqa: F811
    """Guessing at a name, or a new way in for her: the answer waits for no mail server. The tick does."""
    with time_machine.travel(NOON, tick=False):
        reaches(cast.anna)
        for name in ("anna-0000", "nobody-1234"):
            visitor = Visitor()
            for _ in range(13):
                typed(visitor, name)
        sam, tessa = Visitor.as_(cast.sam.account), Visitor.as_(cast.tessa.account)
        url = f"/people/{cast.anna.id}/passphrase/"
        sam.get(url)
        sam.fill({}, button="Ask for the second yes")
        tessa.get(url)
        tessa.fill({}, button="Yes, make a new passphrase", stays=True)
        assert sink.letters == []
        sending.send_due()
        assert len(sink.letters) == 1
