"""Loaders of one recommendation."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from board.models import Account
from board.states import STAFF
from recommendations.models import Recommendation
from recommendations.states import SEEN_BY_MEMBERS


def recommendation_for(account: Account, recommendation: UUID) -> Recommendation:
    """Drafts for the chair and the secretariat; endorsed and later for everybody inside. Raises Http404."""
    found = Recommendation.objects.filter(id=recommendation).select_related("decision__minutes__meeting")
    if not account.is_inside:
        raise Http404
    if account.role not in STAFF:
        found = found.filter(state__in=SEEN_BY_MEMBERS)
    row = found.first()
    if row is None:
        raise Http404
    return row


def write_for(account: Account, recommendation: UUID) -> Recommendation:
    """One recommendation for those who write. Raises Http404."""
    staff_or_404(account)
    return recommendation_for(account, recommendation)


def addressed_to(recommendation: Recommendation) -> dict[str, str]:
    """Id and name of each organisation it is addressed to, by name."""
    rows = recommendation.addressees.order_by("organisation__name")
    pairs = rows.values_list("organisation_id", "organisation__name")
    return {str(organisation): name for organisation, name in pairs}


def staff_or_404(account: Account) -> None:
    """Only the chair and the secretariat. Raises Http404."""
    if account.role not in STAFF:
        raise Http404
