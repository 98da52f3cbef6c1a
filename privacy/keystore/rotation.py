"""New epochs and new root keys. Whatever moment the process dies at, what was wrapped can be unwrapped."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connections, transaction

from privacy import clock
from privacy.crypto import random_bytes
from privacy.crypto import rewrap as rewrap_blobs
from privacy.keystore import disk, epochs, root
from privacy.keystore.models import Epoch, Key
from privacy.keystore.wrapping import DB, REWRAPPING, aad, locked_epoch

KEY_BYTES = 32
AT_ONCE = 1000
# Called with how many keys are done, and how many there are.
Tell = Callable[[int, int], object]


def silent(done: int, total: int) -> None:
    """Tells nobody."""


def rewrap(tell: Tell = silent) -> int:
    """A new epoch: every key is wrapped anew and the old epoch's key is destroyed. Its number.

    Raises RootKeyProblem; then the old epoch is in force.
    """
    with transaction.atomic(using=DB, durable=True):
        old = locked_epoch(REWRAPPING)
        # This process may remember a root key that another one was replacing when it was killed: the new
        # epoch's file would be wrapped under a key that no file holds any more.
        epochs.settle(old.number)
        old_key, number = epochs.read(old.number), old.number + 1
        new_key = random_bytes(KEY_BYTES)
        epochs.write(number, new_key)
        Epoch.objects.create(number=number, began_on=clock.today())
        _move((old.number, old_key), (number, new_key), tell)
        old.delete()
    epochs.drop_below(number)
    return number


def change_root() -> None:
    """A new root key in place of the old one. Raises RootKeyProblem; then the old one is in force.

    1. the new key durable beside the old; 2. the epoch's key wrapped under it too, beside the old file;
    3. the new key takes the name of the old: the one step that decides; 4. the old files go. `sweep` finishes
    or undoes what a crash interrupted. Who has read the old key before reads the file again (`epochs.read`).
    """
    with transaction.atomic(using=DB, durable=True):
        number = locked_epoch(REWRAPPING).number
        epochs.settle(number)
        key, new_root = epochs.read(number), random_bytes(root.ROOT_BYTES)
        disk.write_new(root.next_path(), new_root, like=root.path())
        epochs.write_next(number, key, new_root)
        disk.replace(root.next_path(), root.path())
        epochs.settle(number)


def sweep() -> None:
    """After a crash: a change of the root key is finished or undone, and only the epoch that the database
    names keeps its file.

    Locked, because a re-wrap in another process writes its file before it commits.
    """
    with transaction.atomic(using=DB, durable=True):
        current = locked_epoch(REWRAPPING)
        epochs.read(current.number)
        epochs.settle(current.number)
        epochs.drop_but(current.number)


def _move(old: tuple[int, bytes], new: tuple[int, bytes], tell: Tell) -> None:
    rows = [
        (bytes(i), kind, bytes(blob))
        for i, kind, blob in Key.objects.filter(epoch=old[0]).values_list("id", "kind", "wrapped")
    ]
    tell(0, len(rows))
    for at in range(0, len(rows), AT_ONCE):
        some = rows[at : at + AT_ONCE]
        blobs = rewrap_blobs(
            old[1], new[1], ((blob, aad(kind, old[0], i), aad(kind, new[0], i)) for i, kind, blob in some)
        )
        with connections[DB].cursor() as cursor:
            cursor.executemany(
                "UPDATE keystore_key SET wrapped = %s, epoch_id = %s WHERE id = %s",
                [(blob, new[0], i) for blob, (i, _, _) in zip(blobs, some, strict=True)],
            )
        tell(at + len(some), len(rows))
