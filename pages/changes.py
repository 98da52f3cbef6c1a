"""What changes in the look and the words of the pages: said before, and kept to be read afterwards.

Nobody should come back to a place she knows and find it another one (CHI 2022). An entry is written in the
same commit as the change; `tests/house/test_what_changed.py` asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DAYS_BEFORE = 14


@dataclass(frozen=True, slots=True)
class Change:
    """What is different from a day on, a short sentence each. `title` stands on the first page before it."""

    on: date
    title: str | Promise
    words: tuple[str | Promise, ...]


# The newest first.
CHANGES: tuple[Change, ...] = (
    Change(
        date(2026, 11, 22),
        _("The first edition of these pages"),
        (
            _("You come in by an invitation, and choose your own name and passphrase."),
            _("You choose how pages look. It is kept with your account."),
            _("A break, leaving the board and erasing everything stand on one page."),
            _("How to leave this site safely stands at the foot of every page."),
            _("You see who looked at your legal name and contact, and what for."),
        ),
    ),
)


def coming(today: date, changes: tuple[Change, ...] = CHANGES) -> Change | None:
    """The next change, in the fourteen days before it."""
    near = [one for one in changes if today < one.on <= today + timedelta(days=DAYS_BEFORE)]
    return min(near, key=lambda one: one.on) if near else None
