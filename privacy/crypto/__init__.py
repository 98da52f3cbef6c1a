"""The cellar: plain Python, no Django, no settings, no clock."""

from privacy.crypto.aead import random_bytes
from privacy.crypto.envelope import Cipher, bucket, key_ids
from privacy.crypto.errors import (
    CannotOpen,
    KeyDestroyed,
    KeyMissing,
    KeyNotInUse,
    Malformed,
    NotForThisPlace,
    WrongKey,
)
from privacy.crypto.keyring import rewrap, unwrap, wrap
from privacy.crypto.merkle import Tree, root_of
from privacy.crypto.place import Place, lp

__all__ = [
    "CannotOpen",
    "Cipher",
    "KeyDestroyed",
    "KeyMissing",
    "KeyNotInUse",
    "Malformed",
    "NotForThisPlace",
    "Place",
    "Tree",
    "WrongKey",
    "bucket",
    "key_ids",
    "lp",
    "random_bytes",
    "rewrap",
    "root_of",
    "unwrap",
    "wrap",
]
