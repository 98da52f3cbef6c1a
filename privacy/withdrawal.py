"""What a withdrawal does: reading stops in one transaction, and then the keys go.

The act closes the permissions and sends `subject_withdrew`; each floor above marks its own rows and names the
keys that have to go, and what the words may have gone into. Then what names any of that goes, too
(`places.Goes.NAMED`). From that commit `reading` refuses; nothing else has to run for the promise to hold.
Then, each step safe to repeat: tombstones, the keys, a new epoch, the old epoch's file (`store.destroy`);
what the register of places purges; what the database's log still holds; an event that carries the ledger's
head. A crash in between is made good by `resume` at the next start.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import Model
from django.dispatch import Signal
from django.utils.translation import gettext as _

from privacy import audit, clock, consent, places, reading, residue
from privacy.audit import Act
from privacy.audit.acts import Person
from privacy.crypto import KeyDestroyed
from privacy.keystore import ledger, store
from privacy.models import ConsentEnd, ConsentRecord, Head, Shredding
from privacy.permissions import Denied
from privacy.states import Cause, Ending

ID_BYTES = 16
MACHINE = reading.System("withdrawal")
NUMBER = b"atrium/certificate/v1"


@dataclass(slots=True)
class Withdrawal:
    """What is being withdrawn, as the receivers of `subject_withdrew` see it.

    `things` are the ids of contributions and the like; a receiver adds the record keys of its rows to `keys`.
    To `touched` it adds the ids of what the words may have gone into: what was typed about these goes,
    whoever typed it. What the subject typed goes about `own` as well. What others typed at an address in
    `spared` stays: they write words of their own there.
    """

    act: Act
    subject: UUID
    things: frozenset[UUID]
    whole_person: bool
    keys: set[bytes] = field(default_factory=set)
    touched: set[UUID] = field(default_factory=set)
    own: set[UUID] = field(default_factory=set)
    spared: set[str] = field(default_factory=set)


# With `consent.subject_narrowed` the house's only signal. Receivers run inside the act, in each app's
# receivers.py; an error stops everything.
subject_withdrew = Signal()


def withdraw(
    *,
    code: str,
    actor: Person,
    about: Model,
    subject: UUID,
    things: Iterable[UUID],
    keys: Iterable[bytes],
    check: Callable[[Act], None],
    how: Ending = Ending.WITHDRAWN,
) -> UUID:
    """Take back some things of one subject, for good. `check` looks at the rules again inside the act.

    `how` says of the permissions who ended them. The id of the erasure, under which its certificate is found:
    `number_of` its key where it is one key.
    """
    return _withdraw(
        code, actor, about, subject, frozenset(things), set(keys), check, how, whole_person=False
    )


def withdraw_person(
    *, code: str, actor: Person, about: Model, subject: UUID, scope: bytes, check: Callable[[Act], None]
) -> UUID:
    """Take back everything a person ever gave, and destroy her key: names, contact, words, history.

    The id of the erasure: `number_of` her key.
    """
    things = frozenset(ConsentRecord.objects.filter(subject=subject).values_list("thing", flat=True))
    how = Ending.WITHDRAWN
    return _withdraw(code, actor, about, subject, things, {bytes(scope)}, check, how, whole_person=True)


def number_of(key: bytes) -> UUID:
    """The number of the certificate once this key is destroyed.

    It is known before, so it can be handed to somebody who will have no account then. A restore that repeats
    the erasure gives it the same number. Key ids are random, so the number can only be known, not guessed.
    """
    return UUID(bytes=hashlib.sha256(NUMBER + bytes(key)).digest()[:ID_BYTES], version=4)


def expire(*, code: str, about: Model, keys: Iterable[bytes], write: Callable[[Act], None]) -> None:
    """Let go of what was kept as long as it may be. `write` changes the rows inside the act."""
    joined = b"".join(sorted({bytes(key) for key in keys}))
    shredding = Shredding(cause=Cause.EXPIRED, keys=joined, asked_at=clock.now())
    _act_and_shred(code, MACHINE, about, shredding, write)


def let_go(
    *, code: str, actor: Person, about: Model, keys: Mapping[bytes, datetime], write: Callable[[Act], None]
) -> None:
    """Let go of what was kept for a short while only. Nobody took it back: it has no certificate.

    `keys`, each with a moment at which it was not made yet: an older copy of the key store does not hold it,
    and nobody has to destroy that copy.
    """
    joined, since = b"".join(sorted(keys)), min(keys.values(), default=None)
    shredding = Shredding(cause=Cause.REPLACED, keys=joined, keys_since=since, asked_at=clock.now())
    _act_and_shred(code, actor, about, shredding, write)


def resume() -> int:
    """Finish what a crash interrupted; how many withdrawals were finished. Run at every start."""
    waiting = list(Shredding.objects.filter(done_at=None).order_by("asked_at"))
    for shredding in waiting:
        _shred(shredding)
    return len(waiting)


def so_far() -> int:
    """How often something was taken back or a permission ended, in all. Asked before a document is opened."""
    taken_back = Shredding.objects.filter(cause=Cause.WITHDRAWN).count()
    return taken_back + ConsentEnd.objects.count()


def check_none_since(mark: int) -> None:
    """Nothing was taken back after `so_far` gave this mark: a document takes seconds. Raises Denied."""
    if so_far() != mark:
        raise Denied(
            "taken_back", _("Something was taken back while this was made. Please ask for it once more.")
        )


def still_there(keys: Iterable[bytes]) -> list[bytes]:
    """Those of these keys that were not destroyed."""
    return [key for key, found in store.get_many(keys).items() if not isinstance(found, KeyDestroyed)]


def forget(keys: Iterable[bytes], *, about: Model) -> None:
    """Destroy the keys of what nobody will be shown again, though nobody took it back. Safe to repeat."""
    gone = still_there(keys)
    if gone:
        joined = b"".join(sorted(gone))
        row = Shredding(cause=Cause.REPLACED, keys=joined, asked_at=clock.now())
        end = _destroy(row)
        with audit.act("keys.destroyed", actor=MACHINE, about=about) as act:
            _finish(row, end, act)


def _withdraw(
    code: str,
    actor: Person,
    about: Model,
    subject: UUID,
    things: frozenset[UUID],
    keys: set[bytes],
    check: Callable[[Act], None],
    how: Ending,
    *,
    whole_person: bool,
) -> UUID:
    with audit.act(code, actor=actor, about=about) as act:
        check(act)
        # before the receivers add the keys of all that hangs on it
        number = number_of(next(iter(keys))) if len(keys) == 1 else uuid4()
        consent.end(act=act, things=things, how=how)
        gone = Withdrawal(act, subject, things, whole_person, keys)
        subject_withdrew.send(sender=Withdrawal, withdrawal=gone)
        places.drop(gone)
        shredding = Shredding(id=number, keys=b"".join(sorted(gone.keys)), asked_at=clock.now())
        shredding.save(act=act)
    _shred(shredding)
    return shredding.id


def _act_and_shred(
    code: str, actor: Person, about: Model, shredding: Shredding, write: Callable[[Act], None]
) -> None:
    with audit.act(code, actor=actor, about=about) as act:
        write(act)
        if shredding.keys:
            shredding.save(act=act)
    if shredding.keys:
        _shred(shredding)


def _shred(shredding: Shredding) -> None:
    # Data first, keys after: from the commit above nobody reads, even if the machine stops right here.
    end = _destroy(shredding)
    with contextlib.suppress(_Finished), audit.act("keys.destroyed", actor=MACHINE, about=shredding) as act:
        row = act.lock(shredding)
        if row.done_at:
            raise _Finished
        _finish(row, end, act)


class _Finished(Exception):
    """Another process, which resumed the same erasure, was quicker."""


def _destroy(shredding: Shredding) -> ledger.Head:
    keys = _split(bytes(shredding.keys))
    store.destroy(keys, seq=Head.objects.values_list("seq", flat=True).get())
    reading.forget_keys()
    places.purge(keys)
    residue.wipe_log()
    return ledger.head()


def _finish(row: Shredding, end: ledger.Head, act: Act) -> None:
    row.done_at, row.ledger_count, row.ledger_head = clock.now(), end.count, end.digest
    row.save(act=act)


def _split(joined: bytes) -> Sequence[bytes]:
    return [joined[at : at + ID_BYTES] for at in range(0, len(joined), ID_BYTES)]
