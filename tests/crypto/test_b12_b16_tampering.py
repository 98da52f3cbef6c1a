"""B12 (values): no flipped bit and no cut is accepted. B16: another key of the same ids is not tried."""

from __future__ import annotations

import os
from uuid import uuid4

import pytest

from privacy.crypto import (
    CannotOpen,
    Cipher,
    Malformed,
    NotForThisPlace,
    Place,
    WrongKey,
    key_ids,
    unwrap,
    wrap,
)
from privacy.crypto.aead import AESGCM

IDS = os.urandom(16), os.urandom(16)
KEYS = os.urandom(32), os.urandom(32)
CIPHER = Cipher.build(IDS[0], KEYS[0], IDS[1], KEYS[1])
PLACE = Place("contribution_text", "body", uuid4())


def read(token: bytes) -> str:
    """The two steps of the product: which keys, then the text."""
    if key_ids(token) != IDS:
        raise WrongKey
    return CIPHER.open(token, PLACE)


@pytest.mark.parametrize("text", ["", "hello", "x" * 200], ids=["empty", "short", "long"])
def test_b12_every_flipped_bit_is_refused(text: str) -> None:
    token = CIPHER.seal(text, PLACE)
    for bit in range(len(token) * 8):
        changed = bytearray(token)
        changed[bit // 8] ^= 1 << bit % 8
        expected = Malformed if bit < 32 else WrongKey if bit < 52 * 8 else NotForThisPlace
        with pytest.raises(expected):
            read(bytes(changed))
        with pytest.raises(CannotOpen):
            CIPHER.open(bytes(changed), PLACE)
    assert read(token) == text


@pytest.mark.parametrize("text", ["", "x" * 200], ids=["short", "long"])
def test_b12_every_truncation_is_refused(text: str) -> None:
    token = CIPHER.seal(text, PLACE)
    for length in range(len(token)):
        for cut in (token[:length], token[len(token) - length :]):
            with pytest.raises(CannotOpen):
                read(cut)
            with pytest.raises(CannotOpen):
                CIPHER.open(cut, PLACE)


def test_b12_every_flipped_bit_and_cut_of_a_wrapped_key_is_refused() -> None:
    wrapper, key = os.urandom(32), os.urandom(32)
    blob = wrap(wrapper, key, b"record|1|id")
    for bit in range(len(blob) * 8):
        changed = bytearray(blob)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(WrongKey):
            unwrap(wrapper, bytes(changed), b"record|1|id")
    for length in range(len(blob)):
        with pytest.raises(WrongKey):
            unwrap(wrapper, blob[:length], b"record|1|id")
    with pytest.raises(WrongKey):
        unwrap(wrapper, blob, b"person|1|id")
    assert unwrap(wrapper, blob, b"record|1|id") == key


@pytest.mark.parametrize("changed", [0, 1], ids=["scope key", "record key"])
def test_b16_another_key_of_the_same_id_is_refused_before_deciphering(
    changed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [*KEYS]
    keys[changed] = os.urandom(32)
    token = Cipher.build(IDS[0], keys[0], IDS[1], keys[1]).seal("not ours", PLACE)
    tried: list[bytes] = []

    class Counting:
        def decrypt(self, nonce: bytes, data: bytes, aad: bytes) -> bytes:
            tried.append(nonce)
            return CIPHER.gcm.decrypt(nonce, data, aad)

    watched = Cipher(Counting(), CIPHER.head)
    with pytest.raises(WrongKey):
        watched.open(token, PLACE)
    assert tried == []
    assert watched.open(CIPHER.seal("ours", PLACE), PLACE) == "ours"
    assert len(tried) == 1


def test_b16_a_value_that_two_keys_would_open_is_bound_to_one_by_its_commitment() -> None:
    """AES-GCM alone binds no key: without the commitment a value could be made that opens under two keys."""
    other = Cipher.build(IDS[0], os.urandom(32), IDS[1], KEYS[1])
    assert other.head[:36] == CIPHER.head[:36]
    assert other.head[36:] != CIPHER.head[36:]
    # our commitment in front of the other key's ciphertext
    header = CIPHER.head + os.urandom(12)
    body = other.gcm.encrypt(header[52:], bytes(64), PLACE.associated(header))
    with pytest.raises(NotForThisPlace):
        CIPHER.open(header + body, PLACE)
    with pytest.raises(WrongKey):
        other.open(header + body, PLACE)


def test_b16_the_engine_is_the_one_that_nist_vectors_were_run_on() -> None:
    assert type(CIPHER.gcm) is AESGCM
