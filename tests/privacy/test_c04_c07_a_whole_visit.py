"""C04: sessions, messages, caches, cookies. C07: logs of every level. After a visit none holds a word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.conf import settings
from django.core.cache import caches

from board.models import Session
from board.models.sessions import STRONG
from privacy import clock
from tests.canary import CANARY
from tests.conftest import on_postgresql
from tests.consultations.test_journey import walk
from tests.leakscan import new_word, scan
from tests.people import Cast
from tests.privacy import listening
from tests.privacy.listening import Written
from tests.visiting import Visitor

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
# Plain words and random ids: nothing else stands in an address, and nothing in a query.
ADDRESS = re.compile(rf"/(?:(?:[a-z-]{{1,20}}|{UUID}|\d{{1,2}})/)*(?:\?[a-z]+=[a-z0-9-]*)?")


def sessions() -> bytes:
    """Every session as its row stands, and as it is read."""
    rows = [[row.session_key, row.session_data, row.get_decoded()] for row in Session.objects.all()]
    return json.dumps(rows, default=str).encode()


def cached() -> bytes:
    """Everything in every cache."""
    return b"\n".join(
        key.encode() + value for cache in caches.all() for key, value in getattr(cache, "_cache", {}).items()
    )


@pytest.fixture
def written() -> Iterator[Written]:
    with listening.to_everything() as written:
        yield written


@pytest.mark.slow
def test_c04_c07_a_whole_visit_leaves_no_word(cast: Cast, written: Written) -> None:
    """From the request to the take-back, with drafts, mistakes, confirmations: in the pages, by clicking."""
    with time_machine.travel(clock.now(), tick=False) as traveller:
        walk(cast, traveller)
    assert Session.objects.count() > 2
    assert scan(sessions(), [CANARY]) == set()
    assert scan(cached(), [CANARY]) == set()
    assert len(written.cookies) > 2
    assert scan("\n".join(written.cookies).encode(), [CANARY]) == set()
    # every statement of both databases was logged, every request, every level
    assert sum("INSERT INTO" in line for line in written.messages) > 100
    assert len(written.access) == len(written.addresses) > 30
    assert (sum("INSERT INTO" in line for line in written.server) > 100) is on_postgresql()
    assert scan(written.everything(), [CANARY], depth=1) == set()
    assert [address for address in written.addresses if not ADDRESS.fullmatch(address)] == []
    assert [line for line in written.access if not re.search(ADDRESS.pattern, line)] == []


def test_c04_a_session_holds_who_and_since_when_only(cast: Cast) -> None:
    """No draft, no message with content, no address she came from; and messages live in the session."""
    assert settings.MESSAGE_STORAGE.endswith("session.SessionStorage")
    for person in (cast.sam, cast.anna):
        visitor = Visitor.as_(person.account)
        visitor.get("/")
        visitor.get("/c/")
    kept = [row.get_decoded() for row in Session.objects.all()]
    who = {"_auth_user_id", "_auth_user_backend", "_auth_user_hash"}
    assert {key for one in kept for key in one} == who | {STRONG}
    # that a second step was taken, and not which or how
    assert [one[STRONG] for one in kept] == [True, True]


def test_c04_c07_planted_words_are_found(cast: Cast, written: Written) -> None:
    """The positive twin: each place is really looked at."""
    import logging

    from django.db import connection

    words = {name: new_word() for name in ("session", "cache", "log", "sql", "address", "cookie")}
    visitor = Visitor.as_(cast.sam.account)
    session = visitor.client.session
    session["draft"] = words["session"] * 9  # long enough to be compressed
    session.save()
    caches["default"].set("draft", words["cache"])
    logging.getLogger("board.actions").debug("saved %s", words["log"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text" if on_postgresql() else "SELECT %s", [words["sql"]])
    visitor.client.cookies["note"] = words["cookie"]
    visitor.client.get(f"/nowhere/{words['address']}/", secure=True)
    try:
        assert scan(sessions(), words.values()) == {words["session"]}
        assert scan(cached(), words.values()) == {words["cache"]}
        logged = {words["log"], words["sql"]}
        assert scan("\n".join(written.messages).encode(), logged) == logged
        assert scan("\n".join(written.access).encode(), words.values()) == {words["address"]}
        assert not ADDRESS.fullmatch(written.addresses[-1])
        if on_postgresql():
            assert scan("\n".join(written.server).encode(), words.values()) >= {words["sql"]}
    finally:
        caches["default"].clear()
