"""The register of derived data: every place a text can go to, and how it goes from there when taken back.

A place that nobody registered fails the build: a cache, a folder, a sealed table, a storage. So nobody can
add a place for words and forget the way out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.conf import settings

from privacy.fields import SealedTextField


class Goes(StrEnum):
    """How words leave a place when the person takes them back."""

    PERSON = "sealed under her own key and the record's: either one destroyed is enough"
    RECORD = "sealed under a record key that the withdrawal names"
    BOARD = "words of the board or of a partner; what they rested on is taken out of them"
    NAMED = "under a record key of its own, dropped in the act with whatever it names"
    PURGED = "taken out by the purge that is registered with it"
    NEVER = "no words come here"


# What is destroyed: the ids of the keys. A purge may run again after a crash, and finds nothing to do.
Purge = Callable[[frozenset[bytes]], None]
# What is withdrawn, once every floor has said what is touched: rows that name it go, with their keys.
# (A `privacy.withdrawal.Withdrawal`; that module knows this one.)
Drop = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Place:
    """A place, how words go from it, and why, where that is not plain."""

    name: str
    goes: Goes
    why: str
    purge: Purge | None
    drop: Drop | None = None


_places: dict[str, Place] = {}


def register(
    *names: str, goes: Goes, why: str = "", purge: Purge | None = None, drop: Drop | None = None
) -> None:
    """Say how words go from these places. PURGED needs a purge, NAMED a drop; NEVER needs a reason."""
    if (goes == Goes.PURGED) != (purge is not None) or (goes == Goes.NEVER and not why):
        raise ValueError("PURGED goes with a purge, and NEVER with a reason")
    if (goes == Goes.NAMED) != (drop is not None):
        raise ValueError("NAMED goes with a drop")
    for name in names:
        _places[name] = Place(name, goes, why, purge, drop)


def registered() -> dict[str, Place]:
    """Every registered place by its name."""
    return dict(_places)


def purge(keys: Iterable[bytes]) -> None:
    """Run every registered purge once, for keys that are destroyed. Safe to repeat."""
    gone = frozenset(keys)
    for run in {place.purge for place in _places.values() if place.purge}:
        run(gone)


def drop(withdrawal: Any) -> None:
    """Run every registered drop once, inside the act, after the receivers of the withdrawal."""
    for run in {place.drop for place in _places.values() if place.drop}:
        run(withdrawal)


def found() -> set[str]:
    """The places there are: sealed tables (their history with them), and what the settings name."""
    return {*_tables(), *_configured()}


def unregistered() -> list[str]:
    """Places that nobody has registered, in order."""
    return sorted(found() - _places.keys())


def _tables() -> Iterator[str]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedTextField):
                yield field.contract.partition(".")[0]


def _configured() -> Iterator[str]:
    yield from (f"cache:{alias}" for alias in settings.CACHES)
    yield from (f"storage:{alias}" for alias in settings.STORAGES)
    yield from (f"upload:{handler}" for handler in settings.FILE_UPLOAD_HANDLERS)
    yield f"session:{settings.SESSION_ENGINE}"
    yield f"messages:{settings.MESSAGE_STORAGE}"
    yield f"mail:{settings.EMAIL_BACKEND}"
    if settings.MEDIA_ROOT:
        yield f"media:{settings.MEDIA_ROOT}"
