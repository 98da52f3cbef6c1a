"""Time zones, told by their city. A zone is chosen by a person, and never guessed from a network."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def city_of(zone: str) -> str:
    """The city that an IANA name carries: "Warsaw" of "Europe/Warsaw"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


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
