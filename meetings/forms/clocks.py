"""Clock times in the zone of a meeting."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _


def moment(day: dt.date, clock: dt.time, zone: str) -> dt.datetime:
    """Aware; refuses an hour that the zone skips or has twice. Raises ValidationError."""
    plain = dt.datetime.combine(day, clock)
    early = make_aware(plain.replace(fold=0), ZoneInfo(zone))
    late = make_aware(plain.replace(fold=1), ZoneInfo(zone))
    if early.utcoffset() != late.utcoffset():
        raise ValidationError(_("The clocks change at that hour. Choose another time."))
    return early
