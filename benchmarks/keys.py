"""G7: what does a new epoch cost beside sealing all texts anew? And destroying one key, among few or many?"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from uuid import uuid4

from benchmarks import ground

KEYS = 10_000
ROWS_A_KEY = 100
SAMPLE = 2_000  # rows sealed anew, to be multiplied
CPU_LIMIT = 0.100  # seconds, for re-wrapping 10,000 keys
CHEAPER = 100.0
FEW, MANY = 20, 100_000
SAME = 2.0


def main() -> None:
    """Print both tables."""
    ground.begin()
    wrapping()
    rotating()
    destroying()


def cpu(what: Callable[[], object]) -> float:
    """Seconds of processor time of one call."""
    start = time.process_time()
    what()
    return time.process_time() - start


def wrapping() -> None:
    """The cipher's part of a re-wrap: 10,000 keys of 32 bytes from one epoch to the next."""
    from privacy.crypto import rewrap, wrap

    old, new = os.urandom(32), os.urandom(32)
    before, after = [b"record|1|%d" % n for n in range(KEYS)], [b"record|2|%d" % n for n in range(KEYS)]
    blobs = [wrap(old, os.urandom(32), aad) for aad in before]
    spent = min(cpu(lambda: list(rewrap(old, new, zip(blobs, before, after, strict=True)))) for _ in range(5))
    print(f"\nThe cipher's part of re-wrapping {KEYS:,} keys: {spent * 1000:.0f} ms of CPU")
    ground.goal("seconds of CPU", spent, CPU_LIMIT)


def rotating() -> None:
    """A whole new epoch in the database, beside sealing anew the rows that its keys stand for."""
    from privacy.keystore import store
    from privacy.keystore.models import Kind

    for _ in range(10):
        store.create(Kind.RECORD, KEYS // 10)
    spent = min(cpu(store.rewrap) for _ in range(5))
    print(f"\nA new epoch over {KEYS:,} keys: {spent * 1000:.0f} ms of CPU in all")
    epoch = min(_seconds(store.rewrap) for _ in range(5))
    sealing = min(_seconds(again) for again in [_sealing_anew()] * 3) / SAMPLE * KEYS * ROWS_A_KEY
    print(f"  {epoch:.2f} s; sealing {KEYS * ROWS_A_KEY:,} rows anew: {sealing:.0f} s")
    ground.goal("times cheaper than sealing anew", sealing / epoch, CHEAPER, at_least=True)


def _sealing_anew() -> Callable[[], None]:
    """Open some rows of 2 kB, seal them under another key, write them back: one transaction."""
    from django.db import connection, transaction

    from privacy.crypto import Cipher, Place

    place = Place("contribution_text", "body", uuid4())
    one = Cipher.build(os.urandom(16), os.urandom(32), os.urandom(16), os.urandom(32))
    kind = "bytea" if connection.vendor == "postgresql" else "blob"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_rows (id integer PRIMARY KEY, body {kind})")
        rows = [(n, one.seal("x" * 2000, place)) for n in range(SAMPLE)]
        cursor.executemany("INSERT INTO bench_rows VALUES (%s, %s)", rows)

    def again() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT body, id FROM bench_rows")
            found = [(one.seal(one.open(bytes(body), place), place), n) for body, n in cursor.fetchall()]
            cursor.executemany("UPDATE bench_rows SET body = %s WHERE id = %s", found)

    return again


def destroying() -> None:
    """One record among ten, one among a hundred thousand; the new epoch that follows is another matter.

    In time of the processor: the two cannot take turns in one key store, and a busy disk says more of others.
    """
    from privacy.keystore import store
    from privacy.keystore.models import Key, Kind

    Key.objects.filter(kind=Kind.RECORD).delete()
    spent: dict[str, float] = {}
    whole: dict[str, float] = {}
    for count in (FEW, MANY):
        for at in range(0, count, 5000):
            store.create(Kind.RECORD, min(5000, count - at))
        ids = [bytes(i) for i in Key.objects.filter(kind=Kind.RECORD).values_list("id", flat=True)[:18]]
        costs = sorted(cpu(lambda one=one: store.bury([one], seq=0)) for one in ids[::2])
        spent[f"among {count:,}"] = costs[len(costs) // 2]
        costs = sorted(_taken_back(one) for one in ids[1::2])
        whole[f"among {count:,}"] = costs[len(costs) // 2]
    ground.table("Destroying one key, its epoch apart", spent, to=f"among {FEW:,}")
    ground.goal("among many beside among few", spent[f"among {MANY:,}"] / spent[f"among {FEW:,}"], SAME)
    ground.table("Taking back one record, from the act to its last event", whole, to=f"among {FEW:,}")
    ground.goal("among many beside among few", whole[f"among {MANY:,}"] / whole[f"among {FEW:,}"], SAME)


def _taken_back(key: bytes) -> float:
    """CPU seconds of a whole withdrawal, those of its new epoch taken off."""
    from privacy import withdrawal
    from privacy.keystore import store
    from privacy.models import Head
    from privacy.reading import System

    apart, rewrap = [0.0], store.rewrap

    def timed() -> int:
        start = time.process_time()
        number = rewrap()
        apart[0] += time.process_time() - start
        return number

    store.rewrap = timed
    try:
        start = time.process_time()
        withdrawal.withdraw(
            code="bench.taken_back",
            actor=System("bench"),
            about=Head(id=1),
            subject=uuid4(),
            things=[uuid4()],
            keys=[key],
            check=lambda _act: None,
        )
        return time.process_time() - start - apart[0]
    finally:
        store.rewrap = rewrap


def _seconds(what: Callable[[], object]) -> float:
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
