"""Who may do what with people's names, breaks and words."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from board.models import Account, Departure, Person
from board.states import PERSON_TRANSITIONS, WITH_ACCESS, DepartureState, PersonState, Role
from privacy.permissions import Denied, require


def check_can_manage_people(account: Account) -> None:
    """The secretariat adds people and ends access."""
    require(account, "board.manage_people")


def check_can_move(person: Person, state: PersonState) -> None:
    """The table of transitions. Raises Denied."""
    if state not in PERSON_TRANSITIONS[person.state]:
        raise Denied("wrong_state", _("This has changed in the meantime."))


def check_is_self(account: Account, person: Person) -> None:
    """Only the person herself. Raises Denied."""
    if person.account_id != account.pk:
        raise Denied("not_yourself")


def check_can_come_back(account: Account, person: Person) -> None:
    """From a break; who wishes to leave says first that she stays. Raises Denied."""
    check_can_pause(account, person)
    check_can_move(person, PersonState.ACTIVE)
    if Departure.objects.filter(person=person, state=DepartureState.WAITING).exists():
        raise Denied("leaving", _("This person has asked to leave."))


def check_can_record_identity(account: Account, person: Person) -> None:
    """The person herself, or the secretariat."""
    if person.account_id != account.pk:
        check_can_manage_people(account)


def check_can_pause(account: Account, person: Person) -> None:
    """A break is the person's own choice, or entered by the secretariat when she asks for it."""
    if person.account_id != account.pk:
        check_can_manage_people(account)


def check_is_here(person: Person) -> None:
    """Somebody who has not left. Raises Denied."""
    if person.state not in WITH_ACCESS:
        raise Denied("wrong_state", _("This access has ended."))


def check_has_left(person: Person) -> None:
    """Somebody who cannot sign in any more, and so takes nothing back alone. Raises Denied."""
    if person.state != PersonState.ENDED:
        raise Denied("wrong_state", _("This has changed in the meantime."))


def check_is_not_own(account: Account, person: Person) -> None:
    """Nobody closes her own account here: the last person would lock everybody out."""
    if person.account_id == account.pk:
        raise Denied("not_your_own", _("Somebody else in the secretariat has to do this for you."))


def may_be_contacted(person: Person) -> bool:
    """Whether anything may be asked of her or sent to her: not on a break, nor once she wishes to leave."""
    return person.state == PersonState.ACTIVE and person.account.is_active


def check_can_erase(account: Account, person: Person) -> None:
    """Only the person herself; and not the last of the secretariat, or nobody could invite anybody."""
    check_is_self(account, person)
    check_can_move(person, PersonState.ERASED)
    check_is_not_last(account)


def check_is_not_last(account: Account) -> None:
    """Somebody else of the secretariat has to be there, and to stay. Raises Denied with a sentence."""
    if is_last_of_secretariat(account):
        raise Denied(
            "last_of_the_secretariat",
            _("You are the last person of the secretariat. Invite somebody else first."),
        )


def is_last_of_secretariat(account: Account) -> bool:
    """Whether nobody could invite anybody without her.

    Roles count whether they are in use or not; whoever has asked to leave is nobody to rely on.
    """
    if not account.is_active or Role.SECRETARIAT not in account.roles:
        return False
    leaving = Departure.objects.filter(state=DepartureState.WAITING).values("person__account")
    others = Account.objects.holding(Role.SECRETARIAT).filter(is_active=True).exclude(pk=account.pk)
    return not others.exclude(pk__in=leaving).exists()


def is_allowed(check: Callable[[], None]) -> bool:
    """Whether a check lets it pass: for buttons."""
    try:
        check()
    except Denied:
        return False
    return True
