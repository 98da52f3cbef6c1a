"""Who was invited, and by which link or code."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from board import rules
from board.models import Account, Departure, Joining
from board.passphrases import code_typed
from board.queries.people import or_404
from board.states import DepartureState, JoiningState
from privacy import clock, index


def joinings_for(account: Account) -> list[Joining]:
    """Invitations that can still be used, for those who manage people. Raises Http404."""
    or_404(rules.check_can_manage_people, account)
    rows = Joining.objects.filter(state=JoiningState.OPEN, expires_on__gte=clock.today())
    return list(rows.select_related("organisation").order_by("expires_on", "sign_in_name"))


def joining_for(account: Account, joining: UUID) -> Joining:
    """One of them. Raises Http404."""
    for row in joinings_for(account):
        if row.id == joining:
            return row
    raise Http404


def joining_by(secret: str) -> Joining | None:
    """What this link or code lets in; None for an unknown, a used, an expired one and one taken back."""
    return _open(Joining.objects.filter(digest=index.looked_up(index.INVITATION, secret)).first())


def joining_by_code(typed: str) -> Joining | None:
    """The same, by a code as somebody typed it from a card."""
    return joining_by(code_typed(typed))


def joining_begun(number: str) -> Joining | None:
    """The invitation that a browser has begun to use, while it can be used."""
    return _open(Joining.objects.filter(id=number).first()) if number else None


def departure_of(account: Account) -> Departure | None:
    """One's own wish to leave, while one can still change one's mind."""
    found: Departure | None = Departure.objects.filter(
        person__account=account, state=DepartureState.WAITING
    ).first()
    return found


def _open(joining: Joining | None) -> Joining | None:
    return (
        joining
        if joining is not None and rules.is_allowed(lambda: rules.check_joining_is_open(joining))
        else None
    )
