"""E04: an event edited, removed, added or moved is found, with its number; so is a column, and a trace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from privacy import verify
from privacy.audit.chain import link
from privacy.models import Event, Head, Trace
from privacy.verify import Result, Verified
from tests.canary import CANARY
from tests.privacy import stored
from tests.privacy.stored import Lifted, execute, sql
from tests.privacy.world import World, look

# One chain for many examples: each is rolled back.
MANY = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
COLUMNS = {
    "prev": st.binary(min_size=32, max_size=32),
    "hash": st.binary(min_size=32, max_size=32),
    "payload": st.binary(max_size=200),
    "happened_at": st.sampled_from(["2020-01-01 00:00:00+00:00", "2031-05-05 05:05:05+00:00"]),
    "code": st.sampled_from(["", "text.opened2", "contribution.sent "]),
    "role": st.sampled_from(["", "chair", "System"]),
    "actor": st.binary(min_size=16, max_size=16),
    "about_type": st.sampled_from(["", "board.board2"]),
    "about": st.binary(min_size=16, max_size=16),
    "outcome": st.sampled_from(["", "Done", "broken"]),
    "count": st.integers(100, 1000),
    "seq": st.integers(100, 1000) | st.integers(-5, 0),
}


@pytest.fixture
def chain(world: World) -> Iterator[int]:
    """A dozen events and more, some with traces; the triggers are lifted."""
    for _ in range(3):
        look(world.text.body, world.sam)
        look(world.other.body, world.sam)
    look(world.text.body, world.olga)
    assert verify.chain() == Verified(Result.OK, stored.seq())
    assert {row[0] for row in sql("SELECT DISTINCT outcome FROM privacy_event")} == {
        "done",
        "read",
        "refused",
    }
    with Lifted():
        yield stored.seq()
    assert verify.chain().result == Result.OK


class Undone:
    """What is done in this block is rolled back."""

    def __enter__(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(self, *_: object) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


def broken(at: int) -> Verified:
    return Verified(Result.BROKEN, at)


@MANY
@given(data=st.data())
def test_e04_any_column_edited(chain: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, chain))
    column = data.draw(st.sampled_from(sorted(COLUMNS)))
    value = data.draw(COLUMNS[column])
    with Undone():
        execute(f"UPDATE privacy_event SET {column} = %s WHERE seq = %s", [value, number])
        moved_to_the_end = column == "seq" and value > chain and number == chain
        expected = Verified(Result.TRUNCATED, chain - 1) if moved_to_the_end else broken(number)
        if column == "seq" and value < 1:
            expected = broken(1)  # it stands before all others now
        assert verify.chain() == expected


@MANY
@given(data=st.data())
def test_e04_any_byte_of_a_payload_edited(chain: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, chain))
    payload = bytearray(sql("SELECT payload FROM privacy_event WHERE seq = %s", [number])[0][0])
    at = data.draw(st.integers(0, len(payload) - 1))
    payload[at] ^= data.draw(st.integers(1, 255))
    with Undone():
        execute("UPDATE privacy_event SET payload = %s WHERE seq = %s", [bytes(payload), number])
        assert verify.chain() == broken(number)


@MANY
@given(data=st.data())
def test_e04_any_event_removed(chain: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, chain))
    with Undone():
        execute("DELETE FROM privacy_event WHERE seq = %s", [number])
        last = number == chain
        assert verify.chain() == (Verified(Result.TRUNCATED, chain - 1) if last else broken(number))


@MANY
@given(data=st.data())
def test_e04_an_event_removed_and_the_others_moved_up(chain: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, chain - 1))
    with Undone():
        execute("DELETE FROM privacy_event WHERE seq = %s", [number])
        for seq in range(number + 1, chain + 1):
            execute("UPDATE privacy_event SET seq = %s WHERE seq = %s", [seq - 1, seq])
        execute("UPDATE privacy_head SET seq = %s", [chain - 1])
        assert verify.chain() == broken(number)


@MANY
@given(data=st.data())
def test_e04_any_two_events_exchanged(chain: int, data: st.DataObject) -> None:
    one, other = sorted(data.draw(st.lists(st.integers(1, chain), min_size=2, max_size=2, unique=True)))
    with Undone():
        for new, old in ((-1, one), (one, other), (other, -1)):
            execute("UPDATE privacy_event SET seq = %s WHERE seq = %s", [new, old])
        assert verify.chain() == broken(one)


def insert_copy(seq: int, of: int, **changes: Any) -> None:
    values = dict(
        zip(
            verify.COLUMNS,
            sql(f"SELECT {', '.join(verify.COLUMNS)} FROM privacy_event WHERE seq = %s", [of])[0],
            strict=True,
        )
    )
    values |= {"seq": seq, **changes}
    marks = ", ".join(["%s"] * len(values))
    execute(f"INSERT INTO privacy_event ({', '.join(values)}) VALUES ({marks})", [*values.values()])


@MANY
@given(data=st.data())
def test_e04_an_event_put_in_between(chain: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, chain))
    with Undone():
        for seq in range(chain, number - 1, -1):
            execute("UPDATE privacy_event SET seq = %s WHERE seq = %s", [seq + 1, seq])
        before = sql("SELECT hash FROM privacy_event WHERE seq = %s", [number - 1])
        prev = bytes(before[0][0]) if before else bytes(32)
        payload = bytes(sql("SELECT payload FROM privacy_event WHERE seq = %s", [number + 1])[0][0])
        # even one whose own hash is right: the next one does not follow from it
        execute("UPDATE privacy_event SET prev = %s WHERE seq = %s", [b"\1" * 32, number + 1])
        insert_copy(number, number + 1, prev=prev, hash=link(number, prev, payload)[::-1])
        execute("UPDATE privacy_head SET seq = %s", [chain + 1])
        assert verify.chain() == broken(number)


def test_e04_a_right_event_put_after_the_head_or_before_the_first(chain: int) -> None:
    payload = bytes(sql("SELECT payload FROM privacy_event WHERE seq = %s", [chain])[0][0])
    head = bytes(Head.objects.get().hash)
    with Undone():
        insert_copy(chain + 1, chain, prev=head, hash=link(chain + 1, head, payload))
        assert verify.chain() == broken(chain + 1)
    with Undone():
        insert_copy(0, 1, prev=b"\2" * 32, hash=b"\3" * 32)
        assert verify.chain() == broken(1)


def test_e04_a_payload_that_is_no_event_though_its_hashes_are_right(chain: int) -> None:
    with Undone():
        before = bytes(sql("SELECT prev FROM privacy_event WHERE seq = %s", [chain])[0][0])
        for payload in (b"", b"\0", b"\0\0\0\4evt9"):
            now = link(chain, before, payload)
            execute("UPDATE privacy_event SET payload = %s, hash = %s WHERE seq = %s", [payload, now, chain])
            execute("UPDATE privacy_head SET hash = %s", [now])
            assert verify.chain() == broken(chain)


def test_e04_a_head_that_was_changed_or_is_gone(chain: int) -> None:
    with Undone():
        execute("UPDATE privacy_head SET hash = %s", [b"\1" * 32])
        assert verify.chain() == broken(chain)
    with Undone():
        execute("UPDATE privacy_head SET seq = %s", [chain + 3])
        assert verify.chain() == Verified(Result.TRUNCATED, chain)
    with Undone():
        execute("DELETE FROM privacy_head")
        assert verify.chain() == Verified(Result.TRUNCATED, 0)


def traced() -> list[tuple[int, int]]:
    return list(Trace.objects.order_by("event_id", "number").values_list("id", "event_id"))


@MANY
@given(data=st.data())
def test_e04_any_trace_edited_moved_removed_or_added(chain: int, data: st.DataObject) -> None:
    row, event = data.draw(st.sampled_from(traced()))
    ways = {
        "thing": ("UPDATE privacy_trace SET thing = %s WHERE id = %s", [b"\1" * 16, row]),
        "event": ("UPDATE privacy_trace SET event_id = %s WHERE id = %s", [chain + 9, row]),
        "removed": ("DELETE FROM privacy_trace WHERE id = %s", [row]),
        "added": (
            "INSERT INTO privacy_trace (event_id, number, thing) VALUES (%s, 9, %s)",
            [event, b"\1" * 16],
        ),
    }
    statement, values = ways[data.draw(st.sampled_from(sorted(ways)))]
    with Undone():
        assert execute(statement, values) == 1
        assert verify.chain() == broken(event)


def test_e04_a_trace_of_no_event(chain: int) -> None:
    for event in (chain + 1, 0):
        with Undone():
            execute(
                "INSERT INTO privacy_trace (event_id, number, thing) VALUES (%s, 0, %s)", [event, b"\1" * 16]
            )
            assert verify.chain() == broken(max(event, 1))


def test_e04_a_good_chain_is_accepted_while_it_grows(world: World) -> None:
    """The walk ends where the head was when it began; an event that comes meanwhile is no fault."""
    walk = verify._events
    seq = stored.seq()

    def growing(last: int) -> Any:
        for row in walk(last):
            yield row
            if row[0] == 2:
                look(world.text.body, world.sam)

    verify._events = growing
    try:
        assert verify.chain() == Verified(Result.OK, seq)
    finally:
        verify._events = walk
    assert verify.chain() == Verified(Result.OK, seq + 1)


def test_e04_the_events_of_these_tests_hold_no_words(world: World) -> None:
    for payload in Event.objects.values_list("payload", flat=True):
        assert CANARY.encode() not in bytes(payload)
    assert connection.vendor in {"sqlite", "postgresql"}
