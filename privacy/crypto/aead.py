"""The only importer of `cryptography` for sealing: AES-256-GCM (NIST SP 800-38D), HKDF-SHA-256 (RFC 5869)."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

__all__ = ["AESGCM", "InvalidTag", "derive", "random_bytes"]


def random_bytes(count: int) -> bytes:
    """`count` bytes from the operating system; raises whatever it raises, never a weaker source."""
    return os.urandom(count)


def derive(ikm: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF-SHA-256: `length` bytes of key material."""
    return HKDF(SHA256(), length, salt, info).derive(ikm)
