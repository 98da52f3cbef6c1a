"""Open an act: one transaction, one event, written last."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Protocol, TypeVar, runtime_checkable

from django.core.exceptions import ObjectDoesNotExist
from django.db import connections, models, transaction

from privacy import clock
from privacy.audit.chain import DB, Draft, Outcome, append
from privacy.audit.digests import row_digest
from privacy.audit.pseudonyms import pseudonym, pseudonym_key, years_with_keys

Row = TypeVar("Row", bound=models.Model)
READINGS = {Outcome.READ, Outcome.REFUSED, Outcome.BROKEN}


class Gone(Exception):
    """A row that an act is about is not there any more: somebody was quicker."""


@runtime_checkable
class Person(Protocol):
    """Whoever acts: an account, or the machine under a name. `pk` is never shown, only its pseudonym."""

    @property
    def pk(self) -> object: ...

    @property
    def role(self) -> str: ...


class Act:
    """One change under way. Closed when its transaction ends; nothing can be saved with it afterwards."""

    def __init__(self, code: str, actor: Person, about: models.Model) -> None:
        self.id = uuid.uuid4()
        self.code, self.actor, self.about = code, actor, about
        # One moment for the whole act: digests and pseudonyms are keyed by its year.
        self.at = clock.now()
        self.open = False
        self.depth = 0
        self.seq = 0
        self._touched: list[tuple[bytes, ...]] = []

    def begin(self) -> None:
        """Inside the transaction, before the first row."""
        self.open, self.depth = True, len(connections[DB].savepoint_ids)

    def touch(self, row: models.Model, kind: bytes) -> None:
        """Note that `row` was added (+) or changed (~)."""
        self._note(row, row.pk, kind, row_digest(row, self.at.year))

    def touch_removed(self, row: models.Model, key: object) -> None:
        """Note that the row with this primary key was removed, also by the names it had in earlier years."""
        self._note(row, key, b"-", *(pseudonym(key, year) for year in years_with_keys() - {self.at.year}))

    def _note(self, row: models.Model, key: object, kind: bytes, *rest: bytes) -> None:
        name = pseudonym(key, self.at.year)
        self._touched.append((row._meta.label_lower.encode(), name, kind, *rest))

    def lock(self, row: Row) -> Row:
        """The row as it is now, held until the act ends. Raises Gone when somebody removed it meanwhile."""
        # not type(row): `request.user` is a lazy stand-in for the account
        rows: models.Manager[Row] = row.__class__._default_manager  # noqa: SLF001  (of any model)
        try:
            return rows.select_for_update().get(pk=row.pk)
        except ObjectDoesNotExist:
            raise Gone from None

    def save_all(self, rows: Iterable[models.Model]) -> None:
        """Save each row under this act."""
        for row in rows:
            row.save(act=self)  # type: ignore[call-arg]  # an Audited row takes it, another one raises

    def move(self, row: models.Model, among: Iterable[Any], *, steps: int) -> None:
        """Let a row change places with the one so many steps away; `among` is the order so far.

        -1 is up, 1 is down; at the end nothing moves. Raises Gone when it is not among them any more.
        """
        rows = list(among)
        here = next((at for at, one in enumerate(rows) if one.pk == row.pk), None)
        if here is None:
            raise Gone
        there = here + steps
        if 0 <= there < len(rows):
            rows[here], rows[there] = rows[there], rows[here]
        for position, one in enumerate(rows, start=1):
            if one.position != position:
                # As it is now: what was taken back in the meantime has taken its words along.
                fresh = self.lock(one)
                fresh.position = position
                fresh.save(act=self)

    def draft(self) -> Draft:
        """The event of this act."""
        return _draft(
            self.code, self.actor, self.about, Outcome.DONE, 1, self.id, self.at, touched=self._touched
        )


_acting: ContextVar[Act | None] = ContextVar("acting", default=None)


@contextmanager
def act(code: str, *, actor: Person, about: models.Model) -> Iterator[Act]:
    """Open an act named `code` ("contribution.sent") by `actor` about a row.

    It is the outermost transaction, or it raises RuntimeError: acts do not nest, nothing is opened inside.
    Raises AuditUnavailable when the event cannot be written; then nothing else was written either.
    """
    opened = Act(code, actor, about)
    pseudonym_key(opened.at.year)  # a year's first key is made before the transaction begins
    with transaction.atomic(using=DB, durable=True):
        token = _acting.set(opened)
        try:
            opened.begin()
            yield opened
            opened.seq = append(opened.draft())
        finally:
            opened.open = False
            _acting.reset(token)


def refuse_inside_an_act() -> None:
    """Raises RuntimeError inside an act: its event would be undone with the act, and everybody waits."""
    if _acting.get() is not None:
        raise RuntimeError("Nothing is opened inside an act: open what is needed before it begins.")


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
    now = clock.now()
    pseudonym_key(now.year)
    named = [pseudonym(thing, now.year) for thing in things]
    draft = _draft(code, actor, about, outcome, count, uuid.uuid4(), now, things=named)
    with transaction.atomic(using=DB, durable=True):
        return append(draft)


def _draft(
    code: str,
    actor: Person,
    about: models.Model,
    outcome: Outcome,
    count: int,
    act_id: uuid.UUID,
    at: datetime,
    *,
    touched: list[tuple[bytes, ...]] | None = None,
    things: list[bytes] | None = None,
) -> Draft:
    second = at.replace(microsecond=0)
    # Reads carry the hour: nobody's evening can be read off the log.
    moment = second.replace(minute=0, second=0) if outcome in READINGS else second
    return Draft(
        at=moment,
        code=code,
        role=actor.role,
        actor=pseudonym(actor.pk, at.year),
        about_type=about._meta.label_lower,
        about=pseudonym(about.pk, at.year),
        outcome=outcome,
        count=count,
        act=act_id.bytes,
        touched=touched or [],
        things=things or [],
    )
