"""The pages that hold the root key in words. A floor above prints them: the ground floor makes no PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Page:
    """One of three: its number, 33 words, the day it was made. Its words are a secret."""

    number: int
    words: Sequence[str]
    made_on: date

    def __repr__(self) -> str:
        return f"<page {self.number}>"


Printer = Callable[[Page], bytes]
_printers: list[Printer] = []


def register(printer: Printer) -> None:
    """Say who prints; the last one that was registered does."""
    _printers.append(printer)


def printed(page: Page) -> bytes:
    """A PDF of one A4 page. Raises LookupError when nobody prints."""
    if not _printers:
        raise LookupError("Nobody was registered to print pages.")
    return _printers[-1](page)
