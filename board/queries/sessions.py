"""Where somebody is signed in."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from board.models import Account, Session
from privacy import clock


def signed_in_of(account: Account) -> list[Session]:
    """Every sign-in that is not over, newest first."""
    now = clock.now()
    rows = Session.objects.filter(account=account).select_related("account").order_by("-started_at")
    return [row for row in rows if not row.is_over(now)]


def signed_in_at(account: Account, number: UUID) -> Session:
    """One of them. Raises Http404."""
    for row in signed_in_of(account):
        if row.number == number:
            return row
    raise Http404
