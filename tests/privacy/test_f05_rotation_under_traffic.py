"""F05: epochs change while people write and read: nobody notices, and nothing is lost."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connections

from board.states import Role
from consultations.models import ContributionText
from privacy.crypto import WrongKey, unwrap
from privacy.keystore import epochs, root, store, wrapping
from privacy.keystore.models import Epoch, Key
from tests.canary import CANARY
from tests.privacy import forks
from tests.privacy import world as small
from tests.privacy.world import World, look

pytestmark = [pytest.mark.files, pytest.mark.slow, pytest.mark.timeout(600)]
WRITERS, READERS, ROTATIONS = 4, 4, 50


def until(stop: Path, done: int, what: Callable[[], None]) -> Callable[[], None]:
    """Repeat until there is a file `stop`; each time is counted by a byte."""

    def run() -> None:
        while not stop.exists():
            what()
            os.write(done, b".")
            time.sleep(0.01)

    return run


def test_f05_epoch_rotation_under_traffic(world: World, tmp_path: Path) -> None:
    stop = tmp_path / "stop"
    wrote, written = os.pipe()
    read, seen = os.pipe()
    first = Epoch.objects.get().number
    old_file = epochs.file_of(first).read_bytes()
    old_key = epochs.read(first)

    def write() -> None:
        small.contribute(world.consultation, small.person(Role.SECRETARIAT), f"{CANARY} meanwhile")

    def look_at() -> None:
        assert look(world.text.body, world.sam).text == f"{CANARY} Anna's words"
        newest = ContributionText.objects.order_by("-contribution__sent_at").first()
        assert newest is not None
        assert look(newest.body, world.sam).text is not None

    connections.close_all()
    children = [forks._fork(until(stop, written, write)) for _ in range(WRITERS)]
    children += [forks._fork(until(stop, seen, look_at)) for _ in range(READERS)]
    for _ in range(ROTATIONS):
        store.rewrap()
        time.sleep(0.02)
    stop.touch()
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert codes == [0] * (WRITERS + READERS)
    os.close(written)
    os.close(seen)
    # they did work meanwhile
    assert len(os.read(wrote, 10**6)) >= WRITERS
    assert len(os.read(read, 10**6)) >= READERS
    texts = list(ContributionText.objects.all())
    assert len(texts) >= 2 + WRITERS
    assert all(look(text.body, world.sam).text for text in texts)
    # and the old epoch is gone
    number = Epoch.objects.get().number
    assert number == first + ROTATIONS
    assert [file.name for file in epochs.folder().iterdir()] == [str(number)]
    assert set(Key.objects.values_list("epoch_id", flat=True)) == {number}
    files = [file.read_bytes() for file in root.path().parent.rglob("*") if file.is_file()]
    assert old_file not in b"".join(files)
    for row in Key.objects.all():
        with pytest.raises(WrongKey):
            unwrap(old_key, bytes(row.wrapped), wrapping.aad(row.kind, row.epoch_id, bytes(row.id)))
