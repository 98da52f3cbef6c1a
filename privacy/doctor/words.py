"""The main database: triggers, the chain, what is unfinished, files, the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db.models import Max

from privacy import clock, files, queries, references
from privacy.doctor.findings import Finding, Level
from privacy.models import Event

CHECKED = timedelta(days=14)
# Readings carry the hour in which they were.
WRONG_BY = timedelta(hours=1)


def triggers() -> Iterator[Finding]:
    """They hold the tables that only grow."""
    gone = queries.missing_triggers()
    if gone:
        yield Finding(
            Level.STOP,
            f"{len(gone)} triggers are missing, {gone[0]} among them: the log could be changed by hand.",
            "Run manage.py migrate, once more with --database keys, then manage.py audit verify --current.",
        )


def board() -> Iterator[Finding]:
    """Somebody has set it up."""
    if not Event.objects.exists():
        yield Finding(Level.STOP, "There is no board yet.", "Run manage.py setup.", stuck=True)


def chain() -> Iterator[Finding]:
    """When it was last walked, and how that ended."""
    last = queries.last_check()
    if last.cut:
        yield Finding(
            Level.STOP,
            "The chain ends too early: newer events are missing.",
            "Tell data protection. Compare with the newest anchor: manage.py audit verify --anchor FILE.",
        )
    elif last.outcome:
        yield Finding(
            Level.STOP,
            f"The last verification of the chain found something (result {last.outcome}).",
            "Run manage.py audit verify --current and tell data protection what it says.",
        )
    elif last.at is None or clock.now() - last.at > CHECKED:
        yield Finding(
            Level.SOON, "The chain was not verified for two weeks.", "Run manage.py audit verify --current."
        )


def unfinished() -> Iterator[Finding]:
    """Nobody reads those texts; their keys are still to go."""
    count = queries.unfinished_erasures()
    if count:
        yield Finding(
            Level.STOP, f"{count} take-backs were interrupted. Nobody can read the texts.", "Restart Atrium."
        )


def sealed_files() -> Iterator[Finding]:
    """Every row has its file."""
    gone = files.sweeper.missing()
    if gone:
        yield Finding(
            Level.STOP,
            f"{len(gone)} files of people are not on the disk.",
            "Bring them back from an archive of data: age --decrypt, then tar, into files/kept.",
        )


def every_key_is_there() -> Iterator[Finding]:
    """A key store from before a text was written opens everything else, and nobody notices."""
    lost = references.lost().total()
    if lost:
        yield Finding(
            Level.STOP,
            f"{lost} values name a key that is not there: nobody can read them.",
            "manage.py keys verify says which. The keys are older than the data: is there a newer archive?",
        )


def clock_is_right() -> Iterator[Finding]:
    """Days of permissions and of take-backs hang on it."""
    newest = Event.objects.aggregate(last=Max("happened_at"))["last"]
    if newest and newest - clock.now() > WRONG_BY:
        yield Finding(
            Level.STOP,
            f"The clock says {clock.now():%d %B %Y, %H:%M} UTC; the newest event is later.",
            "Set the clock, and let the machine ask a time server: timedatectl set-ntp true.",
        )


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    triggers,
    board,
    chain,
    unfinished,
    sealed_files,
    every_key_is_there,
    clock_is_right,
)
