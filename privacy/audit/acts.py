"""Open an act: one transaction, one event, written last."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar, runtime_checkable

from django.db import models, transaction

from privacy import clock
from privacy.audit.chain import DB, Draft, Outcome, append
from privacy.audit.digests import row_digest
from privacy.audit.pseudonyms import pseudonym

Row = TypeVar("Row", bound=models.Model)
READINGS = {Outcome.READ, Outcome.REFUSED, Outcome.BROKEN}


@runtime_checkable
class Person(Protocol):
    """Whoever acts: an account, or the machine under a name. `pk` is never shown, only its pseudonym."""

    @property
    def pk(self) -> object: ...

    role: str


class Act:
    """One change under way. Closed when its transaction ends; nothing can be saved with it afterwards."""

    def __init__(self, code: str, actor: Person, about: models.Model) -> None:
        self.id = uuid.uuid4()
        self.code, self.actor, self.about = code, actor, about
        self.open = True
        self.seq = 0
        self._touched: list[tuple[bytes, ...]] = []

    def touch(self, row: models.Model, kind: bytes) -> None:
        """Note that `row` was added (+), changed (~) or removed (-)."""
        digest = b"" if kind == b"-" else row_digest(row)
        self._touched.append((row._meta.label_lower.encode(), pseudonym(row.pk), kind, digest))

    def lock(self, row: Row) -> Row:
        """The row as it is now, held until the act ends."""
        fresh = type(row)._default_manager.select_for_update().get(pk=row.pk)
        return fresh

    def save_all(self, rows: Iterable[models.Model]) -> None:
        """Save each row under this act."""
        for row in rows:
            row.save(act=self)  # type: ignore[call-arg]

    def draft(self) -> Draft:
        """The event of this act."""
        return _draft(self.code, self.actor, self.about, Outcome.DONE, 1, self.id, touched=self._touched)


@contextmanager
def act(code: str, *, actor: Person, about: models.Model) -> Iterator[Act]:
    """Open an act named `code` ("contribution.sent") by `actor` about a row.

    It is the outermost transaction, or it raises RuntimeError: acts do not nest, and nothing is opened inside.
    Raises AuditUnavailable when the event cannot be written; then nothing else was written either.
    """
    pseudonym(about.pk)  # a year's first key is made before the transaction begins
    opened = Act(code, actor, about)
    with transaction.atomic(using=DB, durable=True):
        try:
            yield opened
            opened.seq = append(opened.draft())
        finally:
            opened.open = False


def record(
    code: str,
    *,
    actor: Person,
    about: models.Model,
    outcome: Outcome,
    count: int = 1,
    things: Iterable[object] = (),
) -> int:
    """An event without a change (an opening, a refusal, a search), committed before this returns.

    `things` are the ids of what was opened; `count` is how many texts. The time is rounded down to the hour.
    """
    draft = _draft(
        code, actor, about, outcome, count, uuid.uuid4(), things=[pseudonym(thing) for thing in things]
    )
    with transaction.atomic(using=DB, durable=True):
        return append(draft)


def _draft(
    code: str,
    actor: Person,
    about: models.Model,
    outcome: Outcome,
    count: int,
    act_id: uuid.UUID,
    *,
    touched: list[tuple[bytes, ...]] | None = None,
    things: list[bytes] | None = None,
) -> Draft:
    now = clock.now().replace(microsecond=0)
    # Reads carry the hour: nobody's evening can be read off the log.
    moment = now.replace(minute=0, second=0) if outcome in READINGS else now
    return Draft(
        at=moment,
        code=code,
        role=actor.role,
        actor=pseudonym(actor.pk),
        about_type=about._meta.label_lower,
        about=pseudonym(about.pk),
        outcome=outcome,
        count=count,
        act=act_id.bytes,
        touched=touched or [],
        things=things or [],
    )
