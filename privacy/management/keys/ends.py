"""How the command ends: a line in plain words, and an exit code that a script can read.

The same table stands in `docs/runbooks/keys.md`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from enum import IntEnum

from django.core.management.base import CommandError
from django.db import DatabaseError

from privacy import lock
from privacy.audit import AuditUnavailable
from privacy.crypto import CannotOpen
from privacy.keystore import standing
from privacy.keystore.disk import CannotWrite, RootKeyProblem, StoreProblem
from privacy.keystore.shares import DoesNotFit
from privacy.keystore.store import Moved


class Exit(IntEnum):
    """0 is well; 1 is Django's for whatever it refuses, 2 is argparse's."""

    DONE = 0
    REFUSED = 1
    NO_ROOT = 3
    NO_STORE = 4
    NOT_WHOLE = 5
    NO_SHARES = 6
    CANNOT_WRITE = 7


# What the databases say when the disk is full or may not be written to.
DISK = ("full", "readonly", "read-only", "no space left", "disk i/o error")


def refused(words: str, code: Exit = Exit.REFUSED) -> CommandError:
    """An error of the command with its code."""
    return CommandError(words, returncode=int(code))


def refuse_while_locked() -> None:
    """Whatever changes something waits for the gate. Raises CommandError."""
    if lock.is_locked():
        raise refused("Atrium is locked after a restore. Pass the gate first: manage.py gate.")


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Every problem that keys can have becomes a line and a code. Nothing was half done by then."""
    try:
        yield
    except CannotWrite as problem:
        raise refused(str(problem), Exit.CANNOT_WRITE) from None
    except StoreProblem as problem:
        raise refused(str(problem), Exit.NO_STORE) from None
    except RootKeyProblem as problem:
        raise refused(str(problem), Exit.NO_ROOT) from None
    except DoesNotFit as problem:
        raise refused(str(problem), Exit.NO_SHARES) from None
    except Moved as problem:
        raise refused(str(problem)) from None
    except CannotOpen as problem:
        raise refused(str(problem) or "A key cannot be opened.", Exit.NOT_WHOLE) from None
    except DatabaseError as problem:
        raise _of_database(problem) from None


@contextlib.contextmanager
def told_by_others() -> Iterator[None]:
    """For commands whose own codes mean other things: a line that names what is missing, and code 1."""
    try:
        yield
    except (RootKeyProblem, CannotOpen, AuditUnavailable, DatabaseError) as problem:
        raise refused(_cause(problem)) from None


def _cause(problem: Exception) -> str:
    # An event that could not be written says less than what is wrong with the keys.
    try:
        standing.check()
    except RootKeyProblem as cause:
        return str(cause)
    if isinstance(problem, DatabaseError):
        return "A database does not answer, or is damaged. Run manage.py doctor."
    return str(problem) or "A key cannot be opened. Run manage.py keys verify."


def _of_database(problem: DatabaseError) -> CommandError:
    said = str(problem).lower()
    if any(words in said for words in DISK):
        return refused(
            "The key store could not be written: its disk is full or read-only. No key was changed.",
            Exit.CANNOT_WRITE,
        )
    return refused("The key store does not answer, or it is damaged. No key was changed.", Exit.NO_STORE)
