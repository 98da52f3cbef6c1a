"""States of a key after NIST SP 800-57: who moves them, and what each of them permits."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from privacy import reading, verify
from privacy.audit import Outcome, record
from privacy.audit.pseudonyms import forget, pseudonym
from privacy.crypto import KeyDestroyed, KeyMissing, KeyNotInUse
from privacy.keystore import store
from privacy.keystore.models import Key, Kind
from privacy.keystore.states import KEY_TRANSITIONS, State
from privacy.keystore.store import Moved
from privacy.reading import Opened, Shut
from privacy.verify import Result
from tests.canary import CANARY
from tests.privacy import world as small
from tests.privacy.world import MACHINE, World, look

# What may be done with a key in each state: open, seal. Nobody knows the last two.
PERMITS = {
    "pre-active": (False, False),
    "active": (True, True),
    "deactivated": (True, False),
    "compromised": (True, False),
    "destroyed": (False, False),
    "activ": (False, False),
    "": (False, False),
}
MOVES = {
    ("pre-active", "active"), ("pre-active", "compromised"),
    ("active", "deactivated"), ("active", "compromised"),
    ("deactivated", "compromised"),
}  # fmt: skip


def put(key: bytes, state: str) -> None:
    assert Key.objects.filter(id=key).update(state=state) == 1


def permitted(found: dict[bytes, Any], key: bytes) -> bool:
    assert isinstance(found[key], bytes | KeyNotInUse)
    return isinstance(found[key], bytes)


@pytest.mark.parametrize("state", PERMITS)
def test_what_a_state_permits(state: str, db: None) -> None:
    [key] = store.create(Kind.RECORD)
    put(key, state)
    assert (permitted(store.get_many([key]), key), permitted(store.for_sealing([key]), key)) == PERMITS[state]


@pytest.mark.parametrize("after", State)
@pytest.mark.parametrize("before", [*State, "activ"])
def test_who_moves_where(before: str, after: State, db: None) -> None:
    [key] = store.create(Kind.RECORD)
    put(key, before)
    if (before, after) in MOVES:
        store.move(key, after)
        assert Key.objects.get(id=key).state == after
    else:
        with pytest.raises(Moved):
            store.move(key, after)
        assert Key.objects.get(id=key).state == before


def test_the_table_is_whole_and_ends_at_the_tombstone() -> None:
    assert set(KEY_TRANSITIONS) == set(State)
    assert {(a, b) for a, moves in KEY_TRANSITIONS.items() for b in moves if b != State.DESTROYED} == MOVES
    assert {a for a, moves in KEY_TRANSITIONS.items() if State.DESTROYED in moves} == {*State} - {
        State.DESTROYED
    }


def test_a_destroyed_key_has_a_tombstone_and_no_state(db: None) -> None:
    [key] = store.create(Kind.RECORD)
    store.destroy([key])
    assert type(store.get_many([key])[key]) is KeyDestroyed
    assert type(store.for_sealing([key])[key]) is KeyDestroyed
    with pytest.raises(KeyMissing):
        store.move(key, State.ACTIVE)


def test_words_under_a_deactivated_key_are_read_and_no_new_ones_are_sealed(world: World) -> None:
    words = f"{CANARY} Anna's words"
    for state in (State.DEACTIVATED, State.COMPROMISED):
        store.move(world.anna.scope, state)
        assert look(world.text.body, world.sam) == Opened(words)
        with pytest.raises(KeyNotInUse):
            small.seal(world.text, "body", "more", world.anna.scope, world.contribution.record)
    # the same key, opened and then asked to seal within one request
    with reading.keys_kept():
        assert look(world.text.body, world.sam) == Opened(words)
        with pytest.raises(KeyNotInUse):
            small.seal(world.text, "body", "more", world.anna.scope, world.contribution.record)


def test_words_under_a_key_of_an_unknown_state_are_not_shown(world: World) -> None:
    put(bytes(world.anna.scope), "activ")
    assert look(world.text.body, world.sam) == Opened(None, Shut.BROKEN)
    assert look(world.other.body, world.sam) == Opened(f"{CANARY} Bea's words")


def test_a_rewrap_keeps_every_state(db: None) -> None:
    keys = dict(zip(PERMITS, store.create(Kind.RECORD, len(PERMITS)), strict=True))
    for state, key in keys.items():
        put(key, state)
    store.rewrap()
    assert {Key.objects.get(id=key).state: state for state, key in keys.items()} == {s: s for s in PERMITS}
    for state, key in keys.items():
        assert permitted(store.get_many([key]), key) == PERMITS[state][0]


def test_a_successor_takes_the_name_over(db: None) -> None:
    before = store.named("sign-release")
    names = [store.succeed("sign-release") for _ in range(2)]
    assert names == ["sign-release-1", "sign-release-2"]
    assert store.named("sign-release-1") == before
    assert len({before, store.named("sign-release"), store.named("sign-release-2")}) == 3
    of_releases = Key.objects.filter(name__startswith="sign-release")
    states = dict(of_releases.values_list("name", "state"))
    assert states == {
        "sign-release": "active",
        "sign-release-1": "deactivated",
        "sign-release-2": "deactivated",
    }
    with pytest.raises(KeyMissing):
        store.succeed("sign-nothing")
    Key.objects.filter(name="sign-release").update(state="deactivated")
    with pytest.raises(Moved):
        store.succeed("sign-release")
    assert of_releases.count() == 3


def test_a_new_year_deactivates_the_keys_of_the_years_before(world: World) -> None:
    """They still tie earlier events to their objects; the key of this year alone makes new pseudonyms."""
    for year in (2031, 2032, 2033):
        before = pseudonym("somebody", 2031)
        with time_machine.travel(datetime(year, 5, 1, tzinfo=UTC), tick=False):
            record("t", actor=MACHINE, about=world.anna, outcome=Outcome.DONE)
    states = dict(
        Key.objects.filter(name__gte="pseudonym-2031", kind=Kind.PSEUDONYM).values_list("name", "state")
    )
    assert states == {
        "pseudonym-2031": State.DEACTIVATED,
        "pseudonym-2032": State.DEACTIVATED,
        "pseudonym-2033": State.ACTIVE,
    }
    forget()
    assert pseudonym("somebody", 2031) == before
    assert (verify.chain().result, verify.current().result) == (Result.OK, Result.OK)
    # nobody loses the new key by asking for an earlier year
    pseudonym("somebody", 2030)
    assert Key.objects.get(name="pseudonym-2033").state == State.ACTIVE
    # a key that was found to be known to others stays so
    store.move(Key.objects.get(name="pseudonym-2033").id, State.COMPROMISED)
    pseudonym("somebody", 2034)
    assert Key.objects.get(name="pseudonym-2033").state == State.COMPROMISED
