"""Tags and filters of every page: `{% load pages %}`."""

from __future__ import annotations

import datetime as dt

from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pages.days import full_day
from pages.icons import SHAPES, TURNED
from pages.plain_text import to_html

register = template.Library()
TAG_SHAPES = frozenset({"draft", "open", "wait", "done", "stop", "note"})


def _local(value: dt.date | dt.datetime) -> dt.date | dt.datetime:
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def day(value: dt.date | dt.datetime | str | None) -> str:
    """Friday 11 December 2026, in the language of the page; nothing for None; words as they are."""
    if not isinstance(value, dt.date):
        return value or ""
    return full_day(_local(value))


@register.filter
def short_day(value: dt.date | dt.datetime | None) -> str:
    """11 December 2026; nothing for None."""
    return date_format(_local(value), "j E Y") if value else ""


@register.filter
def clock_time(value: dt.time | dt.datetime | None) -> str:
    """14:30, in the current zone for a moment; nothing for None."""
    if value is None:
        return ""
    shown = _local(value) if isinstance(value, dt.datetime) else value
    return f"{shown:%H:%M}"


@register.filter
def paragraphs(text: str | None) -> SafeString:
    """Plain text as escaped paragraphs and lists; see `pages.plain_text`."""
    return to_html(text or "")


@register.filter
def anchor(field: BoundField) -> str:
    """The id of the first control of a field: where the error summary leads."""
    widget = field.field.widget
    if getattr(widget, "input_type", "") in {"radio", "checkbox"} and hasattr(widget, "optgroups"):
        return f"{field.auto_id}_0"
    return field.id_for_label or str(field.auto_id)


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of `pages.icons.SHAPES`, beside words that say the same."""
    # constants of ours, never a value
    shape = SafeString(SHAPES[name])
    turned = " turn" if name in TURNED else ""
    return format_html(
        '<svg class="i{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', turned, shape
    )


@register.simple_tag
def status_tag(shape: str, words: str) -> SafeString:
    """A pill whose shape and words carry the meaning. Raises KeyError for a shape that does not exist."""
    if shape not in TAG_SHAPES:
        raise KeyError(shape)
    return format_html('<span class="tag {}">{}</span>', shape, words)
