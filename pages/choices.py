"""Radios and ticks as cards, each with a line of words below it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


class _Cards(forms.widgets.ChoiceWidget):
    """What both kinds of cards share: `hints` (value -> words) and `two` (side by side)."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        hints: Mapping[str, Any] | None = None,
        two: bool = False,
    ) -> None:
        super().__init__(attrs)
        self.hints = dict(hints or {})
        self.two = two

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["two"] = self.two
        return context

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        return option


class OneOf(_Cards, forms.RadioSelect):
    """One of several: `ChoiceField(choices=…, widget=OneOf(hints={"members": _("…")}, two=True))`."""


class SomeOf(_Cards, forms.CheckboxSelectMultiple):
    """None, some or all of several."""
