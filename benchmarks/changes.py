"""G6: what does a change cost with its history row and its event? G6v: and checking the chain?"""

from __future__ import annotations

import hashlib
import itertools
import os
import sys
import time
from typing import Any

from benchmarks import ground

DEARER = 3.5
SLOWER = 5.0


def main() -> None:
    """Print both tables. An argument: how many events the chain gets."""
    ground.begin()
    changes()
    checking(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)


def changes() -> None:
    """A status change of one row: a plain save in a transaction, and ours."""
    from django.db import connection, models, transaction

    from board.models import Organisation
    from privacy import audit
    from privacy.reading import System

    class Plain(models.Model):
        """The same columns, saved by Django alone."""

        id = models.UUIDField(primary_key=True)
        name = models.CharField(max_length=120, unique=True)
        kind = models.CharField(max_length=20)
        does = models.CharField(max_length=240)
        is_active = models.BooleanField(default=True)

        class Meta:
            app_label = "privacy"
            db_table = "bench_plain"

    with connection.schema_editor() as editor:
        editor.create_model(Plain)
    machine, number = System("bench"), itertools.count()
    ours = Organisation(name="Ours", does="0")
    plain = Plain(id=ours.id, name="Plain", kind="agency", does="0")

    def save_plain() -> None:
        plain.does = str(next(number))
        with transaction.atomic():
            plain.save()

    def save_ours() -> None:
        ours.does = str(next(number))
        with audit.act("bench.saved", actor=machine, about=ours) as act:
            ours.save(act=act)

    save_plain()
    save_ours()
    found = ground.medians({"plain save": save_plain, "with history and event": save_ours}, times=100)
    ground.table(f"A change on {connection.vendor}", found, to="plain save")
    ground.goal("beside a plain save", found["with history and event"] / found["plain save"], DEARER)


def checking(count: int) -> None:
    """The walk over the chain, beside SHA-256 over the same bytes."""
    from django.utils import timezone

    from privacy import verify
    from privacy.audit.chain import Draft, link
    from privacy.models import Event, Head, Trace
    from privacy.triggers import remove

    connection = _connection()
    remove(connection)
    Event.objects.all().delete()
    Trace.objects.all().delete()
    before, now, rows, payloads = b"\0" * 32, timezone.now().replace(microsecond=0), [], []
    for seq in range(1, count + 1):
        fields: dict[str, Any] = {
            "code": "contribution.sent",
            "role": "member",
            "actor": os.urandom(16),
            "about_type": "consultations.contribution",
            "about": os.urandom(16),
            "outcome": "done",
            "count": 1,
        }
        payload = Draft(at=now, act=os.urandom(16), **fields).payload()
        after = link(seq, before, payload)
        rows.append(Event(seq=seq, prev=before, hash=after, payload=payload, happened_at=now, **fields))
        payloads.append(payload)
        before = after
    Event.objects.bulk_create(rows, batch_size=500)
    Head.objects.update(seq=count, hash=before)

    def bare() -> None:
        digest = b"\0" * 32
        for payload in payloads:
            digest = hashlib.sha256(digest + payload).digest()

    start = time.perf_counter()
    found = ground.medians({"SHA-256 alone": bare, "verify": verify.chain}, rounds=3)
    assert verify.chain() == verify.Verified(verify.Result.OK, count)
    ground.table(f"Checking {count} events on {connection.vendor}", found, to="SHA-256 alone")
    ground.goal("beside SHA-256 alone", found["verify"] / found["SHA-256 alone"], SLOWER)
    print(f"  {count / found['verify']:,.0f} events a second; {time.perf_counter() - start:.0f} s in all")


def _connection() -> Any:
    from django.db import connection

    return connection


if __name__ == "__main__":
    main()
