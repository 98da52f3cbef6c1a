"""A bar with counts while a command works, on a terminal; elsewhere nothing, so that logs stay readable."""

from __future__ import annotations

from typing import Protocol

WIDTH = 30


class Stream(Protocol):
    """Where a command writes."""

    def write(self, text: str, *, ending: str) -> object: ...

    def flush(self) -> object: ...

    def isatty(self) -> bool: ...


class Bar:
    """Called with how much is done and how much there is. `words` say of what: "keys"."""

    def __init__(self, stream: Stream, words: str) -> None:
        self.stream, self.words = stream, words
        self.shown = stream.isatty()

    def __call__(self, done: int, total: int) -> None:
        if self.shown:
            share = done / total if total else 1.0
            bar = ("#" * round(share * WIDTH)).ljust(WIDTH)
            self.stream.write(f"\r[{bar}] {done:,} of {total:,} {self.words}", ending="")
            if done >= total:
                self.stream.write("", ending="\n")
            self.stream.flush()
