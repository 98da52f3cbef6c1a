"""Who and what an event speaks of, without naming them: HMAC under a key of the year.

Destroying a year's key cuts every tie of that year's events to people and objects.
"""

from __future__ import annotations

import hmac
from functools import lru_cache

from django.db import connections

from privacy import clock
from privacy.audit.chain import AuditUnavailable, has_events_of
from privacy.crypto import CannotOpen, KeyMissing
from privacy.keystore import store
from privacy.keystore.models import Key, Kind

PREFIX = "pseudonym-"


@lru_cache(8)
def _key(year: int, deployment: str) -> bytes:
    try:
        return store.named(f"{PREFIX}{year}")
    except KeyMissing:
        # Whoever wrote that year's first event made its key before. So a year with events has lost its key.
        if not has_events_of(year):
            store.make_year(PREFIX, year, Kind.PSEUDONYM)
        return store.named(f"{PREFIX}{year}")


def pseudonym_key(year: int) -> bytes:
    """The 32-byte key of that year, made before its first event. Raises AuditUnavailable when it is lost."""
    # Tests and restores change databases within one process; a key of another database must not be reused.
    try:
        return _key(year, str(connections[store.DB].settings_dict["NAME"]))
    except CannotOpen:
        raise AuditUnavailable(f"The key of the events of {year} cannot be opened.") from None


def years_with_keys() -> set[int]:
    """The years whose events can still be tied to their objects."""
    names = Key.objects.filter(kind=Kind.PSEUDONYM).values_list("name", flat=True)
    return {int(name.removeprefix(PREFIX)) for name in names if name}


def forget() -> None:
    """Ask the key store again next time."""
    _key.cache_clear()


def pseudonym(value: object, year: int | None = None) -> bytes:
    """16 bytes that stand for `value` (an id) in the events of `year`, this year by default."""
    return hmac.digest(pseudonym_key(year or clock.now().year), str(value).encode(), "sha256")[:16]
