"""The only importer of `cryptography` for sealing: AES-256-GCM (NIST SP 800-38D), HKDF-SHA-256 (RFC 5869)."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

__all__ = ["AESGCM", "InvalidTag", "RandomnessFailed", "derive", "new_nonce", "random_bytes"]


class RandomnessFailed(RuntimeError):
    """The operating system's random source does not work; nothing may be sealed."""


def random_bytes(count: int) -> bytes:
    """`count` bytes from the operating system, never a weaker source. Raises OSError, RandomnessFailed."""
    drawn = os.urandom(count)
    # A source that is stuck would seal two texts alike, under keys that can be guessed.
    if len(drawn) != count or drawn == os.urandom(count):
        raise RandomnessFailed
    return drawn


_before = b""


def new_nonce() -> bytes:
    """12 random bytes, never those of the call before. Raises OSError, RandomnessFailed.

    One draw, because it is made for each value: a source that gets stuck is noticed at the next one, as in
    the continuous test of FIPS 140-2, section 4.9.2. Keys and a process's first nonce are drawn twice.
    """
    global _before  # noqa: PLW0603  (what the source gave last is the state of this process, and no secret)
    drawn = os.urandom(12) if _before else random_bytes(12)
    if len(drawn) != 12 or drawn == _before:  # noqa: PLR2004  (96 bits, NIST SP 800-38D)
        raise RandomnessFailed
    _before = drawn
    return drawn


def derive(ikm: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF-SHA-256: `length` bytes of key material."""
    return HKDF(SHA256(), length, salt, info).derive(ikm)
