"""B01 (files): frozen files of format 1, made by hand; and more of what the bare primitives give."""

from __future__ import annotations

import hashlib
import io
import os
from uuid import UUID

import pytest

from privacy.crypto.aead import derive
from privacy.crypto.stream import Opener, Pair, seal_all, stored_size
from tests.crypto import by_hand
from tests.crypto.cases import FOLDER, Case, cases, name_of, unhex

FILES = cases("file1_seal")
FROZEN = "448c9f254fb0506be4c1c51bc8dbe1157cec760d69fb3fc862a19cad9ce2502a"


def test_b01_the_vectors_of_files_do_not_change() -> None:
    assert hashlib.sha256((FOLDER / "file1_seal.json").read_bytes()).hexdigest() == FROZEN


def content_of(case: Case) -> bytes:
    """As many bytes as the case says: SHA-256 of 0, 1, 2 …, each number in four bytes."""
    blocks = (hashlib.sha256(at.to_bytes(4, "big")).digest() for at in range(case["size"] // 32 + 1))
    return b"".join(blocks)[: case["size"]]


def pair_of(case: Case) -> Pair:
    return Pair(*unhex(case, "scope_id", "scope", "record_id", "record"))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What the random source gives next: each value once, and then bytes that show it is not stuck."""
    waiting: list[bytes] = []

    def urandom(count: int) -> bytes:
        return waiting.pop(0) if waiting and len(waiting[0]) == count else b"\xfe" * count

    monkeypatch.setattr(os, "urandom", urandom)
    return waiting


@pytest.mark.parametrize("case", FILES, ids=name_of)
def test_b01_sealing_a_file_gives_these_bytes(case: Case, drawn: list[bytes]) -> None:
    drawn += unhex(case, "salt", "prefix")
    out = io.BytesIO()
    assert seal_all([content_of(case)], out, pair_of(case), UUID(case["row"])) == case["size"]
    stored = out.getvalue()
    assert drawn == []
    assert (len(stored), hashlib.sha256(stored).hexdigest()) == (stored_size(case["size"]), case["sha256"])
    assert stored.hex().startswith(case["header"])


@pytest.mark.parametrize("case", [case for case in FILES if "stored" in case], ids=name_of)
def test_b01_opening_a_file_gives_this_content(case: Case) -> None:
    [stored] = unhex(case, "stored")
    opener = Opener(io.BytesIO(stored), pair_of(case), UUID(case["row"]))
    assert opener.check() == case["size"]
    assert b"".join(opener.pieces()) == content_of(case)


@pytest.mark.parametrize("case", FILES, ids=name_of)
def test_b01_the_header_of_a_file_is_the_described_one(case: Case) -> None:
    scope_id, scope, record_id, record, salt, prefix = unhex(
        case, "scope_id", "scope", "record_id", "record", "salt", "prefix"
    )
    okm = by_hand.hkdf(scope + record, salt, b"atrium/file/v1" + UUID(case["row"]).bytes, 48)
    assert case["header"] == (b"\xa1\x46\x01\x01" + scope_id + record_id + salt + okm[32:] + prefix).hex()


def test_b01_hkdf_of_rfc_5869_a_2() -> None:
    """Test case 2: longer inputs and outputs, three blocks."""
    ikm, salt, info = bytes(range(0x50)), bytes(range(0x60, 0xB0)), bytes(range(0xB0, 0x100))
    okm = (
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
        "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
        "cc30c58179ec3e87c14c01d5c1f3434f1d87"
    )
    assert derive(ikm, salt, info, 82).hex() == by_hand.hkdf(ikm, salt, info, 82).hex() == okm


@pytest.mark.parametrize("length", [48, 64])
def test_b01_a_longer_commitment_is_the_shorter_one_and_more_only_under_one_label(length: int) -> None:
    """HKDF gives a prefix of itself for another length: so each format derives under a label of its own."""
    ikm, salt = bytes(64), bytes(32)
    one = [derive(ikm, salt, b"atrium/record/v%d" % form, length) for form in (1, 2)]
    assert one[0] == derive(ikm, salt, b"atrium/record/v1", 64)[:length]
    assert {one[0][at : at + 8] for at in range(0, length, 8)}.isdisjoint(
        one[1][at : at + 8] for at in range(0, length, 8)
    )
