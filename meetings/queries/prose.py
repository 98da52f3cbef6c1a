"""A text as paragraphs and lists, so that a footnote can follow its last word."""

from __future__ import annotations

from dataclasses import dataclass

from pages.plain_text import pieces


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a list of points."""

    is_list: bool
    lines: tuple[str, ...]


def blocks_of(text: str | None) -> tuple[Block, ...]:
    """Blank lines part paragraphs, lines with "- " are points: as everywhere on the pages."""
    return tuple(Block(is_list, tuple(lines)) for is_list, lines in pieces(text or ""))
