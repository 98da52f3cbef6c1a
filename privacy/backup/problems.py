"""What can go wrong with a backup or a restore, each with the exit code of its command."""

from __future__ import annotations

import errno
from enum import IntEnum

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Code(IntEnum):
    """Exit codes of `backup`, `restore` and `gate`; `docs/runbooks/` tells what to do about each."""

    RECIPIENTS = 3
    DISK = 4
    DATABASE = 5
    COPIES = 6
    NOT_EMPTY = 10
    DAMAGED = 11
    IDENTITY = 12
    OTHER_BOARD = 13
    OTHER_VERSION = 14
    LEDGER = 20
    NOT_OPENING = 21
    CHAIN = 22
    NOT_LOCKED = 23
    ROOT = 24


class Problem(Exception):
    """It cannot go on. The message is one clear line, and names what was looked at; nothing is half done."""

    def __init__(self, code: Code, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def of_reading(problem: OSError, file: object) -> Problem:
    """A file that is there and does not let itself be read."""
    why = "it belongs to another user" if problem.errno in {errno.EACCES, errno.EPERM} else problem.strerror
    return Problem(Code.DISK, f"{file} cannot be read: {why}.")


def of_disk(problem: OSError, where: object) -> Problem:
    """A disk that is full, cannot be written to, or fails."""
    if problem.errno in FULL:
        return Problem(Code.DISK, f"The disk of {where} is full. Make room and run the command again.")
    if problem.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return Problem(Code.DISK, f"Nothing can be written in {where}: read-only, or of another user.")
    return Problem(Code.DISK, f"{where} cannot be used: {problem.strerror or type(problem).__name__}.")
