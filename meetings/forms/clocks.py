"""Clock times in the zone of a meeting; a zone is told by its city."""

from __future__ import annotations

import datetime as dt
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from meetings.models import city_of


@cache
def zones() -> dict[str, str]:
    """City, in small letters, to zone: "warsaw" to "Europe/Warsaw"."""
    named = (zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix")))
    # the shorter name wins: America/Louisville, not America/Kentucky/Louisville
    return {city_of(zone).casefold(): zone for zone in sorted(named, key=lambda zone: (-len(zone), zone))}


def zone_of(city: str) -> str:
    """The zone of a city. Raises ValidationError."""
    found = zones().get(" ".join(city.split()).casefold())
    if found is None:
        raise ValidationError(
            _("We do not know the clock of this city. Write a capital, for example Warsaw.")
        )
    return found


def moment(day: dt.date, clock: dt.time, zone: str) -> dt.datetime:
    """Aware; refuses an hour that the zone skips or has twice. Raises ValidationError."""
    plain = dt.datetime.combine(day, clock)
    early = make_aware(plain.replace(fold=0), ZoneInfo(zone))
    late = make_aware(plain.replace(fold=1), ZoneInfo(zone))
    if early.utcoffset() != late.utcoffset():
        raise ValidationError(_("The clocks change at that hour. Choose another time."))
    return early
