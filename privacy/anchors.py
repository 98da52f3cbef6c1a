"""Anchors: a signed note of where the chain ends, kept by somebody outside.

A chain alone does not show that its end was cut off, or that all of it was made anew. One anchor shows both.
Its first three lines are those of a C2SP `tlog-checkpoint`: origin, size, root (RFC 6962, over the hashes of
the events); then the hash of the last event, the day, and the head of the ledger of destroyed keys.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from privacy import clock, pruning, signing
from privacy.keystore import ledger
from privacy.models import Event, Head
from privacy.signing import AUDIT, BadNote
from privacy.verify import Result, Verified

LINES = re.compile(
    r"(?P<origin>\S+)\n(?P<size>\d{1,18})\n(?P<root>[A-Za-z0-9+/]{43}=)\nhead (?P<head>[0-9a-f]{64})\n"
    r"day (?P<day>\d{4}-\d\d-\d\d)\nledger (?P<ledger>\d+-[0-9a-f]{64})\n"
)


class BadAnchor(ValueError):
    """This is no anchor, or none of this board; the message says which."""


class TooOld(ValueError):
    """The events this anchor speaks of were removed by retention: a newer one is needed."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the chain ended: number and hash of the last event, root of the tree, head of the ledger."""

    size: int
    root: bytes
    head: bytes
    day: date
    ledger: ledger.Head

    def text(self) -> str:
        """The lines that are signed."""
        root = base64.b64encode(self.root).decode()
        return (
            f"{signing.name_of(AUDIT)}\n{self.size}\n{root}\nhead {self.head.hex()}\n"
            f"day {self.day.isoformat()}\nledger {self.ledger.count}-{self.ledger.digest.hex()}\n"
        )


def drop() -> bytes:
    """A signed anchor of the chain as it stands now."""
    # the ledger first: an erasure meanwhile makes the anchor ask for less, never for what is not there
    buried = ledger.head()
    end = Head.objects.get()
    anchor = Anchor(end.seq, _root(end.seq), bytes(end.hash), clock.today(), buried)
    return signing.signed_note(AUDIT, anchor.text())


def log_end() -> str:
    """ "1204:3f9a…": number and hash of the last event, for a document that is kept by others."""
    end = Head.objects.get()
    return f"{end.seq}:{bytes(end.hash).hex()}"


def ledger_end() -> str:
    """ "12-3f2a…": the head of the ledger of destroyed keys, as a restored board is asked for it."""
    return str(ledger.head())


def read(note: bytes) -> Anchor:
    """What a note says that this board has signed; line ends may be those of mail. Raises BadAnchor."""
    try:
        text = signing.opened_note(AUDIT, note.replace(b"\r\n", b"\n"))
    except BadNote as problem:
        raise BadAnchor(str(problem)) from None
    found = LINES.fullmatch(text)
    if not found:
        raise BadAnchor("This note is no anchor.")
    return Anchor(
        size=int(found["size"]),
        root=base64.b64decode(found["root"]),
        head=bytes.fromhex(found["head"]),
        day=date.fromisoformat(found["day"]),
        ledger=ledger.said(found["ledger"]),
    )


def compare(anchor: Anchor) -> Verified:
    """Whether the chain is the one the anchor was dropped from, and goes on from there. Raises TooOld.

    TRUNCATED: it ends before; OTHER_ANCHOR: it is another one, or the ledger is. Walk the chain first.
    """
    end = Head.objects.get().seq
    if anchor.size > end:
        return Verified(Result.TRUNCATED, end)
    if anchor.size < pruning.in_force().removed:
        raise TooOld
    if _hash(anchor.size) != anchor.head or _root(anchor.size) != anchor.root:
        return Verified(Result.OTHER_ANCHOR, anchor.size)
    if _ledger_lacks(anchor):
        return Verified(Result.OTHER_ANCHOR, anchor.size, "ledger")
    return Verified(Result.OK, anchor.size)


def export() -> Iterator[str]:
    """The chain in lines, for a verifier outside: no words, no names, pseudonyms of the year only.

    A title; where the chain begins (number, hash, peaks); for each event its number, hash and payload, or the
    digest of an emptied payload.
    """
    pruned = pruning.in_force()
    yield "atrium log 1"
    yield f"begins after {pruned.removed} {pruned.head.hex()} {pruned.peaks.hex() or '-'}"
    rows = Event.objects.order_by("seq").values_list("seq", "hash", "payload", "code")
    for seq, found, payload, code in rows.iterator(chunk_size=2000):
        what = "digest" if code == pruning.EMPTIED else "payload"
        yield f"{seq} {bytes(found).hex()} {what} {bytes(payload).hex()}"


def _ledger_lacks(anchor: Anchor) -> bool:
    try:
        return ledger.missing(anchor.ledger) > 0
    except ledger.LedgerForked:
        return True


def _hash(seq: int) -> bytes:
    pruned = pruning.in_force()
    if seq == pruned.removed:
        return pruned.head
    return bytes(Event.objects.values_list("hash", flat=True).get(seq=seq))


def _root(size: int) -> bytes:
    pruned = pruning.in_force()
    tree = pruned.tree()
    hashes = Event.objects.filter(seq__gt=pruned.removed, seq__lte=size).order_by("seq")
    for found in hashes.values_list("hash", flat=True).iterator(chunk_size=5000):
        tree.add(bytes(found))
    return tree.root()
