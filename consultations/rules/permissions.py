"""What somebody may do to a request now, derived once from the checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from board.models import Account
from consultations.models import Consultation
from consultations.rules.files import (
    check_can_change,
    check_can_close,
    check_can_record_answer,
    check_can_screen,
    check_could_open,
)
from consultations.rules.syntheses import check_can_write_synthesis
from privacy.permissions import Denied


@dataclass(frozen=True, slots=True)
class FilePermissions:
    """What an account may do to a request now: for the buttons of its page."""

    change: bool
    screen: bool
    open: bool
    close: bool
    record_answer: bool
    write: bool


def permissions_of(account: Account, consultation: Consultation) -> FilePermissions:
    """Derived from the checks, so that a button and its action never disagree.

    Opening may still miss something.
    """
    return FilePermissions(
        change=_may(check_can_change, account, consultation),
        screen=_may(check_can_screen, account, consultation),
        open=_may(check_could_open, account, consultation),
        close=_may(check_can_close, account, consultation),
        record_answer=_may(check_can_record_answer, account, consultation),
        write=_may(check_can_write_synthesis, account, consultation),
    )


def _may(
    check: Callable[[Account, Consultation], None], account: Account, consultation: Consultation
) -> bool:
    try:
        check(account, consultation)
    except Denied:
        return False
    return True
