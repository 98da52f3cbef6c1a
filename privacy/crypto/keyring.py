"""Keys that wrap keys."""

from collections.abc import Iterable, Iterator

from privacy.crypto.aead import AESGCM, InvalidTag, random_bytes
from privacy.crypto.errors import WrongKey

NONCE = 12


def wrap(wrapper: bytes, key: bytes, aad: bytes) -> bytes:
    """Nonce (12) | sealed key | tag (16)."""
    nonce = random_bytes(NONCE)
    return nonce + AESGCM(wrapper).encrypt(nonce, key, aad)


def unwrap(wrapper: bytes, blob: bytes, aad: bytes) -> bytes:
    """The key inside. Raises WrongKey."""
    try:
        return AESGCM(wrapper).decrypt(blob[:NONCE], blob[NONCE:], aad)
    except (InvalidTag, ValueError):
        raise WrongKey from None


def rewrap(old: bytes, new: bytes, rows: Iterable[tuple[bytes, bytes, bytes]]) -> Iterator[bytes]:
    """For rows of (blob, old aad, new aad) the new blobs; one cipher per epoch, not one per key.

    A blob that does not open stays as it is: one broken key must not keep all others from being re-wrapped.
    """
    before, after, rows = AESGCM(old), AESGCM(new), list(rows)
    # Drawn at once: asking the system ten thousand times would be half of the work.
    nonces = random_bytes(NONCE * len(rows)) if rows else b""
    for at, (blob, aad_before, aad_after) in enumerate(rows):
        try:
            key = before.decrypt(blob[:NONCE], blob[NONCE:], aad_before)
        except (InvalidTag, ValueError):
            yield blob
        else:
            nonce = nonces[at * NONCE : (at + 1) * NONCE]
            yield nonce + after.encrypt(nonce, key, aad_after)
