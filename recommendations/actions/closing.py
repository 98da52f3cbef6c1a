"""Wordings that go with what they rested on, as long as nobody outside has them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from privacy import clock
from privacy.audit import Act
from recommendations.models import RecommendationText, Release, ReleasedCopy


def close_wordings(act: Act, recommendations: Collection[UUID], *, but: Collection[UUID] = ()) -> set[bytes]:
    """Nobody reads them from this act on; the ids of the keys that have to go after it.

    What was handed over stays: it is the board's own wording. What was frozen of the others goes with them.
    """
    left = ReleasedCopy.objects.filter(release__handed_over_on__isnull=False)
    there = RecommendationText.objects.filter(recommendation__in=recommendations, closed_on=None)
    rows = list(there.exclude(id__in=[*but]).exclude(id__in=left.values("text")).order_by("id"))
    for row in rows:
        row.closed_on = clock.today()
        row.save(act=act)
    frozen = Release.objects.filter(copies__text__in=rows, handed_over_on=None)
    return {bytes(row.record) for row in rows} | {bytes(one.record) for one in frozen}
