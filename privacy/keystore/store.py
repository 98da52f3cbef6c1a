"""Make, get and destroy keys. Own database, own transactions, durable before they return."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import DatabaseError, OperationalError, connections, transaction

from privacy import clock
from privacy.crypto import CannotOpen, KeyDestroyed, KeyMissing, random_bytes, unwrap, wrap
from privacy.crypto import rewrap as rewrap_blobs
from privacy.keystore import root
from privacy.keystore.models import Epoch, Key, Kind, Tombstone
from privacy.keystore.tombstones import UNKNOWN, Entry, append, buried, tomb

DB = "keys"
ID_BYTES = 16
KEY_BYTES = 32
# Made once, at set-up: a signing key that is lost must never come back as another one.
SIGN_NAMES = ("sign-release",)


def init() -> None:
    """Begin the first epoch and make the keys that sign, at set-up. Does nothing when there is an epoch."""
    with transaction.atomic(using=DB):
        if not Epoch.objects.exists():
            root.write_epoch(1, random_bytes(KEY_BYTES))
            Epoch.objects.create(number=1, began_on=clock.today())
            _insert(
                Kind.SIGN, [(random_bytes(ID_BYTES), name, random_bytes(KEY_BYTES)) for name in SIGN_NAMES]
            )


def create(kind: Kind, count: int = 1) -> list[bytes]:
    """`count` new keys; their 16-byte ids. Before the act: an orphan key is harmless, a lost one is not."""
    ids = [random_bytes(ID_BYTES) for _ in range(count)]
    with transaction.atomic(using=DB, durable=True):
        _insert(kind, [(i, None, random_bytes(KEY_BYTES)) for i in ids])
    return ids


def named(name: str) -> bytes:
    """The key of that name (it signs, or makes a year's pseudonyms), 32 bytes. Raises CannotOpen."""
    found = Key.objects.filter(name=name).values_list("id", flat=True).first()
    if found is None:
        raise KeyMissing(f"The key store holds no key named {name}.")
    key = get_many([bytes(found)])[bytes(found)]
    if isinstance(key, CannotOpen):
        raise key
    return key


def make_named(name: str, kind: Kind) -> None:
    """Make the key of that name, once, whoever asks. A lost key must not come back as another one."""
    with transaction.atomic(using=DB, durable=True):
        _locked_epoch("SHARE ROW EXCLUSIVE")
        if not Key.objects.filter(name=name).exists():
            _insert(kind, [(random_bytes(ID_BYTES), name, random_bytes(KEY_BYTES))])


def get_many(ids: Iterable[bytes]) -> dict[bytes, bytes | CannotOpen]:
    """For each id its key, or KeyDestroyed, KeyMissing, WrongKey. A tombstone outweighs a returned key."""
    wanted = set(ids)
    try:
        found = {**_dead(wanted)}
        found |= _found(wanted - found.keys())
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
    dying = list(ids)
    with transaction.atomic(using=DB, durable=True):
        kinds = {bytes(key.id): key.kind for key in Key.objects.filter(id__in=dying)}
        append([Entry(tomb(i), kinds.get(i, UNKNOWN), clock.today(), seq) for i in dying])
    with transaction.atomic(using=DB, durable=True):
        Key.objects.filter(id__in=dying).delete()
    rewrap()


def rewrap() -> None:
    """A new epoch: every key is wrapped anew and the old epoch's key is destroyed."""
    with transaction.atomic(using=DB, durable=True):
        old = _locked_epoch("EXCLUSIVE")
        old_key, number = root.read_epoch(old.number), old.number + 1
        new_key = random_bytes(KEY_BYTES)
        root.write_epoch(number, new_key)
        Epoch.objects.create(number=number, began_on=clock.today())
        _move(old.number, old_key, number, new_key)
        old.delete()
    root.drop_epochs_below(number)


def sweep() -> None:
    """After a crash: only the epoch that the database names keeps its file.

    Locked, because a re-wrap in another process writes its file before it commits.
    """
    with transaction.atomic(using=DB, durable=True):
        current = _locked_epoch("EXCLUSIVE")
        root.read_epoch(current.number)
        root.drop_epochs_but(current.number)


def status() -> dict[str, int]:
    """Epoch number, keys and tombstones: counts for the status page."""
    current = Epoch.objects.order_by("-number").values_list("number", flat=True).first()
    return {"epoch": current or 0, "keys": Key.objects.count(), "tombstones": Tombstone.objects.count()}


def _found(wanted: set[bytes]) -> dict[bytes, bytes | CannotOpen]:
    rows, wrappers = _rows_and_wrappers(wanted) if wanted else ([], {})
    return {bytes(row.id): _key_or_problem(row, wrappers[row.epoch_id]) for row in rows}


def _rows_and_wrappers(wanted: set[bytes]) -> tuple[list[Key], dict[int, bytes | None]]:
    for _attempt in range(3):
        rows = list(Key.objects.filter(id__in=wanted))
        wrappers = {number: _wrapper(number) for number in {row.epoch_id for row in rows}}
        # A re-wrap between the query and the file takes the file away; the next look sees the new epoch.
        if None not in wrappers.values():
            break
    return rows, wrappers


def _wrapper(epoch: int) -> bytes | None:
    try:
        return root.read_epoch(epoch)
    except root.RootKeyProblem:
        return None


def _key_or_problem(row: Key, wrapper: bytes | None) -> bytes | CannotOpen:
    if wrapper is None:
        return KeyMissing()
    try:
        return _unwrap(row, wrapper)
    except CannotOpen as problem:
        return problem


def _dead(ids: set[bytes]) -> dict[bytes, bytes | CannotOpen]:
    if not ids:
        return {}
    tombs = {tomb(i): i for i in ids}
    return {tombs[digest]: KeyDestroyed() for digest in buried(tombs)}


def _insert(kind: Kind, keys: list[tuple[bytes, str | None, bytes]]) -> None:
    epoch = _locked_epoch("ROW SHARE")
    wrapper, now = root.read_epoch(epoch.number), clock.now()
    Key.objects.bulk_create(
        Key(
            id=i,
            kind=kind,
            name=name,
            epoch=epoch,
            created_at=now,
            wrapped=wrap(wrapper, key, _aad(kind, epoch.number, i)),
        )
        for i, name, key in keys
    )


def _move(old: int, old_key: bytes, new: int, new_key: bytes) -> None:
    rows = [
        (bytes(i), kind, bytes(blob))
        for i, kind, blob in Key.objects.filter(epoch=old).values_list("id", "kind", "wrapped")
    ]
    blobs = rewrap_blobs(
        old_key, new_key, ((blob, _aad(kind, old, i), _aad(kind, new, i)) for i, kind, blob in rows)
    )
    with connections[DB].cursor() as cursor:
        cursor.executemany(
            "UPDATE keystore_key SET wrapped = %s, epoch_id = %s WHERE id = %s",
            [(blob, new, i) for blob, (i, _, _) in zip(blobs, rows, strict=True)],
        )


def _unwrap(key: Key, wrapper: bytes) -> bytes:
    return unwrap(wrapper, bytes(key.wrapped), _aad(key.kind, key.epoch_id, bytes(key.id)))


def _aad(kind: str, epoch: int, key_id: bytes) -> bytes:
    return b"|".join([kind.encode(), str(epoch).encode(), key_id])


def _locked_epoch(mode: str) -> Epoch:
    # Creators share, the re-wrapper excludes: a key wrapped under a dying epoch would be lost.
    if connections[DB].vendor == "postgresql":
        with connections[DB].cursor() as cursor:
            cursor.execute(f"LOCK TABLE keystore_epoch IN {mode} MODE")
    epoch = Epoch.objects.order_by("-number").first()
    if epoch is None:
        raise KeyMissing("The key store was never set up.")
    return epoch
