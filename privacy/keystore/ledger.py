"""The ledger of destroyed keys: what a restored board must be told before anybody may read in it again.

It holds no personal data and no key, so it may lie anywhere: in a backup, in a mail, on paper as its head.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from privacy.keystore import store
from privacy.keystore.models import Key, Tombstone
from privacy.keystore.tombstones import AT_ONCE, DB, GENESIS, Entry, append, buried, link, tomb

TITLE = "atrium ledger 1"
SHOWN_BYTES = 10
LINE = re.compile(r"([0-9a-f]{64}) ([a-z]{1,12}) (\d{4}-\d\d-\d\d) (0|[1-9]\d{0,17})")
HEAD = re.compile(r"(0|[1-9]\d{0,17})-([0-9a-f]{20,64})")
Entries = tuple[Entry, ...]


class LedgerDamaged(ValueError):
    """These bytes are no whole ledger, or these words no head; the message says where it went wrong."""


class LedgerForked(Exception):
    """This ledger holds as many entries as the head says, but others: it belongs to another history."""


@dataclass(frozen=True, slots=True)
class Head:
    """How many keys were destroyed, and the hash of the last entry; from paper, only its beginning."""

    count: int
    digest: bytes

    def __str__(self) -> str:
        """As it is printed: the count, and enough of the hash that nobody makes another ledger with it."""
        return f"{self.count}-{self.digest[:SHOWN_BYTES].hex()}"


def said(words: str) -> Head:
    """The head that was printed as `words`; spaces do not matter. Raises LedgerDamaged."""
    found = HEAD.fullmatch("".join(words.split()).lower())
    if not found or len(found[2]) % 2:
        raise LedgerDamaged("This is no head of a ledger. It looks like 12-3f2a9c41d0e7b85611aa.")
    return Head(int(found[1]), bytes.fromhex(found[2]))


def head() -> Head:
    """The end of this key store's ledger."""
    last = Tombstone.objects.order_by("-number").values_list("number", "hash").first()
    return Head(last[0], bytes(last[1])) if last else Head(0, GENESIS)


def head_of(entries: Iterable[Entry]) -> Head:
    """The end of a ledger that was read."""
    number, before = 0, GENESIS
    for entry in entries:
        number += 1
        before = link(number, before, entry)
    return Head(number, before)


def export() -> bytes:
    """The whole ledger as lines of text: a title, one line an entry, its head. The same bytes each time."""
    lines = [entry.line().decode() for entry in _entries()]
    whole = head_of(_entry(line, number) for number, line in enumerate(lines, 1))
    return "\n".join([TITLE, *lines, f"head {whole.count} {whole.digest.hex()}", ""]).encode()


def read(exported: bytes) -> Entries:
    """The entries of an exported ledger. Raises LedgerDamaged for anything that was cut, changed or added.

    Line ends as mail and terminals make them (RFC 5322, section 2.3) are no damage.
    """
    try:
        title, *lines, last, end = exported.decode("ascii").replace("\r\n", "\n").split("\n")
    except ValueError:
        raise LedgerDamaged("This is no ledger of destroyed keys.") from None
    if title != TITLE or end:
        raise LedgerDamaged("This is no ledger of destroyed keys, or its end is missing.")
    entries = tuple(_entry(line, number) for number, line in enumerate(lines, 1))
    whole = head_of(entries)
    if last != f"head {whole.count} {whole.digest.hex()}":
        raise LedgerDamaged("The ledger is damaged: its last line does not follow from the others.")
    return entries


def apply(entries: Sequence[Entry]) -> int:
    """Bring in the entries of a newer ledger: tombstones first, then the keys go, then a new epoch begins.

    How many were new. Safe to repeat, also after a crash between the steps. Entries of another history are
    added at the end, so that nothing once destroyed opens; `missing` then says that the head is not held.
    """
    with transaction.atomic(using=DB, durable=True):
        new = append(entries)
    dropped = _drop_buried()
    if new or dropped:
        store.rewrap()
    return new


def missing(wanted: Head) -> int:
    """How many entries this ledger lacks to reach `wanted`: 0 when it holds it. Raises LedgerForked."""
    last = head()
    if wanted.count > last.count:
        return wanted.count - last.count
    found = GENESIS
    if wanted.count:
        found = bytes(Tombstone.objects.values_list("hash", flat=True).get(number=wanted.count))
    if not found.startswith(wanted.digest):
        raise LedgerForked
    return 0


def _drop_buried() -> int:
    """Keys that have a tombstone go; how many. An older copy of the key store brings them back."""
    with transaction.atomic(using=DB, durable=True):
        ids = {tomb(bytes(one)): bytes(one) for one in Key.objects.values_list("id", flat=True)}
        dead = [ids[digest] for digest in buried(ids)]
        for start in range(0, len(dead), AT_ONCE):
            Key.objects.filter(id__in=dead[start : start + AT_ONCE]).delete()
    return len(dead)


def _entries() -> Iterator[Entry]:
    rows = Tombstone.objects.order_by("number").values_list("digest", "kind", "destroyed_on", "seq")
    for digest, kind, day, seq in rows.iterator(chunk_size=2000):
        yield Entry(bytes(digest), kind, day, seq)


def _entry(line: str, number: int) -> Entry:
    found = LINE.fullmatch(line)
    try:
        if found:
            return Entry(bytes.fromhex(found[1]), found[2], date.fromisoformat(found[3]), int(found[4]))
    except ValueError:
        pass
    raise LedgerDamaged(f"The ledger is damaged in entry {number}.")
