"""The register of key copies: at most two alive, thirty days, red after an erasure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from privacy import copies, reading, verify, withdrawal
from privacy.audit import Gone
from privacy.copies import TooManyCopies
from privacy.models import KeyCopy
from privacy.permissions import Denied
from privacy.reading import System
from privacy.states import CopyOf, CopyState
from tests.privacy.test_crashes import withdraw
from tests.privacy.world import World

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
BACKUP = System("backup")
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def add(holds: CopyOf = CopyOf.STORE) -> KeyCopy:
    return copies.add(actor=BACKUP, holds=holds, medium="USB stick 4", holder="safe, ground floor")


def states() -> list[str]:
    return [str(copy.state) for copy in copies.register()]


def test_two_of_each_kind_and_no_more(db: None) -> None:
    with time_machine.travel(START, tick=False) as clock:
        first = add()
        add()
        with pytest.raises(TooManyCopies):
            add()
        assert {add(CopyOf.EPOCHS).expires_on, add(CopyOf.EPOCHS).expires_on} == {
            START.date() + timedelta(days=30)
        }
        with pytest.raises(TooManyCopies):
            add(CopyOf.EPOCHS)
        copies.confirm_destroyed(actor=BACKUP, copy=first.id)
        add()
        with pytest.raises(TooManyCopies):
            add()
        clock.move_to(START + timedelta(days=29, hours=11))
        with pytest.raises(TooManyCopies):
            add()
        clock.move_to(START + timedelta(days=30))
        add()
    assert KeyCopy.objects.count() == 6


def test_destroyed_is_said_once_and_of_a_copy_there_is(db: None) -> None:
    made = add()
    copies.confirm_destroyed(actor=BACKUP, copy=made.id)
    with pytest.raises(Denied, match="said_before"):
        copies.confirm_destroyed(actor=BACKUP, copy=made.id)
    with pytest.raises(Gone):
        copies.confirm_destroyed(actor=BACKUP, copy=uuid4())
    assert states() == ["destroyed"]
    assert verify.current().result == 0


def test_older_copies_turn_red_after_an_erasure(world: World) -> None:
    with time_machine.travel(START, tick=False) as clock:
        add()
        assert (states(), copies.red()) == (["live"], [])
        clock.shift(timedelta(days=1))
        withdraw(world)
        erased = copies.newest_erasure()
        assert erased == START + timedelta(days=1)
        assert states() == ["red"]
        clock.shift(timedelta(hours=1))
        newer = add()
        assert states() == ["live", "red"]
        assert [copy.state for copy in copies.red()] == [CopyState.RED]
        assert copies.unreadable_since(erased) is None
        clock.move_to(START + timedelta(days=30))
        assert states() == ["live", "expired"]
        assert copies.unreadable_since(erased) == datetime(2026, 3, 31, tzinfo=UTC)
        copies.confirm_destroyed(actor=BACKUP, copy=newer.id)
        assert states() == ["destroyed", "expired"]
        assert copies.unreadable_since(erased) == datetime(2026, 3, 31, tzinfo=UTC)
        assert copies.unreadable_since(START - timedelta(days=1)) == START - timedelta(days=1)


def test_what_was_kept_for_a_while_turns_red_only_the_copies_of_that_while(world: World) -> None:
    """A copy from before the key was made does not hold it: nobody has to destroy that copy."""
    with time_machine.travel(START, tick=False) as clock:
        older = add()
        clock.shift(timedelta(hours=1))
        made = {reading.new_record_key(): START + timedelta(hours=1)}
        clock.shift(timedelta(hours=1))
        add()
        clock.shift(timedelta(hours=1))
        withdrawal.let_go(
            code="text.unparked", actor=BACKUP, about=world.anna, keys=made, write=lambda act: None
        )
        assert withdrawal.still_there(made) == []
        assert states() == ["red", "live"]
        copies.confirm_destroyed(actor=BACKUP, copy=older.id)
        clock.shift(timedelta(hours=1))
        add()
        assert states() == ["live", "red", "destroyed"]
