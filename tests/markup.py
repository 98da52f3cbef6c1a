"""A page as a tree: its elements, what stands above each, its words, what the parser complained about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from xml.etree.ElementTree import Element

import html5lib

SVG = "{http://www.w3.org/2000/svg}"
BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "br", "button", "caption", "dd", "details", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "header", "hr",
        "label", "legend", "li", "main", "nav", "ol", "option", "p", "section", "summary", "table", "tbody",
        "td",
        "textarea", "th", "thead", "title", "tr", "ul",
    }
)  # fmt: skip


def text_of(element: Element) -> str:
    """All words below an element, with single blanks, blocks parted."""
    return " ".join("".join(_words(element)).split())


def _words(element: Element) -> Iterator[str]:
    if element.tag in {"script", "style", "template"}:
        return
    edge = " " if element.tag in BLOCKS else ""
    yield edge
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""
    yield edge


class Document:
    """A parsed page: the tree, what the parser complained about, and what came with it."""

    def __init__(self, content: str, path: str = "/", headers: dict[str, str] | None = None) -> None:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.root: Element = parser.parse(content)
        self.complaints = [f"{name} at line {place[0]}" for place, name, _ in parser.errors]
        self.content, self.path, self.headers = content, path, headers or {}

    @cached_property
    def elements(self) -> list[Element]:
        return [element for element in self.root.iter() if isinstance(element.tag, str)]

    @cached_property
    def parents(self) -> dict[Element, Element]:
        return {child: parent for parent in self.elements for child in parent}

    @cached_property
    def ids(self) -> Counter[str]:
        return Counter(element.attrib["id"] for element in self.elements if "id" in element.attrib)

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    def above(self, element: Element) -> Iterator[Element]:
        while element in self.parents:
            element = self.parents[element]
            yield element

    def within(self, element: Element, tag: str) -> Element | None:
        return next((above for above in self.above(element) if above.tag == tag), None)
