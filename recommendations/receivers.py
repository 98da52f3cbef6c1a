"""What this floor does when a member takes a text back."""

from __future__ import annotations

from typing import Any

from privacy import clock
from privacy.withdrawal import Withdrawal
from recommendations.models import Evidence, Recall, Release
from recommendations.states import ReleaseState


def flag_evidence(sender: object, withdrawal: Withdrawal, **kwargs: Any) -> None:
    """Flag what rests on the texts; ask for handed-over copies back.

    A release that has not left needs no mark: its gate asks again, and finds the passage closed.
    """
    cited = Evidence.objects.filter(passage__citations__text__contribution__in=withdrawal.things)
    quoted = Evidence.objects.filter(entry__contribution__in=withdrawal.things)
    for resting in (cited, quoted):
        withdrawal.touched |= set(resting.values_list("recommendation", flat=True))
    unflagged = Evidence.objects.filter(id__in=cited.values("id"), flagged_on=None)
    rows = list(unflagged.order_by("id").select_for_update())
    for row in rows:
        row.flagged_on = clock.today()
        row.save(act=withdrawal.act)
    for release in _handed_over(rows):
        if not release.recalls.filter(settled_on=None).exists():
            Recall(release=release, asked_on=clock.today()).save(act=withdrawal.act)


def _handed_over(rows: list[Evidence]) -> list[Release]:
    """Releases that have left with them. Those that could are held: before this, or never."""
    resting = Release.objects.filter(copies__recommendation__in={row.recommendation_id for row in rows})
    quoting = Release.objects.filter(copies__quoted__passage__in={row.passage_id for row in rows})
    concerned = {*resting.values_list("id", flat=True), *quoting.values_list("id", flat=True)}
    held = Release.objects.filter(id__in=concerned).order_by("id").select_for_update()
    return [release for release in held if release.state == ReleaseState.SENT]
