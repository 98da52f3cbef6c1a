"""An event for what was done to keys by hand."""

from __future__ import annotations

from django.core.management.base import OutputWrapper
from django.db import DatabaseError

from privacy import audit, clock
from privacy.models import Upkeep
from privacy.reading import System

KEYS = System("keys")


def note(code: str, out: OutputWrapper) -> None:
    """Write the event. What was done stays done when the database of the words does not answer: say so."""
    row = Upkeep(what=code, outcome=0, done_at=clock.now())
    try:
        with audit.act(code, actor=KEYS, about=row) as act:
            row.save(act=act)
    except (DatabaseError, audit.AuditUnavailable):
        out.write("It is not in the log: the database of the words does not answer. Write it down by hand.")
