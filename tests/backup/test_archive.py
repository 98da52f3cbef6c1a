"""The archive itself: nothing but what was put in comes out, and nothing of it when one bit is another."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pyrage
import pytest

from privacy.backup import archive
from privacy.backup.archive import Member, manifest_of, of_bytes, of_file, opened, write
from privacy.backup.manifest import Manifest
from privacy.backup.problems import Code, Problem
from privacy.states import Archive

MANIFEST = Manifest(
    kind=Archive.DATA, made_at=datetime(2026, 11, 22, tzinfo=UTC), board="b", engine="sqlite", tables=["a.1"],
    chain=(3, "aa"), ledger=(0, ""),
)  # fmt: skip
ONE, OTHER, STRANGER = (pyrage.x25519.Identity.generate() for _ in range(3))
TO = [str(ONE.to_public()), str(OTHER.to_public())]
LARGE = bytes(range(256)) * 1024  # more than one piece of 64 KiB


def made(file: Path, *members: Member) -> Path:
    with file.open("wb") as out:
        write(out, MANIFEST, members, TO, lambda _count: None)
    return file


def unpacked(file: Path, identity: pyrage.x25519.Identity = ONE) -> dict[str, bytes]:
    into = file.with_suffix(".out")
    with opened(file, [identity]) as reader:
        reader.unpack(into, lambda _count: None)
    return {str(path.relative_to(into)): path.read_bytes() for path in into.rglob("*") if path.is_file()}


def code_of(file: Path, identity: pyrage.x25519.Identity = ONE) -> Code:
    with pytest.raises(Problem) as caught:
        unpacked(file, identity)
    assert str(file) in str(caught.value) or "archive" in str(caught.value)
    return caught.value.code


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return made(tmp_path / "one.age", of_bytes("main.sqlite3", LARGE), of_bytes("files/0f", b""))


def test_each_recipient_gets_back_what_was_put_in(whole: Path) -> None:
    wanted = {"main.sqlite3": LARGE, "files/0f": b""}
    assert unpacked(whole) == wanted
    whole.with_suffix(".out").rename(whole.with_suffix(".before"))
    assert unpacked(whole, OTHER) == wanted
    assert manifest_of(whole, [STRANGER, OTHER]) == MANIFEST
    assert all(path.stat().st_mode & 0o077 == 0 for path in whole.with_suffix(".out").rglob("*"))


def test_nobody_else_opens_it(whole: Path) -> None:
    assert code_of(whole, STRANGER) == Code.IDENTITY
    assert whole.read_bytes().startswith(b"age-encryption.org/v1\n-> X25519 ")
    assert not whole.with_suffix(".out").exists()


@pytest.mark.parametrize("end", [0, 1, 100, 500, 3000, 65_536 + 800, 131_072 + 900, -17, -1])
def test_cut_anywhere_it_is_refused(whole: Path, end: int) -> None:
    whole.write_bytes(whole.read_bytes()[:end])
    assert code_of(whole) == Code.DAMAGED


@pytest.mark.parametrize("at", [0, 25, 120, 400, 700, 70_000, 140_000, -1])
def test_one_other_bit_anywhere_and_it_is_refused(whole: Path, at: int) -> None:
    raw = bytearray(whole.read_bytes())
    raw[at] ^= 1
    whole.write_bytes(raw)
    assert code_of(whole) in {Code.DAMAGED, Code.IDENTITY}


def test_pieces_that_change_places_and_what_is_added_are_refused(whole: Path) -> None:
    raw = whole.read_bytes()
    whole.write_bytes(raw + b"\0")
    assert code_of(whole) == Code.DAMAGED
    start = raw.index(b"\n---") + 49 + 16
    piece = 65_536 + 16
    first, second = raw[start : start + piece], raw[start + piece : start + 2 * piece]
    whole.write_bytes(raw[:start] + second + first + raw[start + 2 * piece :])
    assert code_of(whole) == Code.DAMAGED


def test_no_file_no_archive(tmp_path: Path) -> None:
    assert code_of(tmp_path / "gone.age") == Code.DAMAGED
    (tmp_path / "other.age").write_bytes(b"%PDF-1.7 something else")
    assert code_of(tmp_path / "other.age") == Code.DAMAGED


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/passwd", "files/../../evil", "Big", "a/b/c/d", ".hidden", "x" * 90]
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    file = made(tmp_path / "one.age", of_bytes(name, b"x"))
    assert code_of(file) == Code.DAMAGED
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [file]


def test_a_sealed_file_that_went_meanwhile_is_no_fault(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_bytes(b"sealed")
    file = made(tmp_path / "one.age", of_file("files/aa", tmp_path / "gone"), of_file("files/bb", there))
    assert unpacked(file) == {"files/bb": b"sealed"}


def test_a_list_that_does_not_fit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has the public recipients can make an archive; it has to be whole in itself all the same."""
    packed = archive._packed

    def lying(name: str, stream: io.BytesIO, sums: dict[str, tuple[int, str]]) -> object:
        yield from packed(name, stream, sums)
        if name == "main.sqlite3":
            sums[name] = (1, "00")

    monkeypatch.setattr(archive, "_packed", lying)
    file = made(tmp_path / "one.age", of_bytes("main.sqlite3", LARGE))
    assert code_of(file) == Code.DAMAGED


def test_a_manifest_of_another_time_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("privacy.backup.manifest.FORMAT", "atrium backup 2")
    file = made(tmp_path / "one.age")
    monkeypatch.undo()
    assert code_of(file) == Code.DAMAGED


def test_a_disk_that_is_full_is_said_as_such(whole: Path) -> None:
    with Path("/dev/full").open("wb", buffering=0) as out, pytest.raises(OSError) as caught:
        write(out, MANIFEST, [of_bytes("main.sqlite3", LARGE)], TO, lambda _count: None)
    assert caught.value.errno == 28


def test_one_that_may_not_be_read_is_said_so(tmp_path: Path) -> None:
    file = tmp_path / "archive.age"
    file.write_bytes(b"age-encryption.org/v1\n")
    file.chmod(0)
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)  # root may read everything
    try:
        with pytest.raises(Problem) as caught:
            archive.manifest_of(file, [pyrage.x25519.Identity.generate()])
    finally:
        os.seteuid(me)
    assert (caught.value.code, str(caught.value)) == (
        Code.DISK, f"{file} cannot be read: it belongs to another user."
    )  # fmt: skip
