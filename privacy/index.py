"""Blind indexes: to find a row by a value that stands nowhere in clear. For the code of an invitation only.

A text, a name or a topic never gets one: whoever has the index key could try every word.
"""

from __future__ import annotations

import hmac
import unicodedata

from privacy.keystore import store
from privacy.keystore.states import OPENS, SEALS

INDEX_BYTES = 16
INVITATION = "invitation"


def blind_index(name: str, value: str) -> bytes:
    """16 bytes that stand for `value` in the index `name`: to be kept with a row.

    HMAC-SHA-256 (RFC 2104), cut to 128 bits, under a key of this index alone. Letters that differ only in
    case or in width are the same. Raises CannotOpen: KeyMissing for an index that has no key.
    """
    return _digest(store.named(f"index-{name}", SEALS), value)


def looked_up(name: str, value: str) -> bytes:
    """The same, to find a row that was kept before, even if the key takes no new ones. Raises CannotOpen."""
    return _digest(store.named(f"index-{name}", OPENS), value)


def _digest(key: bytes, value: str) -> bytes:
    same = unicodedata.normalize("NFKC", value).strip().casefold()
    return hmac.digest(key, same.encode(), "sha256")[:INDEX_BYTES]
