"""The cellar: plain Python, no Django, no settings, no clock."""

from privacy.crypto.aead import random_bytes
from privacy.crypto.envelope import Cipher, Under, bucket, key_ids, sealed_under
from privacy.crypto.errors import (
    CannotOpen,
    KeyDestroyed,
    KeyMissing,
    KeyNotInUse,
    Malformed,
    NotForThisPlace,
    WrongKey,
)
from privacy.crypto.formats import CURRENT, FORMATS, Format
from privacy.crypto.keyring import rewrap, unwrap, wrap
from privacy.crypto.merkle import Tree, root_of
from privacy.crypto.place import Place, lp

__all__ = [
    "CURRENT",
    "FORMATS",
    "CannotOpen",
    "Cipher",
    "Format",
    "KeyDestroyed",
    "KeyMissing",
    "KeyNotInUse",
    "Malformed",
    "NotForThisPlace",
    "Place",
    "Tree",
    "Under",
    "WrongKey",
    "bucket",
    "key_ids",
    "lp",
    "random_bytes",
    "rewrap",
    "root_of",
    "sealed_under",
    "unwrap",
    "wrap",
]
