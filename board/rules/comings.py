"""Coming to the board, and leaving it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from board.models import Account, Board, Departure, Joining, Membership, Organisation, Person
from board.rules.access import check_organisation_fits
from board.rules.people import check_can_manage_people, check_is_here, check_is_not_last, check_is_self
from board.states import MEMBERS, DepartureState, JoiningState, Role
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


def check_can_ask_to_leave(account: Account, person: Person) -> None:
    """Only the person herself, and once. Raises Denied with a sentence."""
    check_is_self(account, person)
    check_is_here(person)
    check_is_not_last(account)
    if Departure.objects.filter(person=person, state=DepartureState.WAITING).exists():
        raise Denied("asked_already", _("You have asked to leave. You can still change your mind."))


def check_can_stay(account: Account, departure: Departure) -> None:
    """Only the person herself, until it is done. Raises Denied with a sentence."""
    check_is_self(account, departure.person)
    if departure.state != DepartureState.WAITING:
        raise Denied("wrong_state", _("This has changed in the meantime."))


def check_is_due(departure: Departure) -> None:
    """She has had all her days to change her mind, and did not; and somebody stays. Raises Denied.

    Who was not the last of the secretariat when she asked may have become so since.
    """
    if departure.state != DepartureState.WAITING or departure.due_on >= clock.today():
        raise Denied("not_due")
    check_is_not_last(departure.person.account)
