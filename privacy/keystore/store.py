"""Make, get and destroy keys. Own database, own transactions, durable before they return."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import DatabaseError, OperationalError, transaction

from privacy import clock
from privacy.crypto import CannotOpen, KeyDestroyed, KeyMissing, random_bytes
from privacy.keystore import epochs
from privacy.keystore.models import Epoch, Key, Kind, Tombstone
from privacy.keystore.rotation import KEY_BYTES, rewrap, sweep
from privacy.keystore.states import KEY_TRANSITIONS, OPENS, SEALS, State
from privacy.keystore.tombstones import UNKNOWN, Entry, append, buried, tomb
from privacy.keystore.wrapping import DB, NAMING, Found, find, insert, locked_epoch

__all__ = [
    "DB",
    "Moved",
    "bury",
    "create",
    "destroy",
    "for_sealing",
    "get_many",
    "init",
    "make_named",
    "make_year",
    "move",
    "named",
    "rewrap",
    "status",
    "succeed",
    "sweep",
]

ID_BYTES = 16
# Made once, at set-up: a signing key that is lost must never come back as another one.
# So must one of an index: nothing that was kept would be found any more.
NAMES = {
    Kind.SIGN: ("sign-release", "sign-audit"),
    Kind.INDEX: ("index-invitation",),
}


class Moved(Exception):
    """A key may not go from its state to that one."""


def init() -> None:
    """Begin the first epoch and make the keys that sign, at set-up. Does nothing when there is an epoch."""
    with transaction.atomic(using=DB):
        if not Epoch.objects.exists():
            epochs.write(1, random_bytes(KEY_BYTES))
            Epoch.objects.create(number=1, began_on=clock.today())
            for kind, names in NAMES.items():
                insert(kind, [(random_bytes(ID_BYTES), name, random_bytes(KEY_BYTES)) for name in names])


def create(kind: Kind, count: int = 1) -> list[bytes]:
    """`count` new keys; their 16-byte ids. Before the act: an orphan key is harmless, a lost one is not."""
    ids = [random_bytes(ID_BYTES) for _ in range(count)]
    with transaction.atomic(using=DB, durable=True):
        insert(kind, [(i, None, random_bytes(KEY_BYTES)) for i in ids])
    return ids


def named(name: str, permitted: frozenset[State] = OPENS) -> bytes:
    """The key of that name (it signs, or makes pseudonyms or index entries), 32 bytes. Raises CannotOpen."""
    found = Key.objects.filter(name=name).values_list("id", flat=True).first()
    if found is None:
        raise KeyMissing(f"The key store holds no key named {name}.")
    key = _get({bytes(found)}, permitted)[bytes(found)]
    if isinstance(key, CannotOpen):
        raise key
    return key


def make_named(name: str, kind: Kind) -> None:
    """Make the key of that name, once, whoever asks. A lost key must not come back as another one."""
    with transaction.atomic(using=DB, durable=True):
        locked_epoch(NAMING)
        if not Key.objects.filter(name=name).exists():
            insert(kind, [(random_bytes(ID_BYTES), name, random_bytes(KEY_BYTES))])


def make_year(prefix: str, year: int, kind: Kind) -> None:
    """Make the key `prefix` with the year, once; with it those of earlier years are deactivated.

    SP 800-57 part 1, section 5.3.4: a key's period of use is short, and is over when its successor's begins.
    """
    name = f"{prefix}{year}"
    with transaction.atomic(using=DB, durable=True):
        locked_epoch(NAMING)
        if Key.objects.filter(name=name).exists():
            return
        insert(kind, [(random_bytes(ID_BYTES), name, random_bytes(KEY_BYTES))])
        for old in Key.objects.filter(kind=kind, name__startswith=prefix, state=State.ACTIVE):
            if int(str(old.name).removeprefix(prefix)) < year:
                _enter(old, State.DEACTIVATED)


def succeed(name: str) -> str:
    """A new key takes the name over; the old one is deactivated under a name with a number, returned here.

    Raises KeyMissing when nobody has the name, Moved when the key that has it is not active.
    """
    with transaction.atomic(using=DB, durable=True):
        locked_epoch(NAMING)
        old = Key.objects.filter(name=name).first()
        if old is None:
            raise KeyMissing(f"The key store holds no key named {name}.")
        old.name = f"{name}-{Key.objects.filter(name__startswith=f'{name}-').count() + 1}"
        if old.state != State.COMPROMISED:
            _enter(old, State.DEACTIVATED)
        old.save(update_fields=["name"])
        insert(Kind(old.kind), [(random_bytes(ID_BYTES), name, random_bytes(KEY_BYTES))])
    return old.name


def move(key_id: bytes, to: State) -> None:
    """Give a key another state. Raises Moved when the table does not allow it, KeyMissing without a key.

    Destroying is `destroy`: it leaves a tombstone and begins an epoch.
    """
    with transaction.atomic(using=DB, durable=True):
        locked_epoch(NAMING)
        key = Key.objects.filter(id=key_id).first()
        if key is None:
            raise KeyMissing("The key store holds no such key.")
        _enter(key, to)


def _enter(key: Key, to: State) -> None:
    known = key.state in set(State)
    if to == State.DESTROYED or not known or to not in KEY_TRANSITIONS[State(key.state)]:
        raise Moved(f"A key that is {key.state} cannot become {to}.")
    key.state, key.state_since = to, clock.today()
    key.save(update_fields=["state", "state_since"])


def get_many(ids: Iterable[bytes]) -> Found:
    """For each id its key, or KeyDestroyed, KeyMissing, KeyNotInUse, WrongKey, to open what it sealed.

    A tombstone outweighs a returned key.
    """
    return _get(set(ids), OPENS)


def for_sealing(ids: Iterable[bytes]) -> Found:
    """The same to seal with: only a key that is active."""
    return _get(set(ids), SEALS)


def _get(wanted: set[bytes], permitted: frozenset[State]) -> Found:
    try:
        found = {**_dead(wanted)}
        found |= find(wanted - found.keys(), permitted)
        # destroyed between the two queries
        found |= _dead(wanted - found.keys())
    except OperationalError:
        raise  # a lock that did not come in time: nothing is lost
    except DatabaseError:
        return dict.fromkeys(wanted, KeyMissing())
    return {i: found.get(i, KeyMissing()) for i in wanted}


def destroy(ids: Iterable[bytes], *, seq: int = 0) -> None:
    """Tombstones durable, keys dropped, survivors re-wrapped under a new epoch, the old epoch's file gone.

    Safe to repeat: each step does nothing when it was done. `seq`: the chain's last event, for the ledger.
    """
    bury(ids, seq=seq)
    rewrap()


def bury(ids: Iterable[bytes], *, seq: int) -> None:
    """The first half of `destroy`: nobody gets these keys any more. Copies open until the new epoch."""
    dying = list(ids)
    with transaction.atomic(using=DB, durable=True):
        kinds = {bytes(key.id): key.kind for key in Key.objects.filter(id__in=dying)}
        append([Entry(tomb(i), kinds.get(i, UNKNOWN), clock.today(), seq) for i in dying])
    with transaction.atomic(using=DB, durable=True):
        Key.objects.filter(id__in=dying).delete()


def status() -> dict[str, int]:
    """Epoch number, keys and tombstones: counts for the status page."""
    current = Epoch.objects.order_by("-number").values_list("number", flat=True).first()
    return {"epoch": current or 0, "keys": Key.objects.count(), "tombstones": Tombstone.objects.count()}


def _dead(ids: set[bytes]) -> Found:
    if not ids:
        return {}
    tombs = {tomb(i): i for i in ids}
    return {tombs[digest]: KeyDestroyed() for digest in buried(tombs)}
