"""Walk the chain and the rows. Apart from `audit`, or models and audit would need each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from enum import IntEnum
from typing import Any

from django.apps import apps
from django.db.models import Max

from privacy import audit, pruning
from privacy.audit import Audited, HistoryRow, pseudonym, row_digest
from privacy.audit.chain import ID_BYTES, link, link_of_digest, packed_fields
from privacy.audit.payload import Touched, parse
from privacy.crypto import lp
from privacy.models import Event, Head, Trace
from privacy.progress import Progress
from privacy.pruning import EMPTIED, NOBODY, Pruned
from privacy.signing import BadNote


class Result(IntEnum):
    """Exit codes of `manage.py audit verify`."""

    OK = 0
    BROKEN = 2
    TRUNCATED = 3
    OTHER_ANCHOR = 4
    ROW_CHANGED = 5


@dataclass(frozen=True, slots=True)
class Verified:
    """The result; `at` is the event's number, or the last number when all is well; `row` names a table."""

    result: Result
    at: int
    row: str = ""


COLUMNS = (
    "seq",
    "prev",
    "hash",
    "payload",
    "happened_at",
    "code",
    "role",
    "actor",
    "about_type",
    "about",
    "outcome",
    "count",
)


def chain(progress: Progress | None = None) -> Verified:
    """Every event follows from the one before, its columns say what its payload says, the end is the head.

    Events may be written meanwhile: the walk ends at the head as it was when the walk began. It begins where
    retention left off.
    """
    head = Head.objects.first()
    if head is None:
        return Verified(Result.TRUNCATED, 0)
    try:
        pruned = pruning.in_force()
    except BadNote:
        return Verified(Result.BROKEN, 0)
    walked = _walk(pruned, head.seq, progress)
    if walked.broken and pruning.in_force() != pruned:
        return chain(progress)  # retention was at work meanwhile
    if not walked.broken and walked.number != head.seq:
        return Verified(Result.TRUNCATED, walked.number)
    if walked.broken or walked.before != bytes(head.hash):
        return Verified(Result.BROKEN, walked.number)
    return _beyond() or Verified(Result.OK, walked.number)


@dataclass(slots=True)
class _Walked:
    """How far a walk came: the last number, its hash, the emptied readings on the way."""

    number: int
    before: bytes
    empty: list[int]
    broken: bool = False


def _walk(pruned: Pruned, last: int, progress: Progress | None) -> _Walked:
    walked = _Walked(pruned.removed, pruned.head, [])
    traces = _traces(walked.number, last)
    events: Iterable[tuple[Any, ...]] = _events(last)
    if progress:
        events = progress.each("Events of the log", events, last - pruned.removed, "events")
    for row in events:
        walked.number += 1
        if not _follows(row, walked, next(traces), pruned):
            walked.broken = True
            return walked
        walked.before = bytes(row[2])
    if pruning.digest_of(walked.empty) != pruned.empty:
        walked.number, walked.broken = pruned.emptied, True
    return walked


def _follows(row: tuple[Any, ...], walked: _Walked, things: list[bytes], pruned: Pruned) -> bool:
    seq, prev, found, payload = row[0], bytes(row[1]), bytes(row[2]), bytes(row[3])
    if seq != walked.number or prev != walked.before:
        return False
    if row[5] == EMPTIED and seq <= pruned.emptied:
        walked.empty.append(seq)
        left = row[6:] == ("", NOBODY, "", NOBODY, "", 0) and not things
        return left and found == link_of_digest(seq, prev, payload)
    return found == link(seq, prev, payload) and _agrees(row, things)


def _beyond() -> Verified | None:
    """Events or traces after the head. They are looked for first: each is written together with its head."""
    last = Event.objects.aggregate(last=Max("seq"))["last"] or 0
    traced = Trace.objects.aggregate(last=Max("event_id"))["last"] or 0
    head = Head.objects.values_list("seq", flat=True).get()
    return Verified(Result.BROKEN, head + 1) if max(last, traced) > head else None


def current() -> Verified:
    """Every row of every audited table is what the last act that wrote it left behind.

    Finds an older value of the same row put back by hand, which its seal alone cannot show.
    """
    for _attempt in range(3):
        head = _head()
        verified = _rows()
        # An act that ended meanwhile makes its rows look changed: look again.
        if verified.result == Result.OK or head == _head():
            break
    return verified


def _head() -> int | None:
    return Head.objects.values_list("seq", flat=True).first()


def _rows() -> Verified:
    last = _last_digests()
    years = {touched.year for touched in last.values()}
    for model in _audited():
        for row in model.objects.all().iterator(chunk_size=500):
            seq = _as_written(row, last, years)
            if seq is not None:
                return Verified(Result.ROW_CHANGED, seq, model._meta.label_lower)
    removed = [touched for touched in last.values() if touched.digest]
    if removed:
        return Verified(Result.ROW_CHANGED, removed[0].seq, removed[0].table)
    return Verified(Result.OK, 0)


def _audited() -> Iterator[Any]:
    for model in apps.get_models():
        if issubclass(model, Audited) and not issubclass(model, HistoryRow):
            yield model


def _last_digests() -> dict[tuple[str, bytes], Touched]:
    last: dict[tuple[str, bytes], Touched] = {}
    payloads = Event.objects.exclude(code=EMPTIED).order_by("seq").values_list("seq", "payload")
    for seq, payload in payloads.iterator(chunk_size=2000):
        for touched in parse(bytes(payload)).touched_rows(seq):
            last[touched.table, touched.row] = touched
    return last


def _as_written(row: Any, last: dict[tuple[str, bytes], Touched], years: set[int]) -> int | None:
    """None when the row is as its last act left it, else that act's number; takes the row out of `last`."""
    label = row._meta.label_lower
    found = [t for year in years if (t := last.pop((label, pseudonym(row.pk, year)), None))]
    if not found:
        return 0
    newest = max(found, key=lambda touched: touched.seq)
    return None if newest.digest == row_digest(row, newest.year) else newest.seq


def last_written_by(seq: int) -> Iterator[Any]:
    """The rows of audited tables that no act after event `seq` has written: their digests stand before it."""
    touched = {key for key, one in _last_digests().items() if one.seq > seq}
    years = audit.years_with_keys()
    for model in _audited():
        for row in model.objects.all().iterator(chunk_size=500):
            names = {(row._meta.label_lower, pseudonym(row.pk, year)) for year in years}
            if not names & touched:
                yield row


def _events(last: int) -> Iterator[tuple[Any, ...]]:
    rows = Event.objects.filter(seq__lte=last).order_by("seq")
    return rows.values_list(*COLUMNS).iterator(chunk_size=2000)


def _agrees(row: tuple[Any, ...], things: list[bytes]) -> bool:
    """Whether the columns and the traces are what the payload says.

    They are packed again and compared: no two lists of parts have the same bytes, and unpacking takes longer.
    """
    payload, at = bytes(row[3]), row[4].astimezone(UTC).isoformat()
    start = packed_fields(at, row[5], row[6], row[8], row[10], row[11], bytes(row[7]), bytes(row[9]))
    if not payload.startswith(start):
        return False
    touched = len(start) + 4 + ID_BYTES
    traced = touched + 4 + int.from_bytes(payload[touched : touched + 4], "big")
    return payload[traced:] == lp(lp(*things))


def _traces(seq: int, last: int) -> Iterator[list[bytes]]:
    """For every event after `seq` in turn, the things traced to it."""
    rows = (
        Trace.objects.filter(event_id__lte=last)
        .order_by("event_id", "number")
        .values_list("event_id", "thing")
        .iterator(chunk_size=2000)
    )
    waiting = next(rows, None)
    while True:
        seq += 1
        things = []
        while waiting is not None and waiting[0] <= seq:
            things.append(bytes(waiting[1]))
            waiting = next(rows, None)
        yield things
