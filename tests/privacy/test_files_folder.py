"""The folder of sealed files: what is kept, what is cleared away, and what a dead process left."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from privacy import audit, files, reading, withdrawal
from privacy.crypto import KeyDestroyed
from privacy.crypto.stream import Opener
from privacy.files import folder
from privacy.files.sealing import pair_of
from privacy.models import StoredFile
from privacy.reading import System
from tests.canary import CANARY
from tests.privacy import forks

WORDS = f"{CANARY} in a file".encode()
MACHINE = System("test")


pytestmark = pytest.mark.usefixtures("own_folder")


def keep(content: bytes = WORDS, by: UUID | None = None) -> tuple[StoredFile, bytes]:
    """A kept file and the id of its scope key."""
    scope = reading.new_board_key()
    with files.sealed([content], scope=scope) as fresh:
        row = StoredFile(id=fresh.id)
        with audit.act("test.kept", actor=MACHINE, about=row) as act:
            row = fresh.save(act=act, by=by or uuid4())
    return row, scope


def read(row: StoredFile, scope: bytes) -> bytes:
    with folder.read(row.id) as source:
        opener = Opener(source, pair_of(scope, bytes(row.record)), row.id)
        opener.check()
        return b"".join(opener.pieces())


def on_disk() -> list[str]:
    return sorted(
        f"{one.parent.name}/{one.name}" for one in Path(settings.FILES_FOLDER).rglob("*") if one.is_file()
    )


def test_a_file_is_kept_sealed_under_the_id_of_its_row(own_folder: Path) -> None:
    row, scope = keep()
    assert on_disk() == [f"kept/{row.id.hex}"]
    stored = own_folder / "kept" / row.id.hex
    assert stat.S_IMODE(stored.stat().st_mode) == 0o600
    assert {stat.S_IMODE(one.stat().st_mode) for one in (own_folder, stored.parent)} == {0o700}
    assert stored.stat().st_size == row.takes
    assert WORDS not in stored.read_bytes()
    assert read(row, scope) == WORDS


def test_what_is_not_saved_was_never_there() -> None:
    with files.sealed([WORDS], scope=reading.new_board_key()):
        assert len(on_disk()) == 1
    assert on_disk() == []
    with pytest.raises(OSError, match="disk"), files.sealed(broken(), scope=reading.new_board_key()):
        raise AssertionError
    assert on_disk() == []


def broken():
    yield WORDS
    raise OSError("disk")


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_file() -> None:
    with (
        pytest.raises(ZeroDivisionError),
        files.sealed([WORDS], scope=reading.new_board_key()) as fresh,
        audit.act("test.kept", actor=MACHINE, about=StoredFile(id=fresh.id)) as act,
    ):
        fresh.save(act=act, by=uuid4())
        1 / 0
    assert on_disk() == []
    assert not StoredFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_let_go_loses_row_bytes_and_key() -> None:
    row, scope = keep()
    with audit.act("test.gone", actor=MACHINE, about=row) as act:
        key = files.let_go(row, act=act)
        assert on_disk() == [f"kept/{row.id.hex}"]
    assert on_disk() == []
    assert not StoredFile.objects.exists()
    withdrawal.forget([key], about=row)
    with pytest.raises(KeyDestroyed):
        pair_of(scope, key)


@pytest.mark.files
def test_f03_what_a_killed_process_left_goes_at_the_next_start(own_folder: Path) -> None:
    """Killed while sealing, killed before its row, killed between its row and the move."""
    scope = reading.new_board_key()

    def sealing() -> None:
        files.sealed(dying(), scope=scope)

    def before_the_row() -> None:
        with files.sealed([WORDS], scope=scope):
            forks.killed()

    def before_the_move() -> None:
        with files.sealed([WORDS], scope=scope) as fresh:
            with audit.act("test.kept", actor=MACHINE, about=StoredFile(id=fresh.id)) as act:
                fresh.save(act=act, by=uuid4())
            forks.killed()

    assert forks.all_of([sealing, before_the_row, before_the_move]) == [-9, -9, -9]
    assert len(list((own_folder / "incoming").iterdir())) == 3
    [row] = StoredFile.objects.all()
    assert read(row, scope) == WORDS  # its row is there, so it is read where it lies
    assert files.sweep() == files.Swept(leftovers=2, finished=1, strangers=0, young=0, missing=())
    assert on_disk() == [f"kept/{row.id.hex}"]
    assert read(row, scope) == WORDS
    assert files.sweep() == files.Swept(0, 0, 0, 0, ())


def dying():
    yield WORDS * 10_000
    forks.killed()


def test_what_another_process_is_writing_is_left_alone() -> None:
    with files.sealed([WORDS], scope=reading.new_board_key()):
        assert files.sweep().leftovers == 0
        assert len(on_disk()) == 1


def test_files_without_a_row_go_after_a_day_and_rows_without_a_file_are_named(own_folder: Path) -> None:
    row, _scope = keep()
    stranger = own_folder / "kept" / uuid4().hex
    stranger.write_bytes(b"sealed")
    (own_folder / "kept" / "README").write_text("not ours, left alone")
    assert files.sweep() == files.Swept(0, 0, 0, young=1, missing=())
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(stranger, (two_days_ago, two_days_ago))
    os.utime(own_folder / "kept" / row.id.hex, (two_days_ago, two_days_ago))
    assert files.sweep() == files.Swept(0, 0, strangers=1, young=0, missing=())
    (own_folder / "kept" / row.id.hex).unlink()
    assert files.sweep().missing == (row.id,)
