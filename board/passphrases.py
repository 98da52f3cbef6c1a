"""Passphrases and sign-in names: made at random, and brought into the one form in which they are compared."""

from __future__ import annotations

import re
import secrets
import unicodedata
from uuid import uuid4

from django.contrib.auth.hashers import get_hasher, identify_hasher

CONSONANTS = "bdfghjklmnprstvwz"
VOWELS = "aeiou"
GROUPS = 6
# Calm things that say nothing of anybody. A sign-in name is never a real name.
WORDS = (
    "acorn", "alder", "amber", "apple", "ash", "aspen", "barley", "basil", "bay", "beech", "birch", "brook",
    "cedar", "cherry", "chestnut", "clay", "clover", "cloud", "copper", "coral", "cotton", "creek", "cypress",
    "dune", "elder", "elm", "fern", "field", "fir", "flint", "garden", "ginger", "grove", "harbour", "hazel",
    "heather", "hill", "island", "ivy", "juniper", "lake", "larch", "laurel", "lemon", "lichen", "lilac",
    "linen", "maple", "marble", "meadow", "mint", "moss", "oak", "olive", "orchard", "pebble", "pine", "plum",
    "pond", "poplar", "quartz", "reed", "river", "rowan", "saffron", "sage", "sand", "slate", "spring",
    "stone", "thyme", "tulip", "valley", "walnut", "willow", "wool", "yarrow",
)  # fmt: skip


def one_time() -> str:
    """Six groups of two syllables ("tavo-kilu-…"), about 77 bits from the operating system's source.

    They can be read over the telephone.
    """
    return "-".join(_syllable() + _syllable() for _ in range(GROUPS))


def sign_in_name() -> str:
    """A proposal such as "river-4821"."""
    return f"{secrets.choice(WORDS)}-{secrets.randbelow(9000) + 1000}"


def normal(typed: str) -> str:
    """The same passphrase however a keyboard composes its letters (NFKC, as SP 800-63B asks)."""
    return unicodedata.normalize("NFKC", typed)


def key_of_link() -> str:
    """The random part of a link for one use: 122 bits of the operating system (RFC 9562, version 4)."""
    return str(uuid4())


def code_typed(typed: str) -> str:
    """A code as it was made, however somebody typed it from a card: capitals, blanks, other dashes."""
    return "-".join(re.findall(r"[a-z]+", normal(typed).casefold()))


def is_outdated(encoded: str) -> bool:
    """Whether a stored hash was made with weaker parameters than today's."""
    preferred = get_hasher()
    return identify_hasher(encoded).algorithm != preferred.algorithm or preferred.must_update(encoded)


def _syllable() -> str:
    return secrets.choice(CONSONANTS) + secrets.choice(VOWELS)
