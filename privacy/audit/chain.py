"""The chain: each event carries the hash of the one before.

`h(n) = SHA-256(00 | "evt1" | seq (8 bytes) | h(n-1) | SHA-256(payload))`. The payload is the canonical bytes
that were hashed; the columns beside it are an index, compared with it by `audit verify`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.db import DatabaseError, connections

from privacy.crypto import lp

DB = "default"
GENESIS = b"\0" * 32
ID_BYTES = 16
READ_HEAD = "SELECT seq, hash FROM privacy_head WHERE id = 1"
READ_HEAD_LOCKED = READ_HEAD + " FOR UPDATE"


class AuditUnavailable(RuntimeError):
    """No event could be written: so nothing is written and nothing is shown."""


class Outcome(StrEnum):
    """How it ended."""

    DONE = "done"
    READ = "read"
    REFUSED = "refused"
    BROKEN = "broken"


@dataclass(slots=True)
class Draft:
    """An event before it is chained. All bytes are pseudonyms or digests."""

    at: datetime
    code: str
    role: str
    actor: bytes
    about_type: str
    about: bytes
    outcome: str
    count: int
    act: bytes
    touched: list[tuple[bytes, ...]] = field(default_factory=list)
    things: list[bytes] = field(default_factory=list)

    def payload(self) -> bytes:
        """Canonical bytes of the event."""
        at = self.at.astimezone(UTC).isoformat()
        said = (self.code, self.role, self.about_type, self.outcome, self.count, self.actor, self.about)
        touched = lp(*(lp(*parts) for parts in self.touched))
        return packed_fields(at, *said) + lp(self.act, touched, lp(*self.things))


def packed_fields(
    at: str, code: str, role: str, about_type: str, outcome: str, count: int, actor: bytes, about: bytes
) -> bytes:
    """The beginning of a payload: what stands in columns beside it, too."""
    kind = _packed_kind(code, role, about_type, outcome, count)
    return lp(b"evt1", at.encode()) + kind + lp(actor, about)


@lru_cache(512)
def _packed_kind(code: str, role: str, about_type: str, outcome: str, count: int) -> bytes:
    # few kinds of events make up nearly all of a chain
    return lp(*(text.encode() for text in (code, role, about_type, outcome, str(count))))


def link(seq: int, before: bytes, payload: bytes) -> bytes:
    """The hash of event `seq`, 32 bytes."""
    return link_of_digest(seq, before, hashlib.sha256(payload).digest())


def link_of_digest(seq: int, before: bytes, digest: bytes) -> bytes:
    """The same, where retention has left of the payload only its SHA-256."""
    return hashlib.sha256(b"\0evt1" + seq.to_bytes(8, "big") + before + digest).digest()


def ensure_head(alias: str = DB) -> None:
    """The one row that holds the chain's end; made after every migrate and every flush."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "INSERT INTO privacy_head (id, seq, hash) VALUES (1, 0, %s) ON CONFLICT DO NOTHING", [GENESIS]
        )


def has_events_of(year: int) -> bool:
    """Whether any event is of that year."""
    span = (datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))
    with connections[DB].cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM privacy_event WHERE happened_at >= %s AND happened_at < %s LIMIT 1", span
        )
        return cursor.fetchone() is not None


def append(draft: Draft) -> int:
    """Write the event; its number. The LAST statements of a transaction: the head stays locked until it ends.

    Raises AuditUnavailable.
    """
    connection = connections[DB]
    if not connection.in_atomic_block:
        raise AuditUnavailable("An event is written inside a transaction.")
    try:
        return _append(draft, connection)
    except DatabaseError:
        raise AuditUnavailable("The event could not be written.") from None


def _append(draft: Draft, connection: Any) -> int:
    payload = draft.payload()
    with connection.cursor() as cursor:
        # On SQLite the transaction has held the write lock since it began.
        cursor.execute(READ_HEAD_LOCKED if connection.vendor == "postgresql" else READ_HEAD)
        head = cursor.fetchone()
        if head is None:
            raise AuditUnavailable("The chain has no head.")
        seq, before = head[0] + 1, bytes(head[1])
        after = link(seq, before, payload)
        _insert(cursor, seq, before, after, payload, draft)
        _insert_traces(cursor, seq, draft.things)
        cursor.execute("UPDATE privacy_head SET seq = %s, hash = %s WHERE id = 1", [seq, after])
    return int(seq)


def _insert(cursor: Any, seq: int, before: bytes, after: bytes, payload: bytes, draft: Draft) -> None:
    cursor.execute(
        "INSERT INTO privacy_event (seq, prev, hash, payload, happened_at, code, role, actor, about_type,"
        " about, outcome, count) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            seq,
            before,
            after,
            payload,
            draft.at,
            draft.code,
            draft.role,
            draft.actor,
            draft.about_type,
            draft.about,
            draft.outcome,
            draft.count,
        ],
    )


def _insert_traces(cursor: Any, seq: int, things: Iterable[bytes]) -> None:
    rows = [(seq, number, thing) for number, thing in enumerate(things)]
    if rows:
        cursor.executemany("INSERT INTO privacy_trace (event_id, number, thing) VALUES (%s, %s, %s)", rows)
