"""F10: ten thousand rows go to the next format and back, killed on the way, while people read and write."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections

from consultations.models import Contribution, ContributionText
from privacy import reading, resealing, verify
from privacy.crypto import FORMATS, key_ids
from privacy.keystore import store
from privacy.models import Event
from privacy.reading import Opened, Purpose, Shut, ciphers
from tests.canary import CANARY
from tests.privacy import forks, stored
from tests.privacy import world as small
from tests.privacy.processes import ROOT
from tests.privacy.world import World, look

pytestmark = [pytest.mark.files, pytest.mark.slow, pytest.mark.timeout(900)]
ROWS, KEYS, AT_ONCE = 10_000, 100, 500
ERASED = 37  # of the hundred records, the one that is taken back meanwhile


def words(number: int) -> str:
    return f"{CANARY} text {number}"


@pytest.fixture
def old_world(db: None, ground_rules: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """The small world and ten thousand texts by Anna, as a release wrote them that knew format 1 only."""
    with monkeypatch.context() as then:
        then.setattr(ciphers, "CURRENT", FORMATS[1])
        world = small.build()
        with reading.keys_kept():
            write(world)
    return world


def write(world: World) -> None:
    records = reading.new_record_keys(KEYS)
    contribution = Contribution.objects.get(id=world.contribution.id)
    for start in range(0, ROWS, AT_ONCE):
        made = []
        for number in range(start, start + AT_ONCE):
            row = ContributionText(contribution=contribution, number=10 + number)
            record = records[number % KEYS]
            row.body = small.seal(row, "body", words(number), world.anna.scope, record)
            made.append(row)
        small.save(*made)


def tokens() -> dict[uuid.UUID, bytes]:
    """The stored bytes of each text, read past the product."""
    return {
        uuid.UUID(str(key)): bytes(token)
        for key, token in stored.sql("SELECT id, body FROM consultations_contributiontext WHERE number >= 10")
    }


def how_many(form: int) -> int:
    wanted = bytes([form])
    return sum(token[2:3] == wanted for token in tokens().values())


def every_row_opens(world: World) -> int:
    """Anna reads all her texts, as her page does: each opens to its own words. How many are withdrawn."""
    rows = list(ContributionText.objects.filter(number__gte=10).order_by("number"))
    assert len(rows) == ROWS
    gone = 0
    for start in range(0, ROWS, AT_ONCE):
        some = rows[start : start + AT_ONCE]
        opened = reading.open_many(
            [row.body for row in some],
            reader=world.anna.account,
            purpose=Purpose.SYNTHESIS,
            about=world.board,
        )
        for row, one in zip(some, opened, strict=True):
            number = row.number - 10
            if one == Opened(None, Shut.WITHDRAWN) and number % KEYS == ERASED:
                gone += 1
            else:
                assert (one.text or "").removesuffix(" edited") == words(number), one
    return gone


def reseal(form: int) -> subprocess.Popen[str]:
    """`manage.py keys reseal`, as somebody types it."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "keys", "reseal", "--to", str(form)],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def killed_on_the_way(form: int, times: int) -> list[int]:
    """Start it, and kill it with -9 once it has done a part; how many rows were done at each death."""
    found = []
    for part in range(1, times + 1):
        command = reseal(form)
        while how_many(form) < ROWS * part // (times + 2):
            assert command.poll() is None, command.communicate()
            time.sleep(0.02)
        command.send_signal(signal.SIGKILL)
        command.communicate()
        assert command.returncode == -signal.SIGKILL
        found.append(how_many(form))
    return found


def until(stop: Path, done: int, what: Callable[[int], int]) -> Callable[[], None]:
    """Repeat until there is a file `stop`; each time is told by a number in four bytes."""

    def run() -> None:
        turn = 0
        while not stop.exists():
            os.write(done, what(turn).to_bytes(4, "big"))
            turn += 1
            time.sleep(0.05)

    return run


People = Callable[[], tuple[int, set[int]]]


@pytest.fixture
def people(old_world: World, tmp_path: Path) -> Iterator[People]:
    """Somebody reads everything, somebody else edits, on and on. The call ends both: how often the one read
    all texts, and which texts the other edited.
    """
    stop = tmp_path / "stop"
    pipes = [os.pipe(), os.pipe()]
    connections.close_all()
    works: list[Callable[[int], int]] = [
        lambda turn: every_row_opens(old_world),
        lambda turn: edit(old_world, turn),
    ]
    children = [forks._fork(until(stop, pipe[1], work)) for pipe, work in zip(pipes, works, strict=True)]
    codes: list[int] = []

    def end() -> tuple[int, set[int]]:
        stop.touch()
        codes.extend(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)
        assert codes == [0, 0]
        told = []
        for reads, writes in pipes:
            os.close(writes)
            with os.fdopen(reads, "rb") as stream:
                found = stream.read()
            told.append([int.from_bytes(found[at : at + 4], "big") for at in range(0, len(found), 4)])
        return len(told[0]), set(told[1])

    yield end
    stop.touch()
    if not codes:
        end()


def edit(world: World, turn: int) -> int:
    """One text gets other words, in the format that is written today; which one."""
    number = turn * 7919 % ROWS
    number += number % KEYS == ERASED
    row = ContributionText.objects.get(number=10 + number)
    row.body = small.seal(
        row, "body", f"{words(number)} edited", world.anna.scope, key_ids(row.body.token)[1]
    )
    small.save(row)
    return number


def said_by(command: subprocess.Popen[str]) -> list[str]:
    out, err = command.communicate(timeout=600)
    assert (command.returncode, err) == (0, "")
    return out.splitlines()


def test_f10_format_upgrade_dual_read(old_world: World, people: People) -> None:
    """Killed five times, an erasure and edits meanwhile; then back again; every row readable at any time."""
    assert how_many(1) > ROWS - 200  # but what was edited by now
    deaths = killed_on_the_way(2, 3)
    # what a dead process left is whole acts of a hundred, and what people wrote meanwhile
    assert deaths == sorted(deaths)
    assert 0 < deaths[0] < deaths[-1] < ROWS
    record = key_ids(ContributionText.objects.get(number=10 + ERASED).body.token)[1]
    store.destroy([record])
    before = {key: token for key, token in tokens().items() if key_ids(token)[1] == record}
    assert len(before) == KEYS
    deaths = killed_on_the_way(2, 2)
    assert deaths[-1] < ROWS
    said = said_by(reseal(2))
    destroyed = sum(token[2] == 1 for token in before.values())
    assert said[1] == f"Not touched: {destroyed} whose key was destroyed, 0 that do not open."
    assert how_many(2) == ROWS - destroyed
    # not a byte of what is erased was touched
    assert {key: token for key, token in tokens().items() if key in before} == before
    read, wrote = people()
    assert read > 1
    assert len(wrote) > 5
    # no edit was overwritten by what was read before it
    texts = {row.number - 10: row.body for row in ContributionText.objects.filter(number__gte=10)}
    anna = old_world.anna
    assert [look(texts[n], anna).text for n in sorted(wrote)] == [f"{words(n)} edited" for n in sorted(wrote)]
    assert every_row_opens(old_world) == KEYS
    assert (verify.chain().result, verify.current().result) == (verify.Result.OK, verify.Result.OK)
    # back again, for an older release: nobody writes the newest format meanwhile
    killed_on_the_way(1, 1)
    assert every_row_opens(old_world) == KEYS
    said = said_by(reseal(1))
    still = sum(token[2] == 2 for token in before.values())
    assert said[1] == f"Not touched: {still} whose key was destroyed, 0 that do not open."
    assert (how_many(1), how_many(2)) == (ROWS - still, still)
    assert every_row_opens(old_world) == KEYS
    assert look(old_world.other.body, old_world.bea).text == f"{CANARY} Bea's words"
    assert (verify.chain().result, verify.current().result) == (verify.Result.OK, verify.Result.OK)
    assert Event.objects.filter(code=resealing.CODE).count() >= 2 * ROWS // resealing.AT_ONCE - 2
