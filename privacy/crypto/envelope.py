"""Byte format 1 of a sealed value.

0  magic A1 53 | 2 format 1 | 3 algorithm 1 (AES-256-GCM, HKDF-SHA-256)
4  scope key id (16) | 20 record key id (16) | 36 key commitment (16) | 52 nonce (12)
64 AES-GCM( length (4) | UTF-8 | zero padding to a bucket ) | tag (16)
"""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct

from privacy.crypto.aead import AESGCM, InvalidTag, derive, new_nonce
from privacy.crypto.errors import Malformed, NotForThisPlace, WrongKey
from privacy.crypto.place import Place

HEAD = b"\xa1\x53\x01\x01"
HEADER = 64
TAG = 16
NONCE_AT = 52
SMALLEST = 64
FINE_UP_TO = 1024
SHORTEST = HEADER + SMALLEST + TAG
LARGE = 8192
_LENGTH = Struct(">I")
_write_length, _read_length = _LENGTH.pack, _LENGTH.unpack_from


def bucket(size: int) -> int:
    """The smallest allowed size from `size` bytes on: steps of 64 to 1 KiB, then eighths of the power of two.

    Above 1 KiB at most 12.5 % is padding; "none" and "wheelchair, interpreter" look alike.
    """
    if size <= FINE_UP_TO:
        return (size + 63 & -64) or SMALLEST
    step = 1 << ((size - 1).bit_length() - 4)
    return size + step - 1 & -step


@dataclass(frozen=True, slots=True)
class Cipher:
    """Seals and opens the values of one record; built once per pair of scope key and record key."""

    gcm: AESGCM
    head: bytes

    @classmethod
    def build(cls, scope_id: bytes, scope: bytes, record_id: bytes, record: bytes) -> Cipher:
        """From two 16-byte ids and two 32-byte keys. Without either key nothing opens."""
        material = derive(scope + record, scope_id + record_id, b"atrium/record/v1", 48)
        return cls(AESGCM(material[:32]), HEAD + scope_id + record_id + material[32:])

    def seal(self, text: str, place: Place) -> bytes:
        """The bytes of `text` for `place`. A new nonce each time: the same text never looks the same."""
        raw = text.encode()
        nonce = new_nonce()
        header = self.head + nonce
        padded = (_write_length(len(raw)) + raw).ljust(bucket(4 + len(raw)), b"\0")
        return header + self.gcm.encrypt(nonce, padded, place.associated(header))

    def open(self, token: bytes, place: Place) -> str:
        """The text. Raises WrongKey, NotForThisPlace or Malformed."""
        if len(token) < SHORTEST:
            raise Malformed
        # Key ids and commitment are public bytes; no comparison in constant time is needed.
        if not token.startswith(self.head):
            raise WrongKey
        header = token[:HEADER]
        # Below this a copy is cheaper than a view.
        body = token[HEADER:] if len(token) < LARGE else memoryview(token)[HEADER:]
        try:
            padded = self.gcm.decrypt(header[NONCE_AT:], body, place.associated(header))
        except InvalidTag:
            raise NotForThisPlace from None
        end = 4 + _read_length(padded)[0]
        if len(padded) != bucket(end) or padded.count(0, end) != len(padded) - end:
            raise Malformed
        try:
            return str(padded[4:end], "utf-8")
        except UnicodeDecodeError:
            raise Malformed from None


def key_ids(token: bytes) -> tuple[bytes, bytes]:
    """Ids of the scope key and the record key that a value names. Raises Malformed."""
    if len(token) < SHORTEST or token[:4] != HEAD:
        raise Malformed
    return token[4:20], token[20:36]
