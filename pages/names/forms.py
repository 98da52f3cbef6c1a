"""The forms that one name may take: cases of Slavic languages, the English genitive, pet names by suffix.

A rule of thumb, not a grammar: it may ask once too often, and a person says that it is a word. Sources:
Зализняк, Грамматический словарь русского языка (declension of nouns, of adjectives, of surnames).
"""

from __future__ import annotations

import re

from pages.names.letters import is_cyrillic, plain

VOWELS = "aeiou"
SHORTEST_STEM = 3
# In the plain spelling of `letters`. Of names that end in a vowel (Anna, Iuliia, Kovalenko) …
AFTER_VOWEL = (
    "a", "i", "e", "u", "o", "oi", "oiu", "ei", "eiu", "iu", "ia", "ie", "io", "iam", "iami", "am", "ami",
    "ah", "iah", "as", "an", "ou", "om", "aia", "uiu", "iei", "ogo", "omu",
)  # fmt: skip
# … and in a consonant (Ivan, Igor, Petrov), with surnames in -skii and -aia.
AFTER_CONSONANT = (
    "", "a", "u", "om", "em", "im", "e", "i", "ia", "iu", "iem", "s", "es", "ovi", "am", "ami", "ah",
    "oi", "ogo", "omu", "ih", "imi", "aia", "uiu", "ego", "emu", "ei", "ie",
)  # fmt: skip
# Mashin, Ivanov: what belongs to her or him.
BELONGING = re.compile(r"(?:in|ov|ev)(?:a|i|u|o|e|oi|om|ogo|omu|im|ih|imi)?")
# Pet names by suffix: Anechka, Lenochka, Katiusha.
DEAR = re.compile(
    r"(?:ech|och|ich)?k[aiueo]i?u?|(?:en|on)k[aiueo]i?u?|(?:iu|u|a)sh[aiueo]i?u?|ul[ia]+[iaueo]*"
)


class Forms:
    """What one word of a name may look like in a text."""

    def __init__(self, name: str) -> None:
        self.spelt = plain(name)
        self.in_cyrillic = is_cyrillic(name)
        self.ends_in_vowel = self.spelt[-1:] in tuple(VOWELS)
        self.stem = self.spelt.rstrip(VOWELS) if self.ends_in_vowel else self.spelt
        # "Andrei", "Sergei": the last i is no ending; "Mariia" keeps Mari.
        self.stems = {self.stem, self.spelt[:-1] if self.ends_in_vowel else self.spelt}

    def is_it(self, word: str) -> bool:
        """Whether a word is this very name, in either alphabet."""
        return plain(word) == self.spelt

    def fits(self, word: str) -> bool:
        """Whether a word of a text may be a form of it. In small letters Cyrillic alone is inflected."""
        spelt = plain(word)
        if word.islower() and not is_cyrillic(word):
            return False
        return any(spelt.startswith(stem) and self._ends(stem, spelt, word) for stem in self.stems if stem)

    def _ends(self, stem: str, spelt: str, word: str) -> bool:
        rest = spelt.removeprefix(stem)
        endings = AFTER_VOWEL if self.ends_in_vowel else AFTER_CONSONANT
        if len(stem) < SHORTEST_STEM:
            # Of so few letters only the alphabet in which they stand says that it is a name.
            return is_cyrillic(word) and self.in_cyrillic and rest in endings
        if rest in endings or BELONGING.fullmatch(rest):
            return True
        return bool(is_cyrillic(word) and DEAR.fullmatch(rest))
