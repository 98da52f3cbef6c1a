"""The only importer of `cryptography` for sealing: AES-256-GCM (NIST SP 800-38D), HKDF-SHA-256 (RFC 5869)."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

__all__ = ["AESGCM", "InvalidTag", "RandomnessFailed", "derive", "random_bytes"]


class RandomnessFailed(RuntimeError):
    """The operating system's random source does not work; nothing may be sealed."""


def random_bytes(count: int) -> bytes:
    """`count` bytes from the operating system, never a weaker source. Raises OSError, RandomnessFailed."""
    drawn = os.urandom(count)
    # A source that is stuck would seal two texts alike, under keys that can be guessed.
    if len(drawn) != count or drawn == os.urandom(count):
        raise RandomnessFailed
    return drawn


def derive(ikm: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF-SHA-256: `length` bytes of key material."""
    return HKDF(SHA256(), length, salt, info).derive(ikm)
