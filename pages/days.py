"""Days in words, as the language of the page writes them. No day is ever shown as 11/12/2026."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext

# Elsewhere a weekday begins with a capital only where a sentence begins, and here it never stands first.
CAPITAL_WEEKDAYS = frozenset({"en", "de"})


def full_day(day: dt.date) -> str:
    """ "Friday 11 December 2026"."""
    return _with_weekday(day, date_format(day, "j E Y"))


def day_of_the_year(day: dt.date) -> str:
    """ "Friday 11 December", where the year is plain."""
    return _with_weekday(day, date_format(day, "j E"))


def _with_weekday(day: dt.date, words: str) -> str:
    weekday = date_format(day, "l")
    if (get_language() or "")[:2] not in CAPITAL_WEEKDAYS:
        weekday = weekday.lower()
    # Translators: where the sentence around it would bend the weekday, put it last and in brackets.
    return pgettext("a day in words", "%(weekday)s %(day)s") % {"weekday": weekday, "day": words}
