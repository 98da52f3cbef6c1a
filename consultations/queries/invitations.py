"""A member's own list: what was opened to her, and what waits for her."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet, Subquery
from django.http import Http404

from board.models import Account
from consultations.models import Consultation, Contribution, Invitation, PassageCheck
from consultations.queries.slices import PER_PAGE, Slice, cut
from consultations.states import (
    SEEN_BY_MEMBERS,
    CheckAnswer,
    ConsultationState,
    ContributionState,
    InvitationState,
    PassageState,
)
from privacy import clock

UNANSWERED = (InvitationState.WAITING, InvitationState.LATER, InvitationState.PART)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a member.

    Open requests she has not answered, those with a draft, and words to look at.
    """

    invitations: list[Invitation]
    drafts: frozenset[UUID]  # ids of consultations
    quotes: list[Consultation]


def invitations_of(account: Account, after: UUID | None = None) -> Slice[Invitation]:
    """What was opened to her, the newest first; `after` is the id of a consultation. Raises Http404."""
    if not account.is_member:
        raise Http404
    rows = _hers(account).order_by("-opened_at", "-consultation")
    if after is not None:
        mine = Invitation.objects.filter(account=account, consultation=after)
        here = Subquery(mine.values("opened_at")[:1])
        rows = rows.filter(Q(opened_at__lt=here) | Q(opened_at=here, consultation__lt=after))
    found = list(rows[: PER_PAGE + 1])
    return cut(found, (one.consultation_id for one in found))


def invitation_for(account: Account, consultation: UUID) -> Invitation:
    """Her invitation to one request that members see, with the request. Raises Http404."""
    found = None
    if account.is_member:
        hers: QuerySet[Invitation] = Invitation.objects.filter(
            account=account, consultation=consultation, consultation__state__in=SEEN_BY_MEMBERS
        )
        found = hers.select_related("consultation__requester").first()
    if found is None:
        raise Http404
    return found


def own_states(account: Account, consultations: Iterable[UUID]) -> dict[UUID, str]:
    """The state of her newest contribution to each request, in one query."""
    rows = Contribution.objects.filter(author__account=account, consultation__in=list(consultations))
    # Taken back first, so that one that is alive stands over it.
    alive = {ContributionState.WITHDRAWN: 0, ContributionState.ERASED: 0}
    pairs = rows.values_list("consultation_id", "state")
    return dict(sorted(pairs, key=lambda pair: alive.get(ContributionState(pair[1]), 1)))


def waiting_for(account: Account) -> Waiting:
    """Everything that waits for her. Nothing for those who are no members."""
    if not account.is_member:
        return Waiting([], frozenset(), [])
    rows = _hers(account).filter(
        state__in=UNANSWERED,
        consultation__state=ConsultationState.OPEN,
        consultation__closes_on__gte=clock.today(),
    )
    opened = list(rows.order_by("consultation__closes_on", "-consultation"))
    states = own_states(account, [one.consultation_id for one in opened])
    unsent = {None, ContributionState.DRAFT, ContributionState.WITHDRAWN, ContributionState.ERASED}
    invitations = [one for one in opened if states.get(one.consultation_id) in unsent]
    drafts = frozenset(one for one, state in states.items() if state == ContributionState.DRAFT)
    return Waiting(invitations, drafts, _with_words_to_check(account))


def _hers(account: Account) -> QuerySet[Invitation]:
    rows: QuerySet[Invitation] = Invitation.objects.filter(
        account=account, consultation__state__in=SEEN_BY_MEMBERS
    )
    return rows.select_related("consultation__requester").defer(
        "consultation__background", "consultation__content_note"
    )


def _with_words_to_check(account: Account) -> list[Consultation]:
    asked = PassageCheck.objects.filter(
        contribution__author__account=account,
        contribution__state=ContributionState.SENT,
        answer=CheckAnswer.ASKED,
        revision=F("passage__revision"),
        passage__state=PassageState.LIVE,
    )
    about = asked.values("contribution__consultation")
    return list(Consultation.objects.filter(id__in=about).order_by("-asked_on", "-id"))
