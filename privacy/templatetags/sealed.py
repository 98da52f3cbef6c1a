"""`{% load sealed %}`: what was opened, or calm words in its place; and the names of roles in the chain."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from privacy.reading import Opened

register = template.Library()


@register.inclusion_tag("privacy/words.html")
def words(opened: Opened | str | None) -> dict[str, Any]:
    """A text in paragraphs; where it did not open, one sentence that says so. A plain text stays as it is."""
    if isinstance(opened, Opened):
        return {"text": opened.text, "shut": opened.shut}
    return {"text": opened, "shut": None}


@register.filter
def role_name(role: str) -> str:
    """The name of a role as the chain keeps it; the machine acts under names of its own."""
    field: Any = get_user_model()._meta.get_field("role")
    return str(dict(field.choices).get(role) or _("The machine"))
