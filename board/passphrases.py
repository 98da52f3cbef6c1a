"""One-time passphrases that can be read over the telephone."""

import secrets

CONSONANTS = "bdfghjklmnprstvwz"
VOWELS = "aeiou"
GROUPS = 6


def one_time() -> str:
    """Six groups of two syllables ("tavo-kilu-…"), about 77 bits from the operating system's source."""
    return "-".join(_syllable() + _syllable() for _ in range(GROUPS))


def _syllable() -> str:
    return secrets.choice(CONSONANTS) + secrets.choice(VOWELS)
