"""The words of a text that may name somebody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pages.mentions import TOKEN
from pages.names.forms import Forms
from pages.names.letters import plain
from pages.names.numbers import numbers_in
from pages.names.pet_names import also_called, is_common_word, is_everyday

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SHORTEST = 3  # letters of a word that is looked for, but where it is a whole name
PARTICLES = {"van", "von", "der", "den", "del", "dos", "bin", "ibn", "abu", "the", "and", "оглы", "кызы"}
GENITIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Spot:
    """A word or a number of a text. `is_number`: what a telephone rings at; `is_word`: a common word too."""

    words: str
    is_number: bool = False
    is_word: bool = False

    def __repr__(self) -> str:
        return "<Spot>"


class Watched:
    """The names that are looked for. Made once, asked for each text."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parts = {part for name in names for part in _parts(name)}
        self._known: dict[str, bool] = {}

    def __repr__(self) -> str:
        return "<Watched>"

    @cached_property
    def _forms(self) -> dict[str, list[Forms]]:
        """By the first two letters of their plain spelling."""
        found: dict[str, list[Forms]] = {}
        every = self._parts | {other for part in self._parts for other in also_called(part)}
        for name in every:
            form = Forms(name)
            found.setdefault(form.spelt[:2], []).append(form)
        return found

    def spots(self, text: str) -> list[Spot]:
        """Each word that may be a name, each number that may ring, once, in the order of the text."""
        words = TOKEN.sub(" ", text)
        found = [*self._names_in(words), *(Spot(one, is_number=True) for one in numbers_in(words))]
        return list(dict.fromkeys(found))

    def _names_in(self, text: str) -> Iterator[Spot]:
        for match in WORD.finditer(text):
            word = GENITIVE.sub("", match.group(0))
            common = is_common_word(word)
            # "hope" in small letters is a word; "anna" in small letters is still a name.
            if not (common and word.islower()) and self._is_name(word):
                yield Spot(word, is_word=common)

    def _is_name(self, word: str) -> bool:
        if word not in self._known:
            near = self._forms.get(plain(word)[:2], [])
            self._known[word] = any(form.is_it(word) for form in near) or (
                not is_everyday(word) and any(form.fits(word) for form in near)
            )
        return self._known[word]


def watch(names: Iterable[str]) -> Watched:
    """Look for these names, each in all its forms, and for those it is short for."""
    return Watched(names)


def _parts(name: str) -> Iterator[str]:
    words = WORD.findall(name)
    for word in words:
        if len(words) == 1 or (len(word) >= SHORTEST and word.casefold() not in PARTICLES):
            yield word
