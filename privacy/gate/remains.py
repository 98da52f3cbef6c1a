"""Rows that an older copy of the database brought back, though their keys were destroyed since."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Model

from privacy import withdrawal
from privacy.audit import Act
from privacy.keystore.models import Tombstone
from privacy.keystore.tombstones import tomb
from privacy.progress import Progress
from privacy.reading import System

GATE = System("gate")
CODE = "erasure.repeated"


def _asked_before(act: Act) -> None:
    """Nothing to ask: she has asked before the restore, and her key is gone."""


@dataclass(frozen=True, slots=True)
class Remains:
    """Something that hangs on one key: a whole person on hers, or a thing of hers on its own.

    `thing` is None for a whole person. `about` is the row that the event speaks of. `clear` runs in the act,
    for what no receiver of the withdrawal does.
    """

    key: bytes
    subject: UUID
    thing: UUID | None
    about: Model
    clear: Callable[[Act], None] = _asked_before


Find = Callable[[], Iterable[Remains]]
_finders: list[Find] = []


def register_remains(find: Find) -> None:
    """Register who knows what hangs on a key and was not taken back. Called once, when the app is ready."""
    _finders.append(find)


def repeat(progress: Progress) -> int:
    """Do again every withdrawal whose key the ledger knows as destroyed; how many. People before things.

    Sessions of the day of the backup end, too.
    """
    store: type[SessionStore] = import_module(settings.SESSION_ENGINE).SessionStore
    store.get_model_class().objects.all().delete()
    # People first: the second look finds what of them did not go with them.
    return _repeat(progress, people=True) + _repeat(progress, people=False)


def _repeat(progress: Progress, *, people: bool) -> int:
    gone = _destroyed()
    found = [
        one for find in _finders for one in find() if (one.thing is None) is people and tomb(one.key) in gone
    ]
    words = "Erased people" if people else "Texts that were taken back"
    for one in progress.each(words, found, len(found)):
        _withdraw(one)
    return len(found)


def _destroyed() -> set[bytes]:
    return {bytes(digest) for digest in Tombstone.objects.values_list("digest", flat=True)}


def _withdraw(one: Remains) -> None:
    if one.thing is None:
        withdrawal.withdraw_person(
            code=CODE, actor=GATE, about=one.about, subject=one.subject, scope=one.key, check=one.clear
        )
        return
    withdrawal.withdraw(
        code=CODE,
        actor=GATE,
        about=one.about,
        subject=one.subject,
        things=[one.thing],
        keys=[one.key],
        check=one.clear,
    )
