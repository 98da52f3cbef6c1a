"""Ed25519 signatures (RFC 8032) with keys from the key store. `documents` is handed a function, not a key."""

from __future__ import annotations

from collections.abc import Callable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from privacy.keystore import store

RELEASE = "release"


def signer(use: str) -> Callable[[bytes], bytes]:
    """A function that signs a message for `use`; 64 bytes each time. Raises KeyMissing."""
    return _private(use).sign


def public_key(use: str) -> bytes:
    """The 32 bytes that anybody may have to check what was signed for `use`."""
    return _private(use).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` is that of `message` under the public key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _private(use: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(store.named(f"sign-{use}"))
