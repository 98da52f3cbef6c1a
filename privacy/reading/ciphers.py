"""Keys in use: each record's cipher is built once a request, and forgotten when the request ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from privacy.crypto import CannotOpen, Cipher, Place, random_bytes
from privacy.fields import Sealed
from privacy.keystore import store
from privacy.keystore.models import Kind

Pair = tuple[bytes, bytes]
# a key id as it comes from a column
Stored = bytes | memoryview
ID_BYTES = 16
Kept = ContextVar[dict[Pair, Cipher] | None]
# Apart, because a key that was deactivated opens and does not seal.
_opening: Kept = ContextVar("opening", default=None)
_sealing: Kept = ContextVar("sealing", default=None)


def seal(text: str, *, place: Place, scope: Stored, record: Stored) -> Sealed:
    """Seal `text` for `place` under a scope key (a person's or the board's) and a record key. Before the act.

    Raises KeyDestroyed, KeyMissing or KeyNotInUse.
    """
    pair = bytes(scope), bytes(record)
    kept = _sealing.get()
    if kept is None or pair not in kept:
        random_bytes(ID_BYTES)  # drawn twice and compared: nothing is sealed while the random source is stuck
        cipher = _built([pair], store.for_sealing(pair))[pair]
        if isinstance(cipher, CannotOpen):
            raise cipher
        kept = {} if kept is None else kept
        kept[pair] = cipher
    return Sealed(kept[pair].seal(text, place), place)


def new_person_key() -> bytes:
    """The 16-byte id of a new person's key."""
    return store.create(Kind.PERSON)[0]


def new_board_key() -> bytes:
    """The 16-byte id of a new key for group texts."""
    return store.create(Kind.BOARD)[0]


def new_record_key() -> bytes:
    """The 16-byte id of a new record key, durable before this returns. Call it before the act."""
    return store.create(Kind.RECORD)[0]


def new_record_keys(count: int) -> list[bytes]:
    """Several at once, in one write."""
    return store.create(Kind.RECORD, count) if count else []


@contextmanager
def keys_kept() -> Iterator[None]:
    """Build each record's cipher once while a request runs; forget all of them afterwards."""
    tokens = [(kept, kept.set({})) for kept in (_opening, _sealing)]
    try:
        yield
    finally:
        for kept, token in tokens:
            kept.reset(token)


def forget_keys() -> None:
    """After a key was destroyed."""
    for kept in (_opening.get(), _sealing.get()):
        if kept is not None:
            kept.clear()


def ciphers_for(pairs: Iterable[Pair]) -> dict[Pair, Cipher | CannotOpen]:
    """For each pair of scope and record key id the cipher, or why there is none; one query for all keys."""
    kept = _opening.get()
    wanted = set(pairs)
    ready: dict[Pair, Cipher | CannotOpen] = {p: kept[p] for p in wanted if kept and p in kept}
    missing = wanted - ready.keys()
    built = _built(missing, store.get_many({i for pair in missing for i in pair})) if missing else {}
    if kept is not None:
        kept.update({pair: cipher for pair, cipher in built.items() if isinstance(cipher, Cipher)})
    return ready | built


def _built(
    pairs: Iterable[Pair], keys: Mapping[bytes, bytes | CannotOpen]
) -> dict[Pair, Cipher | CannotOpen]:
    return {(scope, record): _cipher(scope, keys[scope], record, keys[record]) for scope, record in pairs}


def _cipher(
    scope_id: bytes, scope: bytes | CannotOpen, record_id: bytes, record: bytes | CannotOpen
) -> Cipher | CannotOpen:
    if isinstance(scope, CannotOpen):
        return scope
    if isinstance(record, CannotOpen):
        return record
    return Cipher.build(scope_id, scope, record_id, record)
