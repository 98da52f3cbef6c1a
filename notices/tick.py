"""What the machine does each minute. Any floor adds a job; no job keeps another from running.

A job looks for itself what is due: it is called each minute, may be called again at any time, and does
nothing when there is nothing to do.
"""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections

from privacy import lock
from privacy.audit import DB
from privacy.reading import keys_kept

Job = Callable[[], object]
# "tick" as a number, so that every process asks PostgreSQL for the same lock
LOCK = 0x7469636B
log = logging.getLogger(__name__)
_jobs: dict[str, Job] = {}


def register(name: str, job: Job) -> None:
    """Add a job in `AppConfig.ready()`; a second one of that name takes the place of the first."""
    _jobs[name] = job


def registered() -> list[str]:
    """The names of all jobs, in the order in which they run."""
    return list(_jobs)


def run() -> list[str] | None:
    """Every job once; the names of those that failed. None when another tick is at it, or Atrium is locked.

    What a job raises is logged by its kind alone: a message could hold words.
    """
    if lock.is_locked():
        return None
    with _alone() as alone:
        if not alone:
            return None
        return [name for name, job in list(_jobs.items()) if not _done(name, job)]


def _done(name: str, job: Job) -> bool:
    try:
        with keys_kept():
            job()
    except Exception as problem:  # noqa: BLE001  (whatever it was, the others still run)
        log.error("The job %s failed: %s. It is tried again in a minute.", name, type(problem).__name__)  # noqa: TRY400  (no words)
        return False
    return True


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else is at it: on this machine by a file, on all machines by the database they share."""
    path = Path(settings.HOME) / "tick.lock"
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        with _alone_in_database() as alone:
            yield alone


@contextmanager
def _alone_in_database() -> Iterator[bool]:
    if connections[DB].vendor != "postgresql":
        yield True
        return
    with connections[DB].cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        held = bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held:
            with connections[DB].cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
