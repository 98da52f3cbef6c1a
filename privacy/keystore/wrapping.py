"""Rows of keys and the epoch that wraps them: read together, written under its lock."""

from __future__ import annotations

from functools import lru_cache

from django.db import connections

from privacy import clock
from privacy.crypto import CannotOpen, KeyMissing, KeyNotInUse, unwrap, wrap
from privacy.keystore import epochs
from privacy.keystore.disk import RootKeyProblem
from privacy.keystore.models import Epoch, Key, Kind
from privacy.keystore.states import State

DB = "keys"
LOOKS = 3
# Those who make keys share, whoever re-wraps excludes them and everybody else who makes or re-wraps.
MAKING, NAMING, REWRAPPING = "ROW SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE"

Found = dict[bytes, bytes | CannotOpen]
Made = tuple[bytes, str | None, bytes]


def locked_epoch(mode: str) -> Epoch:
    """The epoch in force, until the transaction ends. Raises KeyMissing when there never was one.

    A key wrapped under a dying epoch would be lost. SQLite's transactions exclude each other anyway.
    """
    if connections[DB].vendor == "postgresql":
        with connections[DB].cursor() as cursor:
            cursor.execute(f"LOCK TABLE keystore_epoch IN {mode} MODE")
    epoch = Epoch.objects.order_by("-number").first()
    if epoch is None:
        raise KeyMissing("The key store was never set up.")
    return epoch


def insert(kind: Kind, keys: list[Made]) -> None:
    """Rows for keys of (id, name, key), active from today."""
    epoch = locked_epoch(MAKING)
    wrapper, now, today = epochs.read(epoch.number), clock.now(), clock.today()
    Key.objects.bulk_create(
        Key(
            id=i,
            kind=kind,
            name=name,
            epoch=epoch,
            created_at=now,
            state=State.ACTIVE,
            state_since=today,
            wrapped=wrap(wrapper, key, aad(kind, epoch.number, i)),
        )
        for i, name, key in keys
    )


def find(wanted: set[bytes], permitted: frozenset[State]) -> Found:
    """Each key that has a row, or why it does not open. `permitted` are the states that permit the use."""
    rows, wrappers = _rows_and_wrappers(wanted) if wanted else ([], {})
    return {bytes(row.id): _key_or_problem(row, wrappers[row.epoch_id], permitted) for row in rows}


def _rows_and_wrappers(wanted: set[bytes]) -> tuple[list[Key], dict[int, bytes | None]]:
    for _look in range(LOOKS):
        rows = list(Key.objects.filter(id__in=wanted))
        wrappers = {number: _wrapper(number) for number in {row.epoch_id for row in rows}}
        # A re-wrap between the query and the file takes the file away; the next look sees the new epoch.
        if None not in wrappers.values():
            break
    return rows, wrappers


def _wrapper(epoch: int) -> bytes | None:
    try:
        return epochs.read(epoch)
    except RootKeyProblem:
        return None


def _key_or_problem(row: Key, wrapper: bytes | None, permitted: frozenset[State]) -> bytes | CannotOpen:
    if wrapper is None:
        return KeyMissing()
    if row.state not in permitted:
        return KeyNotInUse()
    try:
        return unwrapped(row, wrapper)
    except CannotOpen as problem:
        return problem


def unwrapped(key: Key, wrapper: bytes) -> bytes:
    """The key of a row. Raises WrongKey."""
    return unwrap(wrapper, bytes(key.wrapped), aad(key.kind, key.epoch_id, bytes(key.id)))


def aad(kind: str, epoch: int, key_id: bytes) -> bytes:
    """What a wrapping is bound to: a key opens only as what it was."""
    return _prefix(kind, epoch) + key_id


@lru_cache(64)
def _prefix(kind: str, epoch: int) -> bytes:
    return f"{kind}|{epoch}|".encode()
