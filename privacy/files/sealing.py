"""A file on its way from memory to the disk, sealed under a scope key and a record key of its own."""

from __future__ import annotations

import os
from collections.abc import Iterable
from types import TracebackType
from typing import BinaryIO, Self
from uuid import UUID

from privacy import clock
from privacy.audit import Act
from privacy.crypto import CannotOpen
from privacy.crypto.stream import Pair, seal_all, stored_size
from privacy.files import folder
from privacy.keystore import store
from privacy.keystore.models import Kind
from privacy.models import StoredFile


class Fresh:
    """A sealed file that has no row yet. Left without `save`, or by an error, it was never there."""

    def __init__(self, name: UUID, handle: BinaryIO, scope: bytes, record: bytes, size: int) -> None:
        """`size`: bytes of the content."""
        self.id, self.scope, self.record, self.size = name, scope, record, size
        self._handle, self._saved = handle, False

    def __enter__(self) -> Self:
        return self

    def save(self, *, act: Act, by: UUID) -> StoredFile:
        """Its row, under `act`; `by` is the account that brought it."""
        row = StoredFile(
            id=self.id, record=self.record, takes=stored_size(self.size), by=by, added_at=clock.now()
        )
        row.save(act=act)
        self._saved = True
        return row

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # The act has ended by now: its row is there for good, or was never there.
        if self._saved and kind is None:
            folder.keep(self.id)
        else:
            folder.drop(self.id)
        self._handle.close()


def sealed(pieces: Iterable[bytes], *, scope: bytes | memoryview) -> Fresh:
    """Seal a content under a scope key (a person's or the board's) and a new record key. Before the act.

    Raises KeyDestroyed, KeyMissing, OSError (a full disk); what `pieces` raises passes through. Nothing is
    left behind then.
    """
    scope_id = bytes(scope)
    [record] = store.create(Kind.RECORD)
    pair = pair_of(scope_id, record)
    name, handle = folder.begin()
    try:
        size = seal_all(pieces, handle, pair, name)
        os.fsync(handle.fileno())
    except BaseException:
        folder.drop(name)
        handle.close()
        raise
    return Fresh(name, handle, scope_id, record, size)


def pair_of(scope: bytes, record: bytes) -> Pair:
    """The two keys by their ids. Raises KeyDestroyed, KeyMissing."""
    keys = store.get_many([scope, record])
    return Pair(scope, _opens(keys[scope]), record, _opens(keys[record]))


def _opens(key: bytes | CannotOpen) -> bytes:
    if isinstance(key, CannotOpen):
        raise key
    return bytes(key)
