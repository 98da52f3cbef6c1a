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
    rows = list(cited.filter(flagged_on=None).distinct())
    for row in rows:
        row.flagged_on = clock.today()
        row.save(act=withdrawal.act)
    handed_over = Release.objects.filter(
        state=ReleaseState.SENT, copies__recommendation__in={row.recommendation_id for row in rows}
    )
    quoting = Release.objects.filter(
        state=ReleaseState.SENT, copies__quoted__passage__in={row.passage_id for row in rows}
    )
    for release in (handed_over | quoting).distinct():
        if not release.recalls.filter(settled_on=None).exists():
            Recall(release=release, asked_on=clock.today()).save(act=withdrawal.act)
