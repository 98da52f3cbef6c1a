"""Stored values from one format to another: a bar, then the counts."""

from __future__ import annotations

from django.core.management.base import OutputWrapper
from django.db import DatabaseError

from privacy import audit, resealing
from privacy.keystore import standing
from privacy.management.keys.ends import Exit, refused
from privacy.progress import Progress


def reseal(out: OutputWrapper, form: int) -> None:
    """Every registered sealed column. May be interrupted and run again; what cannot be read stops nothing."""
    standing.check()
    try:
        count = resealing.reseal(form, Progress.drawn(out).told("Values looked at", "rows"))
    except (audit.AuditUnavailable, DatabaseError):
        raise refused(
            "The database did not take the last rows: they are as they were. Those before are sealed anew."
            " Look at the disk, then run the command again.",
            Exit.CANNOT_WRITE,
        ) from None
    for line in _lines(count, form):
        out.write(line)


def _lines(count: resealing.Count, form: int) -> list[str]:
    told = [
        (count.kept, f"{count.kept} stay as they were written, in tables that only grow."),
        (count.retired, f"{count.retired} stay as they are: their key opens, and seals no more."),
        (count.busy, f"{count.busy} were in use meanwhile. Run the command once again."),
    ]
    return [
        f"Values in format {form} now: {count.resealed} sealed anew, {count.there} already there.",
        f"Not touched: {count.destroyed} whose key was destroyed, {count.unreadable} that do not open.",
        *(words for number, words in told if number),
    ]
