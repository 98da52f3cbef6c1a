"""D11: what a re-wrap leaves behind of old wrapped keys is of no use: the epoch that wrapped them is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections

from privacy.crypto import WrongKey, unwrap
from privacy.keystore import epochs, rotation, store, wrapping
from privacy.keystore.models import Epoch, Key, Kind
from tests.conftest import on_postgresql
from tests.privacy import stored

pytestmark = pytest.mark.files
SEGMENT = 16 * 1024 * 1024


class Wrapped:
    """The keys as they lie in the store before a re-wrap, and what opens them."""

    def __init__(self) -> None:
        self.epoch = Epoch.objects.get().number
        self.wrapper = epochs.read(self.epoch)
        self.file = epochs.file_of(self.epoch).read_bytes()
        self.rows = {bytes(row.id): (bytes(row.wrapped), row.kind) for row in Key.objects.all()}

    def carved(self, image: bytes) -> list[bytes]:
        """The ids of those whose wrapped key stands somewhere in the image."""
        return [i for i, (blob, _) in self.rows.items() if blob in image]

    def opened(self, ids: list[bytes], epoch: int, wrapper: bytes) -> list[bytes]:
        """Those of them that this wrapper opens, as keys of that epoch."""
        found = []
        for i in ids:
            blob, kind = self.rows[i]
            try:
                unwrap(wrapper, blob, wrapping.aad(kind, epoch, i))
            except WrongKey:
                continue
            found.append(i)
        return found


def store_file() -> Path:
    return Path(connections["keys"].settings_dict["NAME"])


def images() -> Iterator[bytes]:
    """Everything on the disk in which a key store keeps or kept its rows."""
    if not on_postgresql():
        for file in store_file().parent.iterdir():
            yield file.read_bytes()
        return
    stored.sql("SELECT pg_switch_wal()", alias="keys")
    with connections["keys"].cursor() as cursor:
        cursor.execute("CHECKPOINT")
    [(heap,)] = stored.sql("SELECT pg_relation_filepath('keystore_key')", alias="keys")
    wal = [name for (name,) in stored.sql("SELECT name FROM pg_ls_waldir()", alias="keys")]
    for path in [heap, *(f"pg_wal/{name}" for name in wal)]:
        for (content,) in stored.sql("SELECT pg_read_binary_file(%s)", [path], alias="keys"):
            yield bytes(content)


def dies(before: Wrapped, image: bytes, *, expected: int) -> None:
    """Carved from the image: at least so many; the new epoch's key opens none, the old one's all."""
    carved = before.carved(image)
    assert len(carved) >= expected
    number = Epoch.objects.get().number
    for epoch in (before.epoch, number):
        assert before.opened(carved, epoch, epochs.read(number)) == []
    # the positive twin: whoever had kept the old epoch's key would open every one of them
    assert before.opened(carved, before.epoch, before.wrapper) == carved


def test_d11_epoch_rewrap_kills_residue(db: None) -> None:
    """From an image taken before, from what is taken during, and from what lies there afterwards."""
    made = store.create(Kind.RECORD, 200)
    before = Wrapped()
    taken = [b"".join(images())]

    def take(done: int, total: int) -> None:
        # SQLite's rollback journal holds the old pages just now
        if done and not on_postgresql():
            taken.append(Path(f"{store_file()}-journal").read_bytes())

    rotation.rewrap(take)
    taken.append(b"".join(images()))
    dies(before, taken[0], expected=len(before.rows))
    if on_postgresql():
        # dead tuples and the write-ahead log: still there, even now
        dies(before, taken[-1], expected=len(before.rows))
    else:
        dies(before, taken[1], expected=1)
        dies(before, taken[-1], expected=0)
    assert all(isinstance(key, bytes) for key in store.get_many(made).values())
    # nor is the old epoch's own file anywhere, to be opened with the root key
    assert before.file not in b"".join(taken)
    assert not epochs.file_of(before.epoch).exists()


@pytest.mark.sqlite
def test_d11_sqlite_leaves_nothing_of_it(db: None) -> None:
    """`secure_delete` and a rollback journal: after the re-wrap no old wrapped key stands in any file."""
    store.create(Kind.RECORD, 200)
    before = Wrapped()
    assert len(before.carved(b"".join(images()))) == len(before.rows)
    rotation.rewrap()
    assert before.carved(b"".join(images())) == []
    assert not Path(f"{store_file()}-journal").exists()
    assert [file.name for file in store_file().parent.iterdir()] == [store_file().name]


def test_d11_a_destroyed_key_does_not_come_back_from_the_residue(db: None) -> None:
    """Carved from an image of before and put back as a row: neither epoch's key opens it."""
    [dying, *_] = store.create(Kind.RECORD, 20)
    before = Wrapped()
    image = b"".join(images())
    store.destroy([dying])
    assert dying in before.carved(image)
    opens: Callable[[int], list[bytes]] = lambda number: before.opened(
        [dying], number, epochs.read(Epoch.objects.get().number)
    )
    assert (opens(before.epoch), opens(before.epoch + 1)) == ([], [])
    assert before.opened([dying], before.epoch, before.wrapper) == [dying]
