"""Coming to the board, and leaving it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from board.models import Account, Board, Joining, Membership, Organisation
from board.rules.access import check_organisation_fits
from board.rules.people import check_can_manage_people
from board.states import MEMBERS, JoiningState, Role
from privacy import clock
from privacy.permissions import Denied


def check_can_invite(account: Account, role: Role, organisation: Organisation | None) -> None:
    """The secretariat, and for no more members than there are seats. Raises Denied with a sentence."""
    check_can_manage_people(account)
    check_organisation_fits(role, organisation)
    if role in MEMBERS:
        waiting = Joining.objects.filter(
            role__in=MEMBERS, state=JoiningState.OPEN, expires_on__gte=clock.today()
        )
        if Membership.objects.filter(ended_on=None).count() + waiting.count() >= Board.objects.get().seats:
            raise Denied("no_seat_free", _("All seats have a member, or somebody is invited to them."))


def check_joining_is_open(joining: Joining) -> None:
    """Not used, not taken back, and its last day is not over. Raises Denied."""
    if joining.state != JoiningState.OPEN or joining.expires_on < clock.today():
        raise Denied("not_open", _("This invitation does not work any more."))
