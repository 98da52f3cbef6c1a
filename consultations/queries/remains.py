"""Contributions as an older database brings them back, with the key each hangs on."""

from __future__ import annotations

from collections.abc import Iterator

from consultations.models import Contribution
from consultations.states import ContributionState
from privacy.gate import Remains

GONE = (ContributionState.WITHDRAWN, ContributionState.ERASED)


def remains() -> Iterator[Remains]:
    """Every contribution that was not taken back."""
    for one in Contribution.objects.exclude(state__in=GONE).order_by("id"):
        yield Remains(key=bytes(one.record), subject=one.author_id, thing=one.id, about=one)
