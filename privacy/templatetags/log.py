"""`{% load log %}`: the words of an event."""

from __future__ import annotations

from django import template
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from privacy.forms import OUTCOMES

register = template.Library()


@register.filter
def event_words(code: str) -> str:
    """What an event says of itself, from `templates/events/`; its code where it has no words yet."""
    try:
        return render_to_string(f"events/{code}.txt").strip()
    except template.TemplateDoesNotExist:
        return _("did something that has no words here yet (%(code)s)") % {"code": code}


@register.filter
def outcome_words(outcome: str) -> str:
    """How an event ended."""
    return str(dict(OUTCOMES).get(outcome, outcome))  # type: ignore[call-overload]
