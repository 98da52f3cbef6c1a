"""E08: eight processes write to one chain, and it neither forks nor loses anything."""

from __future__ import annotations

import pytest

from board.models import Organisation
from privacy import audit, verify
from privacy.audit import Outcome
from privacy.models import Event
from privacy.verify import Result, Verified
from tests.privacy import forks, stored
from tests.privacy.world import MACHINE, World, look, save

PROCESSES, APPENDS = 8, 500

pytestmark = pytest.mark.files


def writer(number: int, world: World) -> None:
    """Mostly events alone; every tenth time a change, and a reading."""
    mine = Organisation(name=f"Body {number}", does="0")
    for turn in range(APPENDS):
        if turn % 10 == 0:
            mine.does = str(turn)
            save(mine)
        elif turn % 10 == 5:
            assert look(world.text.body, world.sam).text
        else:
            audit.record("test.turn", actor=MACHINE, about=mine, outcome=Outcome.DONE, count=number + 1)


@pytest.mark.slow
def test_e08_eight_processes_make_one_chain(world: World) -> None:
    before = stored.seq()
    codes = forks.all_of([lambda number=number: writer(number, world) for number in range(PROCESSES)])
    assert codes == [0] * PROCESSES
    # none lost, no gap, no fork: each event follows from the one before
    assert verify.chain() == Verified(Result.OK, before + PROCESSES * APPENDS)
    assert verify.current() == Verified(Result.OK, 0)
    written = Event.objects.filter(seq__gt=before)
    assert written.count() == PROCESSES * APPENDS
    for number in range(PROCESSES):
        assert written.filter(code="test.turn", count=number + 1).count() == APPENDS * 8 // 10
    assert written.filter(code="text.opened", outcome="read").count() == PROCESSES * APPENDS // 10
    assert written.filter(code="test.saved").count() == PROCESSES * APPENDS // 10


def test_e08_the_year_s_first_key_is_made_once(db: None) -> None:
    """Eight processes in an empty chain: one pseudonym key, one chain."""
    nothing = Organisation(name="Nothing")

    def begin() -> None:
        audit.record("test.first", actor=MACHINE, about=nothing, outcome=Outcome.DONE)

    assert forks.all_of([begin] * PROCESSES) == [0] * PROCESSES
    events = Event.objects.values_list("actor", "about")
    assert len({(bytes(actor), bytes(about)) for actor, about in events}) == 1
    assert verify.chain() == Verified(Result.OK, PROCESSES)


def test_e08_the_same_row_changed_by_all(world: World) -> None:
    """Each takes the row as it is and adds one: none of the changes is lost."""
    row = Organisation.objects.get()
    row.does = "0"
    save(row)
    turns = 5

    def add() -> None:
        for _ in range(turns):
            with audit.act("test.added", actor=MACHINE, about=row) as act:
                fresh = act.lock(row)
                fresh.does = str(int(fresh.does) + 1)
                fresh.save(act=act)

    assert forks.all_of([add] * 4) == [0] * 4
    assert Organisation.objects.get().does == str(4 * turns)
    assert Organisation.history.filter(id=row.id).count() == 2 + 4 * turns
    assert verify.current() == Verified(Result.OK, 0)
