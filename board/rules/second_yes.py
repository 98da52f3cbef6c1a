"""What takes two people: to let somebody in again, to give somebody a second role."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from board.models import Account, Membership, Person, SecondYes
from board.rules.people import check_can_manage_people, check_is_here, check_is_not_own
from board.states import MEMBERS, Need, Role, SecondYesState
from privacy import clock
from privacy.permissions import Denied

VALID_FOR = timedelta(days=7)
NEVER_BESIDE_ANOTHER = frozenset({Role.ADMINISTRATOR, Role.OFFICER})


def check_can_ask(account: Account, person: Person) -> None:
    """The secretariat, for somebody else who is here. Raises Denied."""
    check_can_manage_people(account)
    check_is_not_own(account, person)
    check_is_here(person)


def waiting(person: Person, need: Need) -> SecondYes | None:
    """What waits for a second person, unless it was asked too long ago."""
    rows = SecondYes.objects.filter(person=person, need=need, state=SecondYesState.WAITING)
    found: SecondYes | None = rows.filter(asked_at__gt=clock.now() - VALID_FOR).first()
    return found


def check_is_the_second(account: Account, person: Person, need: Need) -> SecondYes:
    """Another one than who asked; and not in her other role. Raises Denied."""
    check_can_ask(account, person)
    found = waiting(person, need)
    if found is None:
        raise Denied("nobody_asked", _("Somebody else of the secretariat has to ask for this first."))
    if found.asked_by_id == account.pk:
        raise Denied("not_the_second", _("Somebody else of the secretariat has to say yes to this."))
    return found


def check_second_role_fits(person: Person, second: str) -> None:
    """Two roles that one person may have, one at a time. Raises Denied with a sentence."""
    first = person.account.role
    if not second:
        return
    if {first, second} & NEVER_BESIDE_ANOTHER or first == second:
        raise Denied("roles_do_not_fit", _("These two roles cannot belong to one person."))
    if second in MEMBERS and not Membership.objects.filter(person=person, ended_on=None).exists():
        raise Denied("no_seat", _("Only somebody with a seat can be a member."))
