"""B01: known answers. NIST for AES-256-GCM, and frozen values of our formats: seal, open, never open."""

from __future__ import annotations

import hashlib
import os
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag

from privacy import crypto
from privacy.crypto.aead import AESGCM, derive
from tests.crypto import by_hand
from tests.crypto.cases import FOLDER, Case, cases, cipher_of, name_of, place_of, read, unhex

Numbered = tuple[int, Case]
# Each case with the number of its format: both are read, side by side.
SEAL, OPEN, INVALID = (
    [(form, case) for form in crypto.FORMATS for case in cases(f"format{form}_{kind}")]
    for kind in ("seal", "open", "invalid")
)
# The files as they were when the format was fixed. Values like these are in people's databases.
FROZEN = {
    "format1_seal.json": "35304ac7fb03a893dd4d6ef638f3b796e8e89f90f7324178016ee8241234604e",
    "format1_open.json": "3856e7e3402aee36527a740ed068fac3b6cd2d77209bfd49c42f6a71f90877f6",
    "format1_invalid.json": "787472ea8bffffe5f33f252ed8640ad877582111008cbda9967bff475bb2f16c",
    "format2_seal.json": "b0a60601d6077f1b0fbab988b6e45e6fe7e807f7c582c2e5205df1ea866ca6d0",
    "format2_open.json": "62528d0bd7f91152e1f5d7f15cb7118efcca5c28e43d27ddbc5a74ef8feaf969",
    "format2_invalid.json": "0a36cac83247322a381415adf3ded88de34912fa6eab11b31a7356a63d19454e",
    "nist_gcm.json": "2ac7baffc2502a2deeac07985c06d23e3f78b88fa8373a26e725244748e6b2a7",
}


def keys_of(case: Case) -> by_hand.Keys:
    return by_hand.Keys(*unhex(case, "scope_id", "scope", "record_id", "record"))


def numbered(case: Numbered) -> str:
    return f"{case[0]}-{name_of(case[1])}"


def where_of(case: Case) -> by_hand.Where:
    return by_hand.Where(case["table"], case["column"], UUID(case["row"]))


@pytest.mark.parametrize("name", FROZEN)
def test_b01_the_vectors_themselves_do_not_change(name: str) -> None:
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == FROZEN[name]


@pytest.mark.parametrize("case", cases("nist_gcm"), ids=name_of)
def test_b01_nist_gcm(case: Case) -> None:
    key, nonce, aad, body, tag = unhex(case, "key", "iv", "aad", "ct", "tag")
    engine = AESGCM(key)
    if case["pt"] is None:
        with pytest.raises(InvalidTag):
            engine.decrypt(nonce, body + tag, aad)
        return
    assert engine.encrypt(nonce, bytes.fromhex(case["pt"]), aad) == body + tag
    assert engine.decrypt(nonce, body + tag, aad).hex() == case["pt"]


@pytest.mark.parametrize(
    ("ikm", "salt", "info", "length", "okm"),
    [
        (
            "0b" * 22,
            "000102030405060708090a0b0c",
            "f0f1f2f3f4f5f6f7f8f9",
            42,
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        ),
        (
            "0b" * 22,
            "",
            "",
            42,
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
        ),
    ],
    ids=["RFC 5869 A.1", "RFC 5869 A.3"],
)
def test_b01_hkdf_of_rfc_5869(ikm: str, salt: str, info: str, length: int, okm: str) -> None:
    given = (bytes.fromhex(ikm), bytes.fromhex(salt), bytes.fromhex(info), length)
    assert derive(*given).hex() == by_hand.hkdf(*given).hex() == okm


@pytest.fixture
def next_nonce(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What the random source gives next, once; then the bytes that show it is not stuck."""
    waiting: list[bytes] = []
    monkeypatch.setattr(os, "urandom", lambda count: waiting.pop(0) if waiting else b"\xfe" * count)
    return waiting


@pytest.mark.parametrize("numbered", SEAL, ids=numbered)
def test_b01_sealing_gives_these_bytes(numbered: Numbered, next_nonce: list[bytes]) -> None:
    form, case = numbered
    [nonce] = unhex(case, "nonce")
    next_nonce.append(nonce)
    assert cipher_of(case, form).seal(case["text"], place_of(case)).hex() == case["token"]


@pytest.mark.parametrize("numbered", SEAL + OPEN, ids=numbered)
def test_b01_opening_gives_this_text(numbered: Numbered) -> None:
    assert read(numbered[1]) == numbered[1]["text"]


@pytest.mark.parametrize("numbered", INVALID, ids=numbered)
def test_b01_these_never_open(numbered: Numbered) -> None:
    _, case = numbered
    with pytest.raises(getattr(crypto, case["error"])) as found:
        read(case)
    assert type(found.value) is getattr(crypto, case["error"])
    assert found.value.args == ()


@pytest.mark.parametrize("form", crypto.FORMATS)
def test_b01_the_cipher_alone_refuses_them_too(form: int) -> None:
    for _, case in INVALID:
        if case["error"] != "Malformed":
            with pytest.raises(crypto.CannotOpen):
                cipher_of(case, form).open(bytes.fromhex(case["token"]), place_of(case))


@pytest.mark.parametrize("numbered", SEAL + OPEN, ids=numbered)
def test_b01_an_independent_reader_agrees(numbered: Numbered) -> None:
    form, case = numbered
    [token] = unhex(case, "token")
    keys, raw = keys_of(case), case["text"].encode()
    named = by_hand.magic(form) + keys.scope_id + keys.record_id + by_hand.material(keys, form)[1]
    assert token.startswith(named)
    assert by_hand.opened(keys, where_of(case), token, form) == by_hand.padded(raw)


def test_b01_the_cipher_of_the_other_format_refuses_it() -> None:
    for form, case in SEAL + OPEN:
        with pytest.raises(crypto.WrongKey):
            cipher_of(case, 3 - form).open(bytes.fromhex(case["token"]).ljust(200, b"\0"), place_of(case))


def test_b01_the_independent_reader_reads_what_is_sealed_today() -> None:
    keys = by_hand.Keys(os.urandom(16), os.urandom(32), os.urandom(16), os.urandom(32))
    where = by_hand.Where("contribution_text", "body", UUID(bytes=os.urandom(16), version=4))
    cipher = crypto.Cipher.build(keys.scope_id, keys.scope, keys.record_id, keys.record)
    token = cipher.seal("héllo", crypto.Place(where.table, where.column, where.row))
    plain = by_hand.opened(keys, where, token, form=2)
    assert (plain, len(token)) == (b"\0\0\0\6" + "héllo".encode() + bytes(54), 80 + 64 + 16)
