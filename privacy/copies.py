"""The register of key copies: where the means to open old words still lie, and until when.

A copy of the key store opens what was destroyed after it was made. So after an erasure every older copy is
red, until somebody confirms that it was destroyed, or until its thirty days are over. Days are those of UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Max, QuerySet

from privacy import audit, clock
from privacy.audit.acts import Person
from privacy.models import Head, KeyCopy, Shredding
from privacy.permissions import Denied
from privacy.states import CopyOf, CopyState

LIFE = timedelta(days=30)
MOST = 2


class TooManyCopies(Exception):
    """There are as many copies as there may be: one has to be destroyed and confirmed first."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy and how it stands today."""

    id: UUID
    holds: CopyOf
    medium: str
    holder: str
    created_at: datetime
    expires_on: date
    destroyed_at: datetime | None
    state: CopyState


@dataclass(frozen=True, slots=True)
class Erased:
    """What a copy is measured by. `lives`: from when to when keys lived that were kept for a short while."""

    newest: datetime | None
    lives: list[tuple[datetime, datetime]]

    def since(self, made: datetime) -> bool:
        """Whether a copy that was made then may hold a key that is destroyed by now."""
        older = self.newest is not None and made < self.newest
        return older or any(began <= made < ended for began, ended in self.lives)


def register() -> list[Copy]:
    """Every copy there ever was, newest first."""
    today, erased = clock.today(), _erased()
    rows = KeyCopy.objects.order_by("-created_at")
    return [
        Copy(
            row.id,
            CopyOf(row.holds),
            row.medium,
            row.holder,
            row.created_at,
            row.expires_on,
            row.destroyed_at,
            state_of(row, erased, today),
        )
        for row in rows
    ]


def state_of(row: KeyCopy, erased: Erased, today: date) -> CopyState:
    """Destroyed, expired, red (it may hold a key that was destroyed since), or live."""
    if row.destroyed_at:
        return CopyState.DESTROYED
    if row.expires_on <= today:
        return CopyState.EXPIRED
    return CopyState.RED if erased.since(row.created_at) else CopyState.LIVE


def newest_erasure() -> datetime | None:
    """When keys of any age were last destroyed."""
    newest: datetime | None = Shredding.objects.filter(keys_since=None).aggregate(last=Max("done_at"))["last"]
    return newest


def red() -> list[Copy]:
    """The copies that somebody has to destroy, newest first."""
    return [copy for copy in register() if copy.state == CopyState.RED]


def add(
    *, actor: Person, holds: CopyOf, medium: str, holder: str, created_at: datetime | None = None
) -> KeyCopy:
    """Register a copy made just now (or at `created_at`). Raises TooManyCopies when two are alive.

    Call it before the copy is handed out: a copy that nobody knows of cannot be asked for.
    """
    made = created_at or clock.now()
    row = KeyCopy(holds=holds, medium=medium, holder=holder, created_at=made)
    row.expires_on = made.astimezone(UTC).date() + LIFE
    with audit.act("copy.added", actor=actor, about=row) as act:
        act.lock(Head(id=1))  # two people at once: the second counts what the first has added
        if _alive(holds).count() >= MOST:
            raise TooManyCopies
        row.save(act=act)
    return row


def confirm_destroyed(*, actor: Person, copy: UUID) -> None:
    """Somebody has seen that this copy is gone. Raises Denied when that was said before, Gone without it."""
    with audit.act("copy.destroyed", actor=actor, about=KeyCopy(id=copy)) as act:
        row = act.lock(KeyCopy(id=copy))
        if row.destroyed_at:
            raise Denied("said_before")
        row.destroyed_at = clock.now()
        row.save(act=act)


def unreadable_since(erased_at: datetime) -> datetime | None:
    """When the last copy older than this erasure was destroyed or expired; None while one is alive.

    Without any older copy: the moment of the erasure itself.
    """
    older = KeyCopy.objects.filter(created_at__lt=erased_at)
    last = max(
        [erased_at, *(row.destroyed_at or datetime.combine(row.expires_on, time(), UTC) for row in older)]
    )
    return last if last <= clock.now() else None


def last_older_copy(erased_at: datetime) -> date | None:
    """The day on which the last copy older than this erasure expires, of those that are alive; else None."""
    older = KeyCopy.objects.filter(created_at__lt=erased_at, destroyed_at=None, expires_on__gt=clock.today())
    last: date | None = older.aggregate(last=Max("expires_on"))["last"]
    return last


def _erased() -> Erased:
    # Copies older than that are over.
    ended = Shredding.objects.filter(done_at__gt=clock.now() - LIFE - timedelta(days=1))
    lives = ended.values_list("keys_since", "done_at")
    return Erased(newest_erasure(), [(began, end) for began, end in lives if began and end])


def _alive(holds: CopyOf) -> QuerySet[KeyCopy]:
    return KeyCopy.objects.filter(holds=holds, destroyed_at=None, expires_on__gt=clock.today())
