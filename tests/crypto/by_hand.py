"""Format 1 of a sealed value, written a second time from its description, with nothing of the product.

HKDF is RFC 5869 by hand; AES-256-GCM is reached by another door of the library than the product's.
"""

from __future__ import annotations

import hmac
import struct
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

MAGIC = b"\xa1\x53\x01\x01"


@dataclass(frozen=True)
class Keys:
    """Two 16-byte ids and two 32-byte keys."""

    scope_id: bytes
    scope: bytes
    record_id: bytes
    record: bytes


@dataclass(frozen=True)
class Where:
    """Contract table, contract column, row."""

    table: str
    column: str
    row: UUID


def hkdf(ikm: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869 with SHA-256."""
    prk = hmac.digest(salt, ikm, "sha256")
    out = block = b""
    number = 1
    while len(out) < length:
        block = hmac.digest(prk, block + info + bytes([number]), "sha256")
        out, number = out + block, number + 1
    return out[:length]


def prefixed(*parts: bytes) -> bytes:
    """Each part after its length in four bytes."""
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def material(keys: Keys) -> tuple[bytes, bytes]:
    """The cipher key and the commitment."""
    okm = hkdf(keys.scope + keys.record, keys.scope_id + keys.record_id, b"atrium/record/v1", 48)
    return okm[:32], okm[32:]


def header(keys: Keys, nonce: bytes, *, commitment: bytes | None = None) -> bytes:
    """The 64 bytes before the ciphertext."""
    return MAGIC + keys.scope_id + keys.record_id + (commitment or material(keys)[1]) + nonce


def associated(where: Where, head: bytes) -> bytes:
    """What is authenticated beside the text."""
    names = (where.table.encode(), where.column.encode())
    return prefixed(b"atrium/value/v1", *names, where.row.bytes, head)


def padded(raw: bytes) -> bytes:
    """Length, text, zeros up to the bucket."""
    size = 4 + len(raw)
    step = 64
    while size > 1024 and step * 16 < size:
        step *= 2
    return (struct.pack(">I", len(raw)) + raw).ljust(max(64, -(-size // step) * step), b"\0")


def sealed(keys: Keys, where: Where, nonce: bytes, plain: bytes, head: bytes | None = None) -> bytes:
    """The value whose padded text is `plain`; `head` is given to make a value no product would make."""
    head = head or header(keys, nonce)
    engine = Cipher(algorithms.AES256(material(keys)[0]), modes.GCM(nonce)).encryptor()
    engine.authenticate_additional_data(associated(where, head))
    return head + engine.update(plain) + engine.finalize() + engine.tag


def opened(keys: Keys, where: Where, token: bytes) -> bytes:
    """The padded text. Raises InvalidTag."""
    head, body, tag = token[:64], token[64:-16], token[-16:]
    engine = Cipher(algorithms.AES256(material(keys)[0]), modes.GCM(head[52:], tag)).decryptor()
    engine.authenticate_additional_data(associated(where, head))
    return engine.update(body) + engine.finalize()
