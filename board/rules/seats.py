"""Seats, and how many there are."""

from __future__ import annotations

from django.utils.translation import gettext as _

from board.models import Membership
from privacy.permissions import Denied


def check_seat_is_free(seats: int) -> None:
    """A board has so many seats and no more. Raises Denied with a sentence."""
    if Membership.objects.filter(ended_on=None).count() >= seats:
        raise Denied("no_seat_free", _("All seats have a member. End a membership first."))
