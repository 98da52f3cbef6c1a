"""The root key in three shares of words, two of which suffice (SLIP-0039, Shamir over GF(256)).

One share says nothing about the key. Each carries a checksum of its own, so a wrong word is noticed at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share
from shamir_mnemonic.wordlist import WORDLIST

from privacy.keystore.root import ROOT_BYTES

NEEDED, SHARES = 2, 3
# 256 bits in words of 10 bits, with 7 words of header and checksum.
WORDS = 33
# No two words of the list begin with the same four letters.
TELLING = 4


class DoesNotFit(Exception):
    """These words are no share, or no two shares of one key; the message says which."""


def split(key: bytes) -> list[list[str]]:
    """Three lists of 33 words, other ones at each call. Any two of one call give the key back."""
    [shares] = generate_mnemonics(1, [(NEEDED, SHARES)], key)
    return [share.split() for share in shares]


def word(typed: str) -> str:
    """The word of the list that was meant: itself, or its first four letters. Raises DoesNotFit."""
    said = typed.strip().lower()
    found = said if said in WORDLIST else _by_beginning().get(said)
    if found is None:
        raise DoesNotFit(f"“{typed.strip()[:20]}” is not in the list of words.")
    return found


def number_of(words: Sequence[str]) -> int:
    """Which of the three shares these words are: 1, 2 or 3. Raises DoesNotFit."""
    return int(_share(words).index) + 1


def join(first: Sequence[str], second: Sequence[str]) -> bytes:
    """The 32 bytes of the key. Raises DoesNotFit when the two are one share, or of two different keys."""
    one, other = _share(first), _share(second)
    if one.common_parameters() != other.common_parameters():
        raise DoesNotFit("These two pages were not made together: the words of one belong to another day.")
    if one.index == other.index:
        raise DoesNotFit("This is the same page twice. Two different pages are needed.")
    try:
        key = combine_mnemonics([" ".join(first), " ".join(second)])
    except MnemonicError:
        raise DoesNotFit("These two pages give no key.") from None
    if len(key) != ROOT_BYTES:
        raise DoesNotFit("These two pages give no root key.")
    return bytes(key)


def fingerprint(words: Iterable[str]) -> str:
    """The two words that all shares of one day begin with: they tell sets apart and are no secret."""
    return " ".join(list(words)[:2])


def _share(words: Sequence[str]) -> Share:
    if len(words) != WORDS:
        raise DoesNotFit(f"A page has {WORDS} words; these are {len(words)}.")
    try:
        return Share.from_mnemonic(" ".join(words))
    except MnemonicError:
        raise DoesNotFit("A word is not as it is printed, or two have changed places.") from None


@cache
def _by_beginning() -> dict[str, str]:
    return {known[:TELLING]: known for known in WORDLIST}
