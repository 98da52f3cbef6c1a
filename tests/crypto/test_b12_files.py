"""B12 (files): no flipped bit, no cut, and no play with chunks gives a single byte of a file."""

from __future__ import annotations

import io
import itertools
import os
import struct
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from privacy.crypto import CannotOpen, Malformed, NotForThisPlace, WrongKey
from privacy.crypto.stream import (
    CHUNK,
    HEADER,
    TAG,
    Opener,
    Pair,
    Sealer,
    padded,
    seal_all,
    stored_size,
)
from tests.crypto.by_hand import hkdf

PAIR = Pair(os.urandom(16), os.urandom(32), os.urandom(16), os.urandom(32))
ROW = uuid4()
SEALED_CHUNK = CHUNK + TAG


def sealed(content: bytes, pair: Pair = PAIR, row: UUID = ROW) -> bytes:
    out = io.BytesIO()
    seal_all([content], out, pair, row)
    return out.getvalue()


def read(stored: bytes, pair: Pair = PAIR, row: UUID = ROW) -> bytes:
    """As the product does: to the end first, then the content."""
    opener = Opener(io.BytesIO(stored), pair, row)
    opener.check()
    return b"".join(opener.pieces())


def refused(stored: bytes) -> type[CannotOpen]:
    """The exception of the look to the end, which comes before the first byte of the content is given."""
    with pytest.raises(CannotOpen) as caught:
        Opener(io.BytesIO(stored), PAIR, ROW).check()
    return caught.type


def parts(stored: bytes) -> tuple[bytes, list[bytes]]:
    """Header and chunks."""
    body = stored[HEADER:]
    return stored[:HEADER], [body[at : at + SEALED_CHUNK] for at in range(0, len(body), SEALED_CHUNK)]


@pytest.mark.parametrize(
    "size", [0, 1, 4087, 4088, 4089, CHUNK - 9, CHUNK - 8, CHUNK - 7, CHUNK, 3 * CHUNK - 8, 300_001]
)
def test_a_file_comes_back_whole_in_whatever_pieces_it_came(size: int) -> None:
    content = os.urandom(size)
    for step in (1 << 20, 1 << 16, 4099):
        out = io.BytesIO()
        sealer = Sealer(out, PAIR, ROW)
        for at in range(0, size, step):
            sealer.write(content[at : at + step])
        sealer.close()
        assert read(out.getvalue()) == content
        assert len(out.getvalue()) == stored_size(size)


def test_sizes_tell_little() -> None:
    assert {padded(size) for size in range(4089)} == {4096}
    for size in (5000, 70_000, 1_000_000, 20_000_000):
        assert size + 8 <= padded(size) <= (size + 8) * 1.125
    assert len(sealed(b"")) == len(sealed(b"x" * 4000))
    assert sealed(b"same") != sealed(b"same")


def test_the_format_is_the_described_one() -> None:
    """Opened by hand, from the description alone."""
    content = os.urandom(CHUNK + 100)
    stored = sealed(content)
    assert stored[:36] == b"\xa1\x46\x01\x01" + PAIR.scope_id + PAIR.record_id
    material = hkdf(PAIR.scope + PAIR.record, stored[36:68], b"atrium/file/v1" + ROW.bytes, 48)
    assert stored[68:84] == material[32:]
    header, chunks = parts(stored)
    plain = b""
    for number, chunk in enumerate(chunks):
        nonce = header[84:91] + struct.pack(">IB", number, number == len(chunks) - 1)
        gcm = Cipher(algorithms.AES(material[:32]), modes.GCM(nonce, chunk[-16:])).decryptor()
        gcm.authenticate_additional_data(header)
        plain += gcm.update(chunk[:-16]) + gcm.finalize()
    assert plain[: len(content)] == content
    assert plain[len(content) : -8].strip(b"\0") == b""
    assert struct.unpack(">Q", plain[-8:]) == (len(content),)
    assert (header[4:20], header[20:36]) == (PAIR.scope_id, PAIR.record_id)


def test_b12_every_flipped_bit_of_a_file_is_refused() -> None:
    stored = sealed(b"what she said")
    for bit in range(len(stored) * 8):
        changed = bytearray(stored)
        changed[bit // 8] ^= 1 << bit % 8
        expected = Malformed if bit < 32 else WrongKey if bit < 84 * 8 else NotForThisPlace
        assert refused(bytes(changed)) is expected
    assert read(stored) == b"what she said"


def test_b12_every_truncation_of_a_file_is_refused() -> None:
    stored = sealed(b"what she said")
    for length in range(len(stored)):
        refused(stored[:length])
        refused(stored[len(stored) - length :])


def test_b12_every_bit_around_the_borders_of_chunks_is_refused() -> None:
    stored = sealed(os.urandom(2 * CHUNK + 5000))
    borders = [HEADER, HEADER + SEALED_CHUNK, HEADER + 2 * SEALED_CHUNK, len(stored)]
    near = {at for border in borders for at in range(border - 20, border + 20) if 0 <= at < len(stored)}
    for at, bit in itertools.product(sorted(near), range(8)):
        changed = bytearray(stored)
        changed[at] ^= 1 << bit
        refused(bytes(changed))
    for cut in sorted(near):
        refused(stored[:cut])
        refused(stored + stored[-(cut % 40 + 1) :])


def test_b12_no_chunk_is_dropped_swapped_repeated_cut_or_appended() -> None:
    """Every drop, swap and repetition of four chunks; a shorter file, and one that goes on."""
    header, chunks = parts(sealed(os.urandom(3 * CHUNK + 5000)))
    _, strange = parts(sealed(os.urandom(3 * CHUNK + 5000)))
    assert len(chunks) == 4
    count = 0
    for length in range(6):
        for order in itertools.product(range(4), repeat=length):
            if order != (0, 1, 2, 3):
                refused(header + b"".join(chunks[one] for one in order))
                count += 1
    assert count == 1 + 4 + 16 + 64 + 255 + 1024
    for at in range(4):
        refused(header + b"".join([*chunks[:at], strange[at], *chunks[at + 1 :]]))
    for extra in (b"\0", bytes(16), bytes(SEALED_CHUNK), chunks[-1], strange[-1]):
        refused(header + b"".join(chunks) + extra)


def test_b12_a_file_of_another_row_or_other_keys_is_refused() -> None:
    stored = sealed(b"what she said")
    with pytest.raises(WrongKey):
        read(stored, row=uuid4())
    for other in (
        Pair(PAIR.scope_id, os.urandom(32), PAIR.record_id, PAIR.record),
        Pair(PAIR.scope_id, PAIR.scope, PAIR.record_id, os.urandom(32)),
        Pair(PAIR.record_id, PAIR.scope, PAIR.scope_id, PAIR.record),
    ):
        with pytest.raises(WrongKey):
            read(stored, other)


def test_b12_nothing_is_shown_before_the_end_was_checked_nor_after_it_failed() -> None:
    stored = sealed(os.urandom(2 * CHUNK))
    opener = Opener(io.BytesIO(stored), PAIR, ROW)
    with pytest.raises(RuntimeError):
        next(opener.pieces())
    cut = Opener(io.BytesIO(stored[:-1]), PAIR, ROW)
    with pytest.raises(NotForThisPlace):
        cut.check()
    with pytest.raises(RuntimeError):
        next(cut.pieces())


def test_what_changes_on_the_disk_between_the_two_looks_is_not_shown() -> None:
    """Chunks that are as they were come out; the changed one is an error, which breaks the download."""
    content = os.urandom(2 * CHUNK)
    disk = io.BytesIO(sealed(content))
    opener = Opener(disk, PAIR, ROW)
    opener.check()
    disk.seek(HEADER + SEALED_CHUNK + 5)
    disk.write(b"\0\0")
    shown = b""
    with pytest.raises(NotForThisPlace):
        for piece in opener.pieces():
            shown += piece
    assert shown == content[:CHUNK]


@pytest.mark.parametrize("lie", ["length", "padding", "bucket"])
def test_a_file_that_only_a_holder_of_the_keys_could_make_wrong_is_refused(lie: str) -> None:
    out = io.BytesIO()
    sealer = Sealer(out, PAIR, ROW)
    if lie == "length":
        sealer._take(bytes(4088) + (4089).to_bytes(8, "big"))
    elif lie == "padding":
        sealer._take(b"five!" + b"hidden".ljust(4083, b"\0") + (5).to_bytes(8, "big"))
    else:
        sealer._take(bytes(3000) + (10).to_bytes(8, "big"))
    sealer._seal(sealer._waiting, last=True)
    with pytest.raises(Malformed):
        read(out.getvalue())
