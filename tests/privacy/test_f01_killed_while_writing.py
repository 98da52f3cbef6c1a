"""F01: 200 kills at random moments of saving: row, history and event are there, or none of the three.

What is saved is sealed anew each time, under a key made for it, as when somebody changes her name.
"""

from __future__ import annotations

import os
import random
import signal
import time
from typing import Any

import pytest
from django.db import connections

from board.models import Person
from privacy import audit, startup, verify
from privacy.models import Event
from privacy.verify import Result, Verified
from tests.attacks.keyring import Kept, opened
from tests.canary import CANARY
from tests.privacy import forks, stored
from tests.privacy import world as small
from tests.privacy.world import World, look

pytestmark = [pytest.mark.files, pytest.mark.slow, pytest.mark.timeout(900)]
KILLS, AT_ONCE = 200, 2
CODE = "test.written"


def write_for_ever(row: Person, report: int) -> None:
    for _ in range(10**6):
        number = os.urandom(8).hex()
        name = small.seal(row, "chosen_name", f"{CANARY} {number}", row.scope)
        with audit.act(CODE, actor=small.MACHINE, about=row) as act:
            mine = act.lock(row)
            mine.chosen_name = name
            mine.save(act=act)
        os.write(report, number.encode())


def name_of(row: Any) -> str:
    """As the keys open it; fails when they do not."""
    found = opened(Kept("", row.chosen_name.token, row.chosen_name.place))
    assert isinstance(found, str), found
    return found.removeprefix(f"{CANARY} ")


def test_f01_kill9_during_write(world: World) -> None:
    random.seed(101)
    row = Person.objects.get(id=world.anna.id)
    readable, writable = os.pipe()
    history = Person.history.filter(id=row.id)
    before = history.count()
    longest = 0.15
    for _ in range(KILLS // AT_ONCE):
        so_far = history.count()
        connections.close_all()
        children = [forks._fork(lambda: write_for_ever(row, writable)) for _ in range(AT_ONCE)]
        for child in children:
            time.sleep(random.uniform(0, longest))
            os.kill(child, signal.SIGKILL)
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        assert codes == [-signal.SIGKILL] * AT_ONCE
        if history.count() == so_far:
            longest *= 1.2  # on a busy machine both died before they wrote
        # opened again: the row is as its newest history row, and each history row has its event
        row.refresh_from_db()
        newest = history.order_by("-history_id").first()
        assert newest.chosen_name.token == row.chosen_name.token
        assert name_of(newest) == name_of(row)
        assert history.count() - before == Event.objects.filter(code=CODE).count()
    startup.begin()
    assert verify.chain() == Verified(Result.OK, stored.seq())
    assert verify.current() == Verified(Result.OK, 0)
    os.close(writable)
    said = b""
    while more := os.read(readable, 65536):
        said += more
    done = [said[at : at + 16].decode() for at in range(0, len(said), 16)]
    # what was reported as written is written
    written = [name_of(one) for one in history]  # and each opens, after the restart
    assert set(done) <= set(written)
    assert len(done) > KILLS / 4
    assert look(world.text.body, world.anna).text == f"{CANARY} Anna's words"
