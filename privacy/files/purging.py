"""Files whose key was destroyed leave the disk, whoever forgot to let go of them."""

from __future__ import annotations

from privacy.files import folder
from privacy.models import StoredFile


def purge(keys: frozenset[bytes]) -> None:
    """Remove the bytes of every file sealed under one of these record keys. Safe to repeat."""
    for name in StoredFile.objects.filter(record__in=keys).values_list("id", flat=True):
        folder.remove(name)
