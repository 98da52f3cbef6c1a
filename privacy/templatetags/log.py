"""`{% load log %}`: the words of an event."""

from __future__ import annotations

from typing import Any

from django import template

from privacy import queries
from privacy.forms import OUTCOMES

register = template.Library()
register.filter("event_words", queries.event_words)


@register.filter
def outcome_words(outcome: str) -> str:
    """How an event ended."""
    words: dict[str, Any] = {str(key): said for key, said in OUTCOMES.items()}
    return str(words.get(outcome, outcome))
