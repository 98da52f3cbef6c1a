"""Byte formats 1 and 2 of a sealed value. Both are read, side by side; 2 is written.

0  magic A1 53 | 2 format | 3 algorithm 1 (AES-256-GCM, HKDF-SHA-256)
4  scope key id (16) | 20 record key id (16) | 36 key commitment (format 1: 16, format 2: 32) | nonce (12)
64 or 80: AES-GCM( length (4) | UTF-8 | zero padding to a bucket ) | tag (16)

cipher key (32) | commitment = HKDF-SHA-256(ikm = scope key | record key, salt = their ids, info = format)

The commitment binds a value to one key, which AES-GCM alone does not (Albertini, Duong, Gueron, Kölbl, Luykx,
Schmieg: How to Abuse and Fix Authenticated Encryption Without Key Commitment, USENIX Security 2022). Two keys
with one commitment of 16 bytes are found after 2**64 tries, of 32 bytes after 2**128.
"""

from __future__ import annotations

from dataclasses import dataclass
from hmac import compare_digest
from struct import Struct
from typing import NamedTuple

from privacy.crypto.aead import AESGCM, InvalidTag, derive, new_nonce
from privacy.crypto.errors import Malformed, NotForThisPlace, WrongKey
from privacy.crypto.formats import CURRENT, FORMATS, IDS_AT, SMALLEST, Format
from privacy.crypto.place import Place

FINE_UP_TO = 1024
LARGE = 8192
_BY_HEAD = {form.head: form for form in FORMATS.values()}
_LENGTH = Struct(">I")
_write_length, _read_length = _LENGTH.pack, _LENGTH.unpack_from


class Under(NamedTuple):
    """What a value says it was sealed under: the number of its format, the ids of its two keys."""

    form: int
    scope: bytes
    record: bytes


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
    """Seals and opens the values of one record in one format; built once per pair of scope and record key."""

    gcm: AESGCM
    head: bytes
    form: Format = CURRENT

    @classmethod
    def build(
        cls, scope_id: bytes, scope: bytes, record_id: bytes, record: bytes, form: Format = CURRENT
    ) -> Cipher:
        """From two 16-byte ids and two 32-byte keys. Without either key nothing opens."""
        material = derive(scope + record, scope_id + record_id, form.record_info, 32 + form.commitment)
        return cls(AESGCM(material[:32]), form.head + scope_id + record_id + material[32:], form)

    def seal(self, text: str, place: Place) -> bytes:
        """The bytes of `text` for `place`. A new nonce each time: the same text never looks the same."""
        raw = text.encode()
        nonce = new_nonce()
        header = self.head + nonce
        padded = (_write_length(len(raw)) + raw).ljust(bucket(4 + len(raw)), b"\0")
        return header + self.gcm.encrypt(nonce, padded, place.associated(header, self.form))

    def open(self, token: bytes, place: Place) -> str:
        """The text. Raises WrongKey, NotForThisPlace or Malformed."""
        form = self.form
        if len(token) < form.shortest:
            raise Malformed
        # Before anything is deciphered: format, key ids and commitment are those of this cipher.
        if not compare_digest(token[: form.nonce_at], self.head):
            raise WrongKey
        header = token[: form.header]
        # Below this a copy is cheaper than a view.
        body = token[form.header :] if len(token) < LARGE else memoryview(token)[form.header :]
        try:
            padded = self.gcm.decrypt(header[form.nonce_at :], body, place.associated(header, form))
        except InvalidTag:
            raise NotForThisPlace from None
        end = 4 + _read_length(padded)[0]
        if len(padded) != bucket(end) or padded.count(0, end) != len(padded) - end:
            raise Malformed
        try:
            return str(padded[4:end], "utf-8")
        except UnicodeDecodeError:
            raise Malformed from None


def sealed_under(token: bytes) -> Under:
    """What a value names in its first 36 bytes. Raises Malformed, also for a format that nobody knows yet."""
    form = _BY_HEAD.get(token[:IDS_AT])
    if form is None or len(token) < form.shortest:
        raise Malformed
    return Under(form.number, token[4:20], token[20:36])


def key_ids(token: bytes) -> tuple[bytes, bytes]:
    """Ids of the scope key and the record key that a value names. Raises Malformed."""
    return sealed_under(token)[1:]
