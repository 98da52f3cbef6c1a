"""Keys that wrap keys."""

from collections.abc import Iterable, Iterator

from privacy.crypto.aead import AESGCM, InvalidTag, new_nonce, random_bytes
from privacy.crypto.errors import WrongKey


def wrap(wrapper: bytes, key: bytes, aad: bytes) -> bytes:
    """Nonce (12) | sealed key | tag (16)."""
    nonce = random_bytes(12)
    return nonce + AESGCM(wrapper).encrypt(nonce, key, aad)


def unwrap(wrapper: bytes, blob: bytes, aad: bytes) -> bytes:
    """The key inside. Raises WrongKey."""
    try:
        return AESGCM(wrapper).decrypt(blob[:12], blob[12:], aad)
    except (InvalidTag, ValueError):
        raise WrongKey from None


def rewrap(old: bytes, new: bytes, rows: Iterable[tuple[bytes, bytes, bytes]]) -> Iterator[bytes]:
    """For rows of (blob, old aad, new aad) the new blobs; one cipher per epoch, not one per key.

    A blob that does not open stays as it is: one broken key must not keep all others from being re-wrapped.
    """
    before, after = AESGCM(old), AESGCM(new)
    for blob, aad_before, aad_after in rows:
        try:
            key = before.decrypt(blob[:12], blob[12:], aad_before)
        except (InvalidTag, ValueError):
            yield blob
        else:
            nonce = new_nonce()
            yield nonce + after.encrypt(nonce, key, aad_after)
