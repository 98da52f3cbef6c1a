"""Reads of the chain: who has looked at a thing, and the log for data protection."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from privacy import clock
from privacy.audit import Outcome, pseudonym
from privacy.models import Event, Trace


class Seen(NamedTuple):
    """Somebody in this role looked on this day. No clock times, and no names."""

    day: date
    role: str


def years_kept() -> range:
    """The years of the chain: ids have another pseudonym in each of them."""
    first = Event.objects.order_by("seq").values_list("happened_at", flat=True).first()
    this = clock.now().year
    return range(first.year if first else this, this + 1)


def pseudonyms_of(ids: Iterable[object]) -> list[bytes]:
    """What stands for these ids in the chain, in each year that is kept."""
    years = years_kept()
    return [pseudonym(one, year) for one in ids for year in years]


def seen_by(thing_ids: Iterable[UUID]) -> list[Seen]:
    """Who has read these things, by day and role, the newest day first; each pair once.

    Give every id that stands for the thing: its own, and that of what its permissions hang on. A person's
    readings of her own words are not in the chain, so they are not here either.
    """
    traced = Trace.objects.filter(thing__in=pseudonyms_of(thing_ids)).values("event_id")
    moments = Event.objects.filter(outcome=Outcome.READ, seq__in=traced).values_list("happened_at", "role")
    found = {Seen(timezone.localtime(moment).date(), role) for moment, role in moments.distinct()}
    return sorted(found, key=lambda seen: (-seen.day.toordinal(), seen.role))
