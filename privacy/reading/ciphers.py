"""Keys in use: each record's cipher is built once a request, and forgotten when the request ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from privacy.crypto import CURRENT, FORMATS, CannotOpen, Cipher, Place, Under, random_bytes
from privacy.fields import Sealed
from privacy.keystore import store
from privacy.keystore.models import Kind

# a key id as it comes from a column
Stored = bytes | memoryview
ID_BYTES = 16
Ready = dict[Under, Cipher | CannotOpen]
Getting = Callable[[Iterable[bytes]], Mapping[bytes, bytes | CannotOpen]]
Kept = ContextVar[dict[Under, Cipher] | None]
# Apart, because a key that was deactivated opens and does not seal.
_opening: Kept = ContextVar("opening", default=None)
_sealing: Kept = ContextVar("sealing", default=None)


def seal(text: str, *, place: Place, scope: Stored, record: Stored) -> Sealed:
    """Seal `text` for `place` under a scope key (a person's or the board's) and a record key. Before the act.

    Raises KeyDestroyed, KeyMissing or KeyNotInUse.
    """
    under = Under(CURRENT.number, bytes(scope), bytes(record))
    cipher = ciphers_to_seal([under])[under]
    if isinstance(cipher, CannotOpen):
        raise cipher
    return Sealed(cipher.seal(text, place), place)


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


def ciphers_for(wanted: Iterable[Under]) -> dict[Under, Cipher | CannotOpen]:
    """For each format and pair of key ids the cipher, or why there is none; one query for all keys."""
    return _ready(set(wanted), _opening.get(), store.get_many)


def ciphers_to_seal(wanted: Iterable[Under]) -> dict[Under, Cipher | CannotOpen]:
    """The same to seal with: KeyNotInUse where a key opens and does not seal any more."""
    return _ready(set(wanted), _sealing.get(), _for_sealing)


def _for_sealing(ids: Iterable[bytes]) -> Mapping[bytes, bytes | CannotOpen]:
    random_bytes(ID_BYTES)  # drawn twice and compared: nothing is sealed while the random source is stuck
    return store.for_sealing(ids)


def _ready(wanted: set[Under], kept: dict[Under, Cipher] | None, get: Getting) -> Ready:
    ready: Ready = {under: kept[under] for under in wanted if kept and under in kept}
    missing = wanted - ready.keys()
    keys = get({key for under in missing for key in (under.scope, under.record)}) if missing else {}
    built = {under: _cipher(under, keys[under.scope], keys[under.record]) for under in missing}
    if kept is not None:
        kept.update({under: cipher for under, cipher in built.items() if isinstance(cipher, Cipher)})
    return ready | built


def _cipher(under: Under, scope: bytes | CannotOpen, record: bytes | CannotOpen) -> Cipher | CannotOpen:
    if isinstance(scope, CannotOpen):
        return scope
    if isinstance(record, CannotOpen):
        return record
    return Cipher.build(under.scope, scope, under.record, record, FORMATS[under.form])
