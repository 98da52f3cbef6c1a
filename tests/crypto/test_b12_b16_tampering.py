"""B12 (values): no flipped bit and no cut is accepted. B16: another key of the same ids is not tried."""

from __future__ import annotations

import os
from uuid import uuid4

import pytest

from privacy.crypto import (
    CURRENT,
    FORMATS,
    CannotOpen,
    Cipher,
    Format,
    Malformed,
    NotForThisPlace,
    Place,
    WrongKey,
    sealed_under,
    unwrap,
    wrap,
)
from privacy.crypto.aead import AESGCM

IDS = os.urandom(16), os.urandom(16)
KEYS = os.urandom(32), os.urandom(32)
CIPHERS = {number: Cipher.build(IDS[0], KEYS[0], IDS[1], KEYS[1], form) for number, form in FORMATS.items()}
PLACE = Place("contribution_text", "body", uuid4())


def read(token: bytes) -> str:
    """The two steps of the product: which format and keys, then the text."""
    under = sealed_under(token)
    if under[1:] != IDS:
        raise WrongKey
    return CIPHERS[under.form].open(token, PLACE)


@pytest.fixture(params=FORMATS.values(), ids=[f"format {number}" for number in FORMATS])
def form(request: pytest.FixtureRequest) -> Format:
    """Each test in each format."""
    found: Format = request.param
    return found


@pytest.fixture
def cipher(form: Format) -> Cipher:
    return CIPHERS[form.number]


@pytest.mark.parametrize("text", ["", "hello", "x" * 200], ids=["empty", "short", "long"])
def test_b12_every_flipped_bit_is_refused(text: str, form: Format, cipher: Cipher) -> None:
    token = cipher.seal(text, PLACE)
    for bit in range(len(token) * 8):
        changed = bytearray(token)
        changed[bit // 8] ^= 1 << bit % 8
        expected = Malformed if bit < 32 else WrongKey if bit < form.nonce_at * 8 else NotForThisPlace
        with pytest.raises(expected):
            read(bytes(changed))
        for one in CIPHERS.values():
            with pytest.raises(CannotOpen):
                one.open(bytes(changed), PLACE)
    assert read(token) == text


@pytest.mark.parametrize("text", ["", "x" * 200], ids=["short", "long"])
def test_b12_every_truncation_is_refused(text: str, cipher: Cipher) -> None:
    token = cipher.seal(text, PLACE)
    for length in range(len(token)):
        for cut in (token[:length], token[len(token) - length :]):
            with pytest.raises(CannotOpen):
                read(cut)
            for one in CIPHERS.values():
                with pytest.raises(CannotOpen):
                    one.open(cut, PLACE)


def test_b12_a_value_called_by_the_other_format_is_refused(form: Format, cipher: Cipher) -> None:
    """No single flipped bit makes one number of the other; a hand could."""
    other = FORMATS[3 - form.number]
    for length in (0, 16, 200, 5000):
        token = cipher.seal("x" * length, PLACE)
        with pytest.raises(CannotOpen):
            read(other.head + token[4:])
        # its body moved to where the other format has it, with the other's whole header
        with pytest.raises(NotForThisPlace):
            read(CIPHERS[other.number].head + token[form.nonce_at :])


def test_what_is_sealed_today_is_of_the_newest_format() -> None:
    newest = Cipher.build(IDS[0], KEYS[0], IDS[1], KEYS[1])
    assert newest.form is CURRENT is FORMATS[max(FORMATS)]
    assert sealed_under(newest.seal("x", PLACE)) == (2, *IDS)
    assert (FORMATS[1].commitment, FORMATS[2].commitment) == (16, 32)


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
    changed: int, form: Format, cipher: Cipher
) -> None:
    keys = [*KEYS]
    keys[changed] = os.urandom(32)
    token = Cipher.build(IDS[0], keys[0], IDS[1], keys[1], form).seal("not ours", PLACE)
    tried: list[bytes] = []

    class Counting:
        def decrypt(self, nonce: bytes, data: bytes, aad: bytes) -> bytes:
            tried.append(nonce)
            return cipher.gcm.decrypt(nonce, data, aad)

    watched = Cipher(Counting(), cipher.head, form)
    with pytest.raises(WrongKey):
        watched.open(token, PLACE)
    assert tried == []
    assert watched.open(cipher.seal("ours", PLACE), PLACE) == "ours"
    assert len(tried) == 1


def test_b16_a_value_that_two_keys_would_open_is_bound_to_one_by_its_commitment(
    form: Format, cipher: Cipher
) -> None:
    """AES-GCM alone binds no key: without the commitment a value could be made that opens under two keys."""
    other = Cipher.build(IDS[0], os.urandom(32), IDS[1], KEYS[1], form)
    assert other.head[:36] == cipher.head[:36]
    assert not set(_eights(other.head[36:])) & set(_eights(cipher.head[36:]))
    # our commitment in front of the other key's ciphertext
    header = cipher.head + os.urandom(12)
    body = other.gcm.encrypt(header[-12:], bytes(64), PLACE.associated(header, form))
    with pytest.raises(NotForThisPlace):
        cipher.open(header + body, PLACE)
    with pytest.raises(WrongKey):
        other.open(header + body, PLACE)


def _eights(commitment: bytes) -> list[bytes]:
    return [commitment[at : at + 8] for at in range(0, len(commitment), 8)]


def test_b16_every_byte_of_the_commitment_is_looked_at(form: Format, cipher: Cipher) -> None:
    """A value that is right in all but one byte of the commitment, authenticated with it, is not tried."""
    for at in range(36, form.nonce_at):
        head = bytearray(cipher.head)
        head[at] ^= 0x80
        header = bytes(head) + os.urandom(12)
        body = cipher.gcm.encrypt(header[-12:], bytes(64), PLACE.associated(header, form))
        with pytest.raises(WrongKey):
            cipher.open(header + body, PLACE)


def test_b16_the_engine_is_the_one_that_nist_vectors_were_run_on(cipher: Cipher) -> None:
    assert type(cipher.gcm) is AESGCM
