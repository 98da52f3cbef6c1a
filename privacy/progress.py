"""How far a long command has come: a bar with counts on a terminal, plain lines everywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

WIDTH = 24
Item = TypeVar("Item")


class Out(Protocol):
    """Where it is written: a command's `stdout`."""

    def write(self, msg: str = "", style_func: None = None, ending: str | None = None) -> object: ...
    def flush(self) -> None: ...
    def isatty(self) -> bool: ...


class Progress:
    """One line of work after another, each with a count. `begin`, `add`, `end`; lines are whole sentences."""

    def __init__(self, out: Out | None = None) -> None:
        self._out = out
        self._draws = out is not None and out.isatty()
        self._words, self._unit = "", ""
        self._total = self._done = self._shown = 0

    @classmethod
    def drawn(cls, out: Out) -> Progress:
        """On a terminal alone: for a command that says at its end how much it was."""
        return cls(out if out.isatty() else None)

    def begin(self, words: str, total: int, unit: str = "") -> None:
        """A new line of work with `total` steps (0: nobody knows) of a unit ("keys", "MB")."""
        self._words, self._total, self._unit, self._done, self._shown = words, total, unit, 0, -1
        self._draw()

    def add(self, count: int = 1) -> None:
        """So many more are done."""
        self._done += count
        self._draw()

    def end(self) -> None:
        """This line of work is done."""
        count = f": {self._count(self._done)}" if self._total or self._done else ""
        self._write(f"{self._clear()}{self._words}{count}\n")

    def each(self, words: str, items: Iterable[Item], total: int, unit: str = "") -> Iterator[Item]:
        """Go through `items` and count them."""
        self.begin(words, total, unit)
        for item in items:
            yield item
            self.add()
        self.end()

    def told(self, words: str, unit: str = "") -> Callable[[int, int], None]:
        """For work that says itself how much is done, and of how much: what it calls, until all is done."""
        self.begin(words, 0, unit)

        def tell(done: int, total: int) -> None:
            self._total = total
            self.add(done - self._done)
            if done >= total:
                self.end()

        return tell

    def _draw(self) -> None:
        part = WIDTH * self._done // self._total if self._total else 0
        # a terminal is slow: only what can be seen is drawn
        if not self._draws or part == self._shown:
            return
        self._shown = part
        bar = "#" * min(part, WIDTH) + "." * max(WIDTH - part, 0)
        of = f" of {self._count(self._total)}" if self._total else ""
        self._write(f"{self._clear()}[{bar}] {self._words}: {self._count(self._done)}{of}")

    def _count(self, number: int) -> str:
        return f"{number / 10**6:.1f} MB" if self._unit == "MB" else f"{number} {self._unit}".strip()

    def _clear(self) -> str:
        return "\r\x1b[K" if self._draws else ""

    def _write(self, words: str) -> None:
        if self._out is not None:
            self._out.write(words, ending="")
            self._out.flush()
