"""The tombstones of destroyed keys, each chained to the one before: so an older list is known as older.

`h(n) = SHA-256(00 | "tomb1" | n (8 bytes) | h(n-1) | the entry's line)`, h(0) is 32 zero bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connections

from privacy.keystore.models import Tombstone

DB = "keys"
GENESIS = b"\0" * 32
# A key that the store did not hold when it was destroyed: an older copy may hold it.
UNKNOWN = "unknown"
# SQLite takes so many values in one statement.
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One destroyed key: SHA-256 of its id, its kind, the day, and the last event of the chain by then."""

    digest: bytes
    kind: str
    day: date
    seq: int

    def line(self) -> bytes:
        """The entry in one line, as it is hashed and exported."""
        return f"{self.digest.hex()} {self.kind} {self.day.isoformat()} {self.seq}".encode()


def tomb(key_id: bytes) -> bytes:
    """What the ledger keeps of a destroyed key."""
    return hashlib.sha256(b"tomb" + key_id).digest()


def link(number: int, before: bytes, entry: Entry) -> bytes:
    """The hash of entry `number`, 32 bytes."""
    return hashlib.sha256(b"\0tomb1" + number.to_bytes(8, "big") + before + entry.line()).digest()


def buried(digests: Iterable[bytes]) -> set[bytes]:
    """Those of these digests that have a tombstone."""
    wanted = list(digests)
    found: set[bytes] = set()
    for start in range(0, len(wanted), AT_ONCE):
        rows = Tombstone.objects.filter(digest__in=wanted[start : start + AT_ONCE])
        found |= {bytes(digest) for digest in rows.values_list("digest", flat=True)}
    return found


def append(entries: Sequence[Entry]) -> int:
    """Add those that are not there yet; how many. Inside a transaction: the list is locked until it ends."""
    if connections[DB].vendor == "postgresql":
        with connections[DB].cursor() as cursor:
            cursor.execute("LOCK TABLE keystore_tombstone IN SHARE ROW EXCLUSIVE MODE")
    known = buried(entry.digest for entry in entries)
    last = Tombstone.objects.order_by("-number").first()
    number, before = (last.number, bytes(last.hash)) if last else (0, GENESIS)
    rows = []
    for entry in {entry.digest: entry for entry in entries if entry.digest not in known}.values():
        number += 1
        before = link(number, before, entry)
        rows.append(
            Tombstone(
                number=number,
                digest=entry.digest,
                kind=entry.kind,
                destroyed_on=entry.day,
                seq=entry.seq,
                hash=before,
            )
        )
    Tombstone.objects.bulk_create(rows)
    return len(rows)
