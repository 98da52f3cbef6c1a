"""The three questions that every check asks, each with the file and the key for the answer."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Needs:
    """Checks on one file; each raises ValueError naming the file and the key."""

    file: str

    def true(self, holds: object, key: str, what: str) -> None:
        if not holds:
            raise ValueError(f"{self.file}: {key} {what}")

    def known(self, keys: Iterable[str | None], known: Iterable[str | None], key: str) -> None:
        """Every one of `keys` is among `known`; None stands for nothing and is left out."""
        for each in sorted({each for each in keys if each} - set(known)):
            raise ValueError(f"{self.file}: {key} names “{each}”, which is nowhere")

    def unique(self, values: Iterable[str | None], key: str) -> None:
        found = [each for each in values if each]
        self.true(len(found) == len(set(found)), key, "holds the same value twice")
