"""What the ground floor has to say on paper. A floor above prints it: the ground floor makes no PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """One of three that hold the root key: its number, 33 words, the day it was made. Words are secret."""

    number: int
    words: Sequence[str]
    made_on: date

    def __repr__(self) -> str:
        return f"<page {self.number}>"


class NotPrinted(Exception):
    """There is no paper. `sentence` says why to the person who asked; nothing of the content is in here."""

    def __init__(self, sentence: object) -> None:
        self.sentence = str(sentence)
        super().__init__("not printed")


Printer = Callable[[Any], bytes]
_printers: dict[type, Printer] = {}


def register(kind: type, printer: Printer) -> None:
    """Say who prints things of this kind; the last one that was registered does."""
    _printers[kind] = printer


def printed(thing: object) -> bytes:
    """A PDF of this thing. Raises NotPrinted, and LookupError when nobody prints such things."""
    if type(thing) not in _printers:
        raise LookupError("Nobody was registered to print such pages.")
    return _printers[type(thing)](thing)
