"""Formats 1 and 2 of a sealed value, written a second time from its description, with nothing of the product.

HKDF is RFC 5869 by hand; AES-256-GCM is reached by another door of the library than the product's.
"""

from __future__ import annotations

import hmac
import struct
from dataclasses import dataclass
from uuid import UUID

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

# number: bytes of the key commitment
COMMITMENTS = {1: 16, 2: 32}


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


def magic(form: int) -> bytes:
    """The first four bytes."""
    return bytes([0xA1, 0x53, form, 1])


def header_size(form: int) -> int:
    """64 in format 1, 80 in format 2."""
    return 4 + 16 + 16 + COMMITMENTS[form] + 12


def material(keys: Keys, form: int = 1) -> tuple[bytes, bytes]:
    """The cipher key and the commitment."""
    salt, info = keys.scope_id + keys.record_id, f"atrium/record/v{form}".encode()
    okm = hkdf(keys.scope + keys.record, salt, info, 32 + COMMITMENTS[form])
    return okm[:32], okm[32:]


def header(keys: Keys, nonce: bytes, *, commitment: bytes | None = None, form: int = 1) -> bytes:
    """The bytes before the ciphertext."""
    return magic(form) + keys.scope_id + keys.record_id + (commitment or material(keys, form)[1]) + nonce


def associated(where: Where, head: bytes, form: int = 1) -> bytes:
    """What is authenticated beside the text."""
    names = (where.table.encode(), where.column.encode())
    return prefixed(f"atrium/value/v{form}".encode(), *names, where.row.bytes, head)


def padded(raw: bytes) -> bytes:
    """Length, text, zeros up to the bucket."""
    size = 4 + len(raw)
    step = 64
    while size > 1024 and step * 16 < size:
        step *= 2
    return (struct.pack(">I", len(raw)) + raw).ljust(max(64, -(-size // step) * step), b"\0")


def sealed(
    keys: Keys, where: Where, nonce: bytes, plain: bytes, head: bytes | None = None, form: int = 1
) -> bytes:
    """The value whose padded text is `plain`; `head` is given to make a value no product would make."""
    head = head or header(keys, nonce, form=form)
    engine = Cipher(algorithms.AES256(material(keys, form)[0]), modes.GCM(nonce)).encryptor()
    engine.authenticate_additional_data(associated(where, head, form))
    return head + engine.update(plain) + engine.finalize() + engine.tag


def opened(keys: Keys, where: Where, token: bytes, form: int = 1) -> bytes:
    """The padded text. Raises InvalidTag."""
    size = header_size(form)
    head, body, tag = token[:size], token[size:-16], token[-16:]
    engine = Cipher(algorithms.AES256(material(keys, form)[0]), modes.GCM(head[-12:], tag)).decryptor()
    engine.authenticate_additional_data(associated(where, head, form))
    return engine.update(body) + engine.finalize()
