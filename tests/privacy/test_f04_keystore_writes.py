"""F04: the key store is written, and the process is killed, the disk is full, or nothing may be written."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import resource
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connections

from privacy.crypto import KeyDestroyed
from privacy.keystore import epochs, root, rotation, store
from privacy.keystore.disk import CannotWrite
from privacy.keystore.models import Epoch, Key, Kind
from tests.conftest import on_postgresql
from tests.privacy import forks

pytestmark = [pytest.mark.files, pytest.mark.slow, pytest.mark.timeout(900)]
KILLS = 500
AT_ONCE = 4
CHANGES = 25  # of the root key
LINE = 16 + 32 + 1
READY, MADE, DYING = b"r", b"m", b"d"


def write_until_killed(report: int) -> None:
    """Keys made are reported once they are durable; keys that go, before they go."""
    dice = random.Random(os.getpid())
    mine: list[bytes] = []
    Epoch.objects.count()  # connected, which takes a while on PostgreSQL
    os.write(report, READY + bytes(48))
    for _ in range(10**6):
        turn = dice.choice(("make", "make", "destroy", "rewrap", "root"))
        if turn == "make" or not mine:
            new = store.create(Kind.RECORD, 2)
            for key_id, key in store.get_many(new).items():
                assert isinstance(key, bytes)
                os.write(report, MADE + key_id + hashlib.sha256(key).digest())
            mine += new
        if turn == "destroy":
            os.write(report, DYING + mine[0] + bytes(32))
            store.destroy([mine.pop(0)])
        if turn == "rewrap":
            store.rewrap()
        if turn == "root":
            rotation.change_root()


def killed_writers(longest: float) -> bytes:
    """Some writers together, each killed at some moment of its work; what they reported."""
    connections.close_all()
    said, children = b"", []
    for _ in range(AT_ONCE):
        readable, writable = os.pipe()
        children.append((forks._fork(lambda report=writable: write_until_killed(report)), readable))
        os.close(writable)
    for _child, readable in children:
        assert os.read(readable, LINE)[:1] == READY
    for child, readable in children:
        time.sleep(random.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        while more := os.read(readable, LINE * 100):
            said += more
        os.close(readable)
    return said


def test_f04_kill9_keystore_write(db: None) -> None:
    """500 kills among makers, destroyers, re-wrappers and changes of the root key: no key is lost."""
    random.seed(404)
    began = time.perf_counter()
    store.create(Kind.RECORD, 2)
    store.rewrap()
    rotation.change_root()
    longest = min(time.perf_counter() - began, 0.5)  # so that a killed process was at work
    made: dict[bytes, bytes] = {}
    dying: set[bytes] = set()
    killed = 0
    while killed < KILLS or Epoch.objects.get().number <= CHANGES:
        epoch = Epoch.objects.get().number
        said = killed_writers(longest)
        killed += AT_ONCE
        if Epoch.objects.get().number == epoch:
            # They wait for each other, and have more keys to re-wrap each time: most died too early.
            longest *= 1.1
        for at in range(0, len(said), LINE):
            line = said[at : at + LINE]
            if line[:1] == MADE:
                made[line[1:17]] = line[17:]
            else:
                dying.add(line[1:17])
        root.forget()
        store.sweep()  # as the next start does
        assert [file.name for file in epochs.folder().iterdir()] == [str(Epoch.objects.get().number)]
    found = store.get_many(made)
    lost = [i for i, key in found.items() if i not in dying and not isinstance(key, bytes)]
    assert lost == []
    assert {type(found[i]) for i in dying} <= {bytes, KeyDestroyed}
    assert all(hashlib.sha256(key).digest() == made[i] for i, key in found.items() if isinstance(key, bytes))
    # it did happen: many keys, many epochs, and some of the killed were at work
    assert len(made) > KILLS / 4
    assert Epoch.objects.get().number > CHANGES
    assert dying


def small(size: int) -> Callable[[], None]:
    """No file of this process grows beyond `size` bytes: a full disk."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def destroy_one() -> None:
    [one] = Key.objects.filter(kind=Kind.RECORD).values_list("id", flat=True)[:1]
    store.destroy([bytes(one)])


DOING: dict[str, Callable[[], object]] = {
    "create": lambda: store.create(Kind.RECORD, 400),
    "destroy": destroy_one,
    "rewrap": store.rewrap,
    "change the root": rotation.change_root,
}


@contextlib.contextmanager
def as_it_was(made: list[bytes], *, but: int = 0) -> Iterator[None]:
    """Whatever is tried in this block, every key opens as before; `but` of them may be gone for good."""
    before, key = store.get_many(made), root.path().read_bytes()
    yield
    root.forget()
    assert root.path().read_bytes() == key
    store.sweep()
    after = store.get_many(made)
    was = {i: key for i, key in before.items() if not isinstance(key, KeyDestroyed)}
    gone = [i for i in was if isinstance(after[i], KeyDestroyed)]
    assert len(gone) <= but
    assert {i: after[i] for i in was if i not in gone} == {i: was[i] for i in was if i not in gone}
    assert [file.name for file in epochs.folder().iterdir()] == [str(Epoch.objects.get().number)]
    assert {file.name for file in root.path().parent.iterdir()} == {root.path().name, "epochs"}


def refused(what: Callable[[], object]) -> Callable[[], None]:
    """It fails, and says so as a disk does; exits with 1 otherwise."""

    def run() -> None:
        with contextlib.suppress(CannotWrite):
            try:
                what()
            except OperationalError as problem:
                said = str(problem)
                assert any(word in said for word in ("full", "readonly", "disk I/O", "unable to open")), said
                return
            raise AssertionError("It was written.")

    return run


@pytest.mark.parametrize("what", DOING)
def test_f04_a_full_disk_loses_no_key(what: str, db: None) -> None:
    made = store.create(Kind.RECORD, 300)
    if on_postgresql() and what == "create":
        pytest.skip("the server's own disk is not this process's")
    sizes = [0, 30] if on_postgresql() else [0, 30, 4096]
    for size in sizes:
        with as_it_was(made, but=1 if what == "destroy" else 0):

            def on_a_full_disk(size: int = size) -> None:
                epochs.read(Epoch.objects.get().number)
                small(size)()
                if size > 60 and what != "create":  # files of 32 and 60 bytes still fit
                    with contextlib.suppress(OperationalError):
                        DOING[what]()
                else:
                    refused(DOING[what])()

            if what == "change the root" and size > 60:
                continue
            assert forks.one(on_a_full_disk) == 0, size


@pytest.fixture
def read_only(db: None) -> Iterator[Callable[[Callable[[], None]], int]]:
    """Runs something as a user who may read every file of the keys, and write none."""
    home, guest = Path(settings.HOME), 65534

    def run(work: Callable[[], None]) -> int:
        def as_guest() -> None:
            if on_postgresql():
                # The server lets in by its socket's folder: a disk gone read-only ends no connection.
                for alias in connections:
                    connections[alias].ensure_connection()
            if os.geteuid() == 0:
                os.setgroups([])
                os.setresgid(guest, guest, guest)
                os.setresuid(guest, guest, guest)
            work()

        return forks.one(as_guest)

    folders = home / "root", home / "keys"
    files = [home, *(path for folder in folders for path in [folder, *folder.rglob("*")])]
    before = {path: path.stat() for path in files}
    for path in files:
        if os.geteuid() == 0:
            os.chown(path, guest, guest)
        path.chmod(0o500 if path.is_dir() else 0o400)
    yield run
    for path, was in before.items():
        os.chown(path, was.st_uid, was.st_gid)
        path.chmod(was.st_mode & 0o777)


@pytest.mark.parametrize("what", DOING)
def test_f04_a_read_only_disk_loses_no_key(what: str, request: pytest.FixtureRequest, db: None) -> None:
    made = store.create(Kind.RECORD, 20)
    if on_postgresql() and what == "create":
        pytest.skip("the server's own disk is not this process's")
    before, key = store.get_many(made), root.path().read_bytes()
    connections.close_all()
    run = request.getfixturevalue("read_only")
    assert run(refused(DOING[what])) == 0
    assert root.path().read_bytes() == key
    after = store.get_many(made)
    gone = [i for i in made if isinstance(after[i], KeyDestroyed)]
    assert len(gone) <= (1 if what == "destroy" else 0)
    assert {i: k for i, k in after.items() if i not in gone} == {
        i: k for i, k in before.items() if i not in gone
    }
