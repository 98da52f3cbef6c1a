"""A text as paragraphs and lists, so that a footnote can follow its last word."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

BULLET = "- "


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a list of points."""

    is_list: bool
    lines: tuple[str, ...]


def blocks_of(text: str | None) -> tuple[Block, ...]:
    """Blank lines part paragraphs, lines with "- " are points."""
    lines = [line.strip() for line in (text or "").replace("\r\n", "\n").split("\n")]
    found: list[Block] = []
    for filled, run in groupby(lines, key=bool):
        if filled:
            for is_list, piece in groupby(run, key=lambda line: line.startswith(BULLET)):
                plain = tuple(line.removeprefix(BULLET).strip() if is_list else line for line in piece)
                found.append(Block(is_list, plain))
    return tuple(found)
