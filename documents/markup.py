"""The few elements and attributes of which an official page is made; none of them can reach outside.

Plain Python. It is the first of three walls; behind it nothing is fetched (`typesetting.Deny`), nothing can
be opened (`confinement.Doors`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_FRAME = {"html", "head", "meta", "title", "body", "main", "header", "footer", "section", "article", "div"}
_TEXT = {
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "ul",
    "ol",
    "li",
    "blockquote",
    "br",
    "a",
    "span",
    "strong",
    "em",
    "b",
    "i",
}
_SMALL = {"small", "sub", "sup", "abbr", "cite", "q", "time"}
_TABLE = {"table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"}
ELEMENTS = _FRAME | _TEXT | _SMALL | _TABLE
ANYWHERE = frozenset({"class", "id", "lang", "dir", "title"})
CELL = frozenset({"scope", "colspan", "rowspan"})
ATTRIBUTES = {
    "a": frozenset({"href"}),
    "body": frozenset({"data-page-before", "data-page-between", "data-page-after"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "meta": frozenset({"charset", "name", "content"}),
    "ol": frozenset({"start"}),
    "td": CELL,
    "th": CELL,
    "time": frozenset({"datetime"}),
}


def strange_parts(root: Any) -> Iterator[str]:
    """Kinds of things in an element tree that no official page has. Says what kind, never what it says."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue  # a comment
        if element.tag not in ELEMENTS:
            yield "an element that no document has"
        elif set(element.attrib) - ANYWHERE - ATTRIBUTES.get(element.tag, frozenset()):
            yield "an attribute that no document has"
