"""What is wrong with this installation, in plain words, and what to do about it. It changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError

from privacy.doctor import around, keeping, keys, tables, words
from privacy.doctor.findings import Finding, Level

__all__ = ["Finding", "Level", "examine"]

# Each look asks more of the machine than those before: where one finds that nothing further can be asked, the
# rest is left out.
LOOKS = (*around.LOOKS, *keys.FIRST, *tables.LOOKS, *keys.LOOKS, *words.LOOKS, *keeping.LOOKS)


def examine() -> Iterator[Finding]:
    """Every finding, the root of the trouble first. Nothing is yielded where all is well."""
    for look in LOOKS:
        try:
            found = list(look())
        except DatabaseError:
            found = [
                Finding(
                    Level.STOP, "A database does not answer.", "Is it running? Is it migrated?", stuck=True
                )
            ]
        yield from found
        if any(one.stuck for one in found):
            return
