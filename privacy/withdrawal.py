"""What a withdrawal does: reading stops in one transaction, and then the keys go.

The act closes the permissions and sends `subject_withdrew`; each floor above marks its own rows and names the
keys that have to go. From that commit `reading` refuses; nothing else has to run for the promise to hold.
Then the keys are destroyed, and an event says so. A crash in between is made good by `resume` at the next
start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Model
from django.dispatch import Signal

from privacy import audit, clock, consent, reading
from privacy.audit import Act, Outcome
from privacy.audit.acts import Person
from privacy.crypto import KeyDestroyed
from privacy.keystore import store
from privacy.models import ConsentRecord, Shredding
from privacy.states import Ending

ID_BYTES = 16


@dataclass(slots=True)
class Withdrawal:
    """What is being withdrawn, as the receivers of `subject_withdrew` see it.

    `things` are the ids of contributions and the like; a receiver adds the record keys of its rows to `keys`.
    """

    act: Act
    subject: UUID
    things: frozenset[UUID]
    whole_person: bool
    keys: set[bytes] = field(default_factory=set)


# The house's one signal. Receivers run inside the act, in each app's receivers.py; an error stops everything.
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
) -> None:
    """Take back some things of one subject, for good. `check` looks at the rules again inside the act."""
    _withdraw(code, actor, about, subject, frozenset(things), set(keys), check, whole_person=False)


def withdraw_person(
    *, code: str, actor: Person, about: Model, subject: UUID, scope: bytes, check: Callable[[Act], None]
) -> None:
    """Take back everything a person ever gave, and destroy her key: names, contact, words, history."""
    things = frozenset(ConsentRecord.objects.filter(subject=subject).values_list("thing", flat=True))
    _withdraw(code, actor, about, subject, things, {bytes(scope)}, check, whole_person=True)


def resume() -> int:
    """Finish what a crash interrupted; how many withdrawals were finished. Run at every start."""
    waiting = list(Shredding.objects.filter(done_at=None))
    for shredding in waiting:
        _shred(shredding)
    return len(waiting)


def still_there(keys: Iterable[bytes]) -> list[bytes]:
    """Those of these keys that were not destroyed."""
    return [key for key, found in store.get_many(keys).items() if not isinstance(found, KeyDestroyed)]


def forget(keys: Iterable[bytes], *, about: Model) -> None:
    """Destroy the keys of what nobody will be shown again, though nobody took it back. Safe to repeat."""
    gone = still_there(keys)
    if gone:
        store.destroy(gone)
        reading.forget_keys()
        machine = reading.System("withdrawal")
        audit.record("keys.destroyed", actor=machine, about=about, outcome=Outcome.DONE, count=len(gone))


def _withdraw(
    code: str,
    actor: Person,
    about: Model,
    subject: UUID,
    things: frozenset[UUID],
    keys: set[bytes],
    check: Callable[[Act], None],
    *,
    whole_person: bool,
) -> None:
    with audit.act(code, actor=actor, about=about) as act:
        check(act)
        consent.end(act=act, things=things, how=Ending.WITHDRAWN)
        gone = Withdrawal(act, subject, things, whole_person, keys)
        subject_withdrew.send(sender=Withdrawal, withdrawal=gone)
        shredding = Shredding(keys=b"".join(sorted(gone.keys)), asked_at=clock.now())
        shredding.save(act=act)
    _shred(shredding)


def _shred(shredding: Shredding) -> None:
    # Data first, keys after: from the commit above nobody reads, even if the machine stops right here.
    store.destroy(_split(bytes(shredding.keys)))
    reading.forget_keys()
    with audit.act("keys.destroyed", actor=reading.System("withdrawal"), about=shredding) as act:
        row = act.lock(shredding)
        row.done_at = clock.now()
        row.save(act=act)


def _split(joined: bytes) -> Sequence[bytes]:
    return [joined[at : at + ID_BYTES] for at in range(0, len(joined), ID_BYTES)]
