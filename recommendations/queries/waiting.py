"""What waits for a person on this floor, for the home page. Counts and addresses, no words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet

from board.models import Account
from board.states import STAFF
from privacy import clock
from recommendations.models import NEEDS_A_LOOK, Evidence, Recall, Release, ReleasedCopy, Response
from recommendations.queries.portal import portal_rows
from recommendations.states import RecommendationState, ReleaseState

# An answer that has not come after this time is worth a question.
PATIENCE = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Counts of what waits; all 0 for a person for whom nothing does."""

    to_approve: int = 0
    to_reword: int = 0
    recalls: int = 0
    unanswered: int = 0
    to_receive: int = 0
    to_answer: int = 0


def waiting_for(account: Account) -> Waiting:
    """For staff what needs a hand, for an officer what was sent to her; four queries at most."""
    if account.is_officer:
        rows = [row for row in portal_rows(account) if not row.is_recalled]
        return Waiting(
            to_receive=sum(1 for row in rows if not row.is_handed_over),
            to_answer=sum(row.waiting for row in rows if row.is_handed_over),
        )
    if account.role not in STAFF:
        return Waiting()
    prepared = Release.objects.filter(state=ReleaseState.PREPARED).exclude(prepared_by=account)
    flagged = Evidence.objects.filter(
        NEEDS_A_LOOK,
        recommendation__state__in=[RecommendationState.DRAFT, RecommendationState.ENDORSED],
    )
    return Waiting(
        to_approve=prepared.count(),
        to_reword=flagged.values("recommendation").distinct().count(),
        recalls=Recall.objects.filter(settled_on=None).count(),
        unanswered=_unanswered().count(),
    )


def _unanswered() -> QuerySet[ReleasedCopy]:
    answers = Response.objects.filter(copy=OuterRef("pk"))
    return ReleasedCopy.objects.filter(
        ~Exists(answers), release__state=ReleaseState.SENT, release__approved_on__lt=clock.today() - PATIENCE
    )
