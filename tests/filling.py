"""A form as a browser sees it: what it offers, what it would send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from tests.markup import text_of

FIELDS = ("input", "select", "textarea")
CHOICES = frozenset({"radio", "checkbox"})
NEVER_SENT = frozenset({"submit", "button", "file", "image", "reset"})


class Form:
    """A form on a page, with what a browser would send for it."""

    def __init__(self, element: Element, url: str) -> None:
        self.element, self.url = element, url
        self.method = element.attrib.get("method", "get").lower()

    @property
    def action(self) -> str:
        return urljoin(self.url, self.element.attrib.get("action") or "")

    @property
    def keys(self) -> set[str]:
        """What a test may call it by: its id, its address."""
        named = {self.element.attrib.get("id"), self.element.attrib.get("action"), urlsplit(self.action).path}
        return {one for one in named if one}

    @property
    def buttons(self) -> list[Element]:
        kinds = {"submit", None}
        return [one for one in self.element.iter("button") if one.attrib.get("type") in kinds]

    @property
    def names(self) -> set[str]:
        """The names of everything that can be filled in."""
        fields = (one for tag in FIELDS for one in self.element.iter(tag))
        return {one.attrib["name"] for one in fields if "name" in one.attrib}

    def offered(self, name: str) -> list[str] | None:
        """The values a choice offers; None for a field in which anything may be written."""
        named = [one for one in self.element.iter("input") if one.attrib.get("name") == name]
        if any(one.attrib.get("type") in CHOICES for one in named):
            return [one.attrib.get("value", "on") for one in named if one.attrib.get("type") in CHOICES]
        for select in self.element.iter("select"):
            if select.attrib.get("name") == name:
                return [one.attrib.get("value", text_of(one)) for one in select.iter("option")]
        return None

    def data(self) -> dict[str, list[Any]]:
        """What is sent when nothing is changed and no button is named."""
        found: dict[str, list[Any]] = {}
        for element in self.element.iter():
            name = element.attrib.get("name")
            if name and element.tag in FIELDS and "disabled" not in element.attrib:
                found.setdefault(name, []).extend(_values(element))
        return {name: values for name, values in found.items() if values}

    def filled(self, changes: Mapping[str, Any], button: str | None) -> dict[str, list[Any]]:
        """What is sent after these changes, by pressing this button (else the first one)."""
        data = self.data()
        for name, value in changes.items():
            assert name in self.names, f"nobody can fill in {name!r}: the form has {sorted(self.names)}"
            data[name] = self._chosen(name, value)
        pressed = self.button(button)
        if pressed is not None and pressed.attrib.get("name"):
            data[pressed.attrib["name"]] = [pressed.attrib.get("value", "")]
        return {name: values for name, values in data.items() if values}

    def _chosen(self, name: str, value: Any) -> list[Any]:
        if value is False or value is None:
            return []
        wanted = list(value) if isinstance(value, list | tuple | set | frozenset) else [value]
        offered = self.offered(name)
        if offered is None:
            return [one if hasattr(one, "read") else str(one) for one in wanted]
        values = offered[:1] if value is True else [str(one) for one in wanted]
        unknown = [one for one in values if one not in offered]
        assert not unknown, f"{name!r} does not offer {unknown}: it offers {offered}"
        return values

    def button(self, words: str | None) -> Element | None:
        """The button with these words, or the first one."""
        if words is None:
            return self.buttons[0] if self.buttons else None
        exact = [one for one in self.buttons if text_of(one) == words]
        found = exact or [one for one in self.buttons if words in text_of(one)]
        assert found, f"no button {words!r}: there are {[text_of(one) for one in self.buttons]}"
        return found[0]


def _values(element: Element) -> list[str]:
    kind = element.attrib.get("type", "text")
    if element.tag == "select":
        return _selected(element)
    if element.tag == "textarea":
        # a browser leaves out one line end after the tag
        return [(element.text or "").removeprefix("\n")]
    if kind in CHOICES:
        return [element.attrib.get("value", "on")] if "checked" in element.attrib else []
    return [] if kind in NEVER_SENT else [element.attrib.get("value", "")]


def _selected(element: Element) -> list[str]:
    options = list(element.iter("option"))
    chosen = [one for one in options if "selected" in one.attrib]
    if not chosen and "multiple" not in element.attrib:
        chosen = options[:1]
    return [one.attrib.get("value", text_of(one)) for one in chosen]
