"""`{% load sealed %}{% words opened %}`: an opened text, or calm words in its place."""

from __future__ import annotations

from typing import Any

from django import template

from privacy.reading import Opened

register = template.Library()


@register.inclusion_tag("privacy/words.html")
def words(opened: Opened | str | None) -> dict[str, Any]:
    """A text in paragraphs; where it did not open, one sentence that says so. A plain text is taken as it is."""
    if isinstance(opened, Opened):
        return {"text": opened.text, "shut": opened.shut}
    return {"text": opened, "shut": None}
