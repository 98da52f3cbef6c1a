"""Byte format 1 of a sealed file: STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015) over AES-256-GCM.

0  magic A1 46 | 2 format 1 | 3 algorithm 1 (AES-256-GCM, HKDF-SHA-256)
4  scope key id (16) | 20 record key id (16) | 36 salt (32) | 68 key commitment (16) | 84 nonce prefix (7)
91 chunks: AES-GCM of 64 KiB each, the last one of 1 byte to 64 KiB, each with its tag (16)

nonce = prefix | number of the chunk (4) | 1 for the last chunk, else 0; the header is associated with each.
What is sealed: content | zero padding | length of the content (8), together as long as `padded` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from privacy.crypto.aead import AESGCM, InvalidTag, derive, random_bytes
from privacy.crypto.envelope import bucket
from privacy.crypto.errors import Malformed, NotForThisPlace, WrongKey

HEAD = b"\xa1\x46\x01\x01"
INFO = b"atrium/file/v1"
CHUNK = 64 * 1024
TAG = 16
SALT_AT, COMMITMENT_AT, PREFIX_AT, HEADER = 36, 68, 84, 91
PREFIX = 7
LENGTH = 8
SMALLEST = 4096
_ZEROS = bytes(CHUNK)


@dataclass(frozen=True, slots=True)
class Pair:
    """The two keys a file is sealed under, with their ids: 16 bytes each id, 32 each key."""

    scope_id: bytes
    scope: bytes
    record_id: bytes
    record: bytes

    def __repr__(self) -> str:
        return "<Pair>"

    @property
    def head(self) -> bytes:
        """The first 36 bytes of each file sealed under them."""
        return HEAD + self.scope_id + self.record_id


def padded(size: int) -> int:
    """How many bytes are sealed for a content of `size` bytes: 4 KiB at least, then at most 12.5 % more."""
    return max(SMALLEST, bucket(size + LENGTH))


def stored_size(size: int) -> int:
    """How many bytes a content of `size` bytes takes on the disk."""
    inside = padded(size)
    return HEADER + inside + TAG * -(-inside // CHUNK)


class Sealer:
    """Takes a content in pieces of any size and hands sealed bytes to `out`; one chunk is in memory."""

    def __init__(self, out: BinaryIO, pair: Pair, row: UUID) -> None:
        """`row` is the id of the file's row: moved to another one, it does not open."""
        salt, prefix = random_bytes(32), random_bytes(PREFIX)
        self._gcm, commitment = _cipher(pair, salt, row)
        self._header = pair.head + salt + commitment + prefix
        self._out, self._waiting, self._number = out, bytearray(), 0
        self.size = 0
        out.write(self._header)

    def write(self, piece: bytes) -> None:
        """The next piece. Raises OverflowError past 2**32 chunks: nonces would come again."""
        self.size += len(piece)
        self._take(piece)

    def close(self) -> None:
        """Pad, add the length, seal the last chunk. A file that was not closed never opens."""
        missing = padded(self.size) - LENGTH - self.size
        while missing:
            step = min(missing, CHUNK)
            self._take(_ZEROS[:step])
            missing -= step
        self._take(self.size.to_bytes(LENGTH, "big"))
        self._seal(self._waiting, last=True)
        self._waiting.clear()

    def _take(self, piece: bytes) -> None:
        rest = memoryview(piece)
        # More than a chunk, not as much: the last chunk is known as the last only when nothing follows.
        while len(self._waiting) + len(rest) > CHUNK:
            missing = CHUNK - len(self._waiting)
            self._waiting += rest[:missing]
            rest = rest[missing:]
            self._seal(self._waiting, last=False)
            self._waiting = bytearray()
        self._waiting += rest

    def _seal(self, chunk: bytearray, *, last: bool) -> None:
        nonce = _nonce(self._header, self._number, last=last)
        self._out.write(self._gcm.encrypt(nonce, chunk, self._header))
        self._number += 1


def seal_all(pieces: Iterable[bytes], out: BinaryIO, pair: Pair, row: UUID) -> int:
    """Seal a whole content; how many bytes it had."""
    sealer = Sealer(out, pair, row)
    for piece in pieces:
        sealer.write(piece)
    sealer.close()
    return sealer.size


class Opener:
    """Reads a sealed file twice: `check` looks at every chunk, `pieces` then gives the content."""

    def __init__(self, source: BinaryIO, pair: Pair, row: UUID) -> None:
        """Raises Malformed or WrongKey."""
        self._source = source
        source.seek(0)
        self._header = source.read(HEADER)
        if len(self._header) != HEADER or self._header[:4] != HEAD:
            raise Malformed
        self._gcm, commitment = _cipher(pair, self._header[SALT_AT:COMMITMENT_AT], row)
        # All of it public bytes; no comparison in constant time is needed.
        if not self._header.startswith(pair.head) or self._header[COMMITMENT_AT:PREFIX_AT] != commitment:
            raise WrongKey
        self.size: int | None = None

    def check(self) -> int:
        """Decrypt every chunk and keep none; the size of the content. Raises NotForThisPlace, Malformed."""
        inside, tail, zeros = 0, b"", 0
        for chunk in self._chunks():
            inside += len(chunk)
            zeros = _zeros_at_end(tail + chunk, zeros)
            tail = (tail + chunk)[-LENGTH:]
        size = int.from_bytes(tail, "big")
        if len(tail) != LENGTH or padded(size) != inside or inside - LENGTH - size > zeros:
            raise Malformed
        self.size = size
        return size

    def pieces(self) -> Iterator[bytes]:
        """The content, after `check`; each piece is decrypted again, for the disk may have changed between.

        Raises NotForThisPlace then, and gives no piece that was changed.
        """
        if self.size is None:
            raise RuntimeError("A file is checked to its end before anything of it is shown.")
        left = self.size
        for chunk in self._chunks():
            if left:
                yield chunk[:left]
                left -= min(left, len(chunk))

    def _chunks(self) -> Iterator[bytes]:
        self._source.seek(HEADER)
        following, number = self._source.read(CHUNK + TAG), 0
        while True:
            chunk, following = following, self._source.read(CHUNK + TAG)
            yield self._open(chunk, number, last=not following)
            if not following:
                return
            number += 1

    def _open(self, chunk: bytes, number: int, *, last: bool) -> bytes:
        try:
            return self._gcm.decrypt(_nonce(self._header, number, last=last), chunk, self._header)
        except (InvalidTag, ValueError):
            raise NotForThisPlace from None


def _cipher(pair: Pair, salt: bytes, row: UUID) -> tuple[AESGCM, bytes]:
    material = derive(pair.scope + pair.record, salt, INFO + row.bytes, 48)
    return AESGCM(material[:32]), material[32:]


def _nonce(header: bytes, number: int, *, last: bool) -> bytes:
    # to_bytes raises OverflowError for a chunk whose number does not fit
    return header[PREFIX_AT:] + number.to_bytes(4, "big") + bytes([last])


def _zeros_at_end(chunk: bytes, before: int) -> int:
    """How many zero bytes end what was read so far, without its last eight bytes (the length)."""
    body = chunk[:-LENGTH]
    kept = len(body.rstrip(b"\0"))
    return len(body) - kept if kept else before + len(body)
