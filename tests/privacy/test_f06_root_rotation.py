"""F06: the root key is replaced, and the process is killed at every single step: never neither key opens."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from privacy import startup
from privacy.keystore import epochs, root, rotation, store
from privacy.keystore.disk import RootKeyProblem
from privacy.keystore.models import Epoch, Kind
from tests.privacy import forks

pytestmark = pytest.mark.files
STEPS = ("open", "write", "fsync", "replace", "unlink", "fchown", "rename")


@pytest.fixture(autouse=True)
def root_kept() -> Iterator[None]:
    root.forget()
    yield
    root.forget()


def dying_at_step(number: int, work: Callable[[], object]) -> Callable[[], None]:
    """`work`, killed when it is about to do its nth step: a call to the system, or a statement."""
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if done == number:
            forks.killed()

    def counting(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*values: Any, **named: Any) -> Any:
            count()
            return function(*values, **named)

        return call

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        count()
        return execute(sql, params, many, context)

    def run() -> None:
        for name in STEPS:
            setattr(os, name, counting(getattr(os, name)))
        with connections["keys"].execute_wrapper(watch):
            work()

    return run


def whole(made: list[bytes], keys: dict[bytes, Any], old: bytes) -> bool:
    """Whether the old root key is in force; fails unless the one that is opens every key."""
    root.forget()
    now = root.path().read_bytes()
    assert len(now) == 32
    assert root.path().stat().st_mode & 0o777 == 0o600
    epochs.read(Epoch.objects.get().number)
    assert store.get_many(made) == keys
    return now == old


def tidy() -> None:
    number = Epoch.objects.get().number
    assert [file.name for file in epochs.folder().iterdir()] == [str(number)]
    assert not root.next_path().exists()


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_f06_root_rotation_and_resume_killed_at_every_step(db: None) -> None:
    made = store.create(Kind.RECORD, 5)
    keys, kept, step = store.get_many(made), [], 0
    ended = False
    while not ended:
        step += 1
        old = root.path().read_bytes()
        code = forks.one(dying_at_step(step, rotation.change_root))
        ended = code == 0
        assert code in {0, -9}
        # before anything was tidied up, as a server that is running meanwhile sees it
        kept.append(whole(made, keys, old))
        startup.refuse_without_keys()
        store.sweep()
        assert whole(made, keys, old) is kept[-1]
        tidy()
    # undone as long as the new key had no name, finished from then on: never forth and back
    changed = kept.index(False)
    assert changed > 5
    assert step > 15
    assert set(kept[:changed]) == {True}
    assert set(kept[changed:]) == {False}


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_f06_killed_while_a_start_finishes_what_was_killed(db: None) -> None:
    """The tidying up is killed too, at each of its steps, on either side of the change."""
    made, sides = store.create(Kind.RECORD, 3), set[bool]()
    keys = store.get_many(made)
    for first in (12, 17, 20, 23):
        step, ended = 0, False
        while not ended:
            step += 1
            old = root.path().read_bytes()
            forks.one(dying_at_step(first, rotation.change_root))
            is_old = whole(made, keys, old)
            sides.add(is_old)
            ended = forks.one(dying_at_step(step, store.sweep)) == 0
            assert whole(made, keys, old) is is_old
            store.sweep()
            tidy()
        assert step > 2
    assert sides == {True, False}


def test_the_old_root_key_opens_nothing_afterwards(db: None) -> None:
    made = store.create(Kind.RECORD, 3)
    keys, old = store.get_many(made), root.path().read_bytes()
    before = root.path().stat().st_ino
    rotation.change_root()
    assert root.path().stat().st_ino != before
    assert store.get_many(made) == keys
    number = Epoch.objects.get().number
    assert (epochs.fits(number, old), epochs.fits(number, root.path().read_bytes())) == (False, True)
    tidy()
    rotation.rewrap()
    assert store.get_many(made) == keys


def test_another_process_goes_on_with_the_root_key_it_had_read(db: None) -> None:
    """A worker keeps the root key in memory; after the change it reads the file again."""
    made = store.create(Kind.RECORD, 3)
    keys = store.get_many(made)  # read by now
    assert forks.one(rotation.change_root) == 0
    assert store.get_many(made) == keys
    assert store.create(Kind.RECORD)


def test_a_worker_that_remembers_the_old_root_key_after_a_change_was_killed_half_way(db: None) -> None:
    """The old epoch file still opens with the key it remembers: no new epoch may be wrapped under that."""
    made, met = store.create(Kind.RECORD, 3), 0
    keys = store.get_many(made)
    for step in range(12, 26):
        old = root.path().read_bytes()
        root.forget()
        assert root.root() == old  # remembered from here
        forks.one(dying_at_step(step, rotation.change_root))
        number = Epoch.objects.get().number
        files = {file.name for file in epochs.folder().iterdir()}
        met += root.path().read_bytes() != old and files == {str(number), f"{number}.next"}
        store.rewrap()
        whole(made, keys, old)
        tidy()
    assert met


def test_a_strange_root_key_neither_finishes_nor_undoes_anything(db: None, tmp_path: Path) -> None:
    """Somebody put another file in its place meanwhile: nothing of what may still be needed goes."""
    forks.one(dying_at_step(17, rotation.change_root))
    old = root.path().read_bytes()
    before = {file.name: file.read_bytes() for file in epochs.folder().iterdir()}
    root.path().write_bytes(b"\x17" * 32)
    root.forget()
    with pytest.raises(RootKeyProblem, match="does not belong"):
        store.sweep()
    assert {file.name: file.read_bytes() for file in epochs.folder().iterdir()} == before
    root.path().write_bytes(old)
    root.forget()
    store.sweep()
    tidy()
