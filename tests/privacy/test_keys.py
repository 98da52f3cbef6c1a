"""The key store: keys are made once, outlive every re-wrap, and go for good."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connections

from privacy import withdrawal
from privacy.crypto import KeyDestroyed, KeyMissing, WrongKey, unwrap
from privacy.keystore import epochs, store, wrapping
from privacy.keystore.models import Epoch, Key, Kind, Tombstone
from privacy.keystore.tombstones import tomb
from tests.privacy.processes import child, ended
from tests.privacy.world import World

ROUNDS = 12


def files() -> list[int]:
    return sorted(int(file.name) for file in epochs.folder().iterdir())


def good(keys: dict[bytes, Any]) -> bool:
    return all(isinstance(key, bytes) and len(key) == 32 for key in keys.values())


def test_made_keys_are_found_and_others_are_missing(db: None) -> None:
    made = store.create(Kind.RECORD, 5)
    stranger = b"\0" * 16
    found = store.get_many([*made, stranger])
    assert {i: type(key) for i, key in found.items()} == {**dict.fromkeys(made, bytes), stranger: KeyMissing}
    assert len({found[i] for i in made}) == 5
    assert {len(i) for i in made} == {16}
    assert store.get_many([]) == {}


def test_no_key_stands_in_the_store_unwrapped(db: None) -> None:
    [made] = store.create(Kind.PERSON)
    key, row = store.get_many([made])[made], Key.objects.get(id=made)
    assert len(bytes(row.wrapped)) == 60
    assert key not in bytes(row.wrapped)
    assert key not in b"".join(file.read_bytes() for file in epochs.folder().iterdir())
    assert {file.stat().st_mode & 0o777 for file in epochs.folder().iterdir()} == {0o600}


@pytest.mark.parametrize("column", ["kind", "epoch_id", "id"])
def test_a_wrapped_key_opens_only_as_what_it_was(column: str, db: None) -> None:
    one, other = store.create(Kind.RECORD, 2)
    wrapped = Key.objects.get(id=one).wrapped
    if column == "id":
        Key.objects.filter(id=other).update(wrapped=wrapped)
        one = other
    if column == "kind":
        Key.objects.filter(id=one).update(kind=Kind.PERSON)
    if column == "epoch_id":
        store.rewrap()
        Key.objects.filter(id=one).update(wrapped=wrapped)
    assert type(store.get_many([one])[one]) is WrongKey


def test_a_rewrap_changes_every_wrapping_and_no_key(db: None) -> None:
    made = store.create(Kind.RECORD, 20)
    before, wrapped = store.get_many(made), dict(Key.objects.values_list("id", "wrapped"))
    old = epochs.read(Epoch.objects.get().number)
    store.rewrap()
    assert store.get_many(made) == before
    assert all(bytes(row.wrapped) != bytes(wrapped[row.id]) for row in Key.objects.all())
    [epoch] = Epoch.objects.all()
    assert files() == [epoch.number]
    for row in Key.objects.all():  # the old epoch's key opens nothing that is kept
        with pytest.raises(WrongKey):
            unwrap(old, bytes(row.wrapped), wrapping.aad(row.kind, row.epoch_id, bytes(row.id)))


def test_a_destroyed_key_stays_destroyed(db: None) -> None:
    dying, living = store.create(Kind.RECORD, 2)
    row = Key.objects.get(id=dying)
    for _ in range(2):  # safe to repeat
        store.destroy([dying])
        assert {i: type(key) for i, key in store.get_many([dying, living]).items()} == {
            dying: KeyDestroyed,
            living: bytes,
        }
    assert list(Tombstone.objects.values_list("kind", flat=True)) == ["record"]
    assert bytes(Tombstone.objects.get().digest) == tomb(dying) != dying
    # also when its row comes back, as from an older copy
    Key(
        id=dying, kind=row.kind, epoch=Epoch.objects.get(), wrapped=row.wrapped, created_at=row.created_at
    ).save()
    assert type(store.get_many([dying])[dying]) is KeyDestroyed


def test_a_broken_key_does_not_keep_the_others_from_being_rewrapped(db: None) -> None:
    broken, fine, dying = store.create(Kind.RECORD, 3)
    Key.objects.filter(id=broken).update(wrapped=b"\0" * 60)
    store.destroy([dying])
    found = store.get_many([broken, fine, dying])
    assert {i: type(key) for i, key in found.items()} == {broken: WrongKey, fine: bytes, dying: KeyDestroyed}


def test_named_keys_are_never_made_by_asking(db: None) -> None:
    before = Key.objects.count()
    with pytest.raises(KeyMissing):
        store.named("sign-nothing")
    assert Key.objects.count() == before
    store.make_named("sign-nothing", Kind.SIGN)
    first = store.named("sign-nothing")
    store.make_named("sign-nothing", Kind.SIGN)
    assert store.named("sign-nothing") == first
    store.rewrap()
    assert store.named("sign-nothing") == first


@pytest.mark.files
def test_rewrap_while_creating_and_reading(db: None) -> None:
    """No key is wrapped under an epoch that is dying, and no reader sees a gap."""
    made, errors, stop = list(store.create(Kind.RECORD)), [], threading.Event()

    def repeat(what: Any) -> None:
        try:
            while not stop.is_set():
                what()
                stop.wait(0.005)
        except Exception as error:
            errors.append(repr(error))
        finally:
            connections.close_all()

    def read() -> None:
        found = store.get_many(made[-20:])
        if not good(found):
            errors.append(repr(found))

    jobs = [
        lambda: made.extend(store.create(Kind.RECORD)),
        lambda: made.extend(store.create(Kind.RECORD, 3)),
        read,
    ]
    threads = [threading.Thread(target=repeat, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for _ in range(ROUNDS):
        store.rewrap()
        stop.wait(0.01)
    stop.set()
    for thread in threads:
        thread.join()
    assert errors == []
    assert good(store.get_many(made))
    assert (Epoch.objects.count(), len(files())) == (1, 1)
    assert len(made) > ROUNDS


@pytest.mark.files
def test_rewraps_and_starts_at_once_never_take_the_living_epoch_s_file(db: None) -> None:
    """Two erasures together, and a worker that starts meanwhile: each removes old epoch files."""
    made, errors, gate = store.create(Kind.RECORD, 10), [], threading.Barrier(4)

    def repeat(what: Any) -> None:
        try:
            gate.wait(10)
            for _ in range(ROUNDS):
                what()
        except Exception as error:
            errors.append(repr(error))
        finally:
            connections.close_all()

    jobs = [
        store.rewrap,
        lambda: store.destroy(store.create(Kind.RECORD)),
        store.sweep,
        lambda: store.get_many(made),
    ]
    threads = [threading.Thread(target=repeat, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert good(store.get_many(made))
    assert files() == [Epoch.objects.get().number]
    assert store.status() == {
        "epoch": 1 + 2 * ROUNDS,
        "keys": Key.objects.count(),
        "tombstones": ROUNDS,
    }


@pytest.mark.slow
@pytest.mark.files
def test_named_keys_are_made_once_by_two_processes(world: World) -> None:
    program = """
        import sys
        from privacy.keystore import epochs, store, wrapping
        from privacy.keystore.models import Kind
        print("ready", flush=True)
        sys.stdin.readline()
        for year in range(40):
            store.make_named(f"try-{year}", Kind.PSEUDONYM)
        print(" ".join(store.named(f"try-{year}").hex() for year in range(40)))
    """
    both = [child(program, talk=True) for _ in range(2)]
    for one in both:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in both:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    first, second = [ended(one) for one in both]
    assert first == second
    assert len(set(first.split())) == 40
    assert Key.objects.filter(name__startswith="try-").count() == 40


def test_a_withdrawal_can_be_finished_twice(world: World) -> None:
    from privacy.models import Shredding

    withdrawal.withdraw(
        code="contribution.withdrawn",
        actor=world.anna.account,
        about=world.contribution,
        subject=world.anna.id,
        things=[world.contribution.id],
        keys=[bytes(world.contribution.record)],
        check=lambda act: None,
    )
    assert withdrawal.resume() == 0
    for again in Shredding.objects.all():
        withdrawal._shred(again)
    assert type(store.get_many([bytes(world.contribution.record)]).popitem()[1]) is KeyDestroyed
