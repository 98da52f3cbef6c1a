"""Plain text with paragraphs and lists: what everybody here writes, and all that is shown of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

BULLET = "- "


def _is_item(line: str) -> bool:
    return line.startswith(BULLET)


def pieces(text: str) -> Iterator[tuple[bool, list[str]]]:
    """Runs of lines that belong together: (is a list, its lines without their "- ")."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    for filled, block in groupby(lines, key=bool):
        if filled:
            for is_list, run in groupby(block, key=_is_item):
                yield is_list, [line.removeprefix(BULLET).strip() if is_list else line for line in run]


def _piece(is_list: bool, lines: list[str]) -> SafeString:  # noqa: FBT001  (a pair, no switch)
    if is_list:
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in lines)))
    return format_html("<p>{}</p>", format_html_join(SafeString("<br>"), "{}", ((line,) for line in lines)))


def to_html(text: str) -> SafeString:
    """Escaped paragraphs (parted by a blank line) and lists (lines that start with "- ")."""
    return format_html_join("\n", "{}", ((_piece(*piece),) for piece in pieces(text)))
