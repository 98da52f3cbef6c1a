"""Who and what an event speaks of, without naming them: HMAC under a key of the year.

Destroying a year's key cuts every tie of that year's events to people and objects.
"""

from __future__ import annotations

import hmac
from functools import lru_cache

from django.db import connections

from privacy import clock
from privacy.keystore import store
from privacy.keystore.models import Kind


@lru_cache(8)
def _key(year: int, deployment: str) -> bytes:
    return store.named(f"pseudonym-{year}", Kind.PSEUDONYM)


def pseudonym_key(year: int) -> bytes:
    """The 32-byte key of that year."""
    # Tests and restores change databases within one process; a key of another database must not be reused.
    return _key(year, str(connections[store.DB].settings_dict["NAME"]))


def forget() -> None:
    """Ask the key store again next time."""
    _key.cache_clear()


def pseudonym(value: object, year: int | None = None) -> bytes:
    """16 bytes that stand for `value` (an id) in the events of `year`, this year by default."""
    return hmac.digest(pseudonym_key(year or clock.now().year), str(value).encode(), "sha256")[:16]
