"""Who gets in, and whose way in is closed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from board.models import Account, Organisation, Person
from board.rules.people import (
    check_can_come_back,
    check_can_manage_people,
    check_can_move,
    check_is_not_own,
    is_allowed,
)
from board.rules.second_yes import check_can_ask
from board.states import WITH_ACCESS, Need, PersonState, Role
from privacy.permissions import Denied, require


def check_can_end_access(account: Account, person: Person) -> None:
    """The secretariat, but not its own access."""
    check_can_manage_people(account)
    check_is_not_own(account, person)
    check_can_move(person, PersonState.ENDED)


def check_can_keep_out(account: Account) -> None:
    """Whoever a member may call when a phone is lost: the secretariat, or the chair."""
    require(account, "board.pause_access")


def check_can_pause_access(account: Account, person: Person) -> None:
    """The secretariat, the chair for members alone; an account that is open, but not one's own."""
    check_can_keep_out(account)
    if not person.account.is_member:
        check_can_manage_people(account)
    check_is_not_own(account, person)
    if not person.account.is_active:
        raise Denied("wrong_state", _("This access is not open."))


def check_can_resume_access(account: Account, person: Person) -> None:
    """The secretariat, for an account that was paused and has not ended."""
    check_can_manage_people(account)
    if person.account.is_active or person.state not in WITH_ACCESS:
        raise Denied("wrong_state", _("This access is not paused."))


def check_can_remove_factor(account: Account, left: int) -> None:
    """Not the last one of somebody who needs one: `left` that work remain. Raises Denied with a sentence."""
    if account.needs_second_step and not left:
        raise Denied("last_factor", _("Your role needs a second step. Add another one first."))


def check_sign_in_name_is_free(name: str) -> None:
    """Each sign-in name once. Raises Denied with a sentence."""
    if Account.objects.filter(sign_in_name=name).exists():
        raise Denied("name_taken", _("Somebody signs in with this name. Choose another one."))


def check_organisation_fits(role: Role, organisation: Organisation | None) -> None:
    """An officer works for an organisation; nobody else does. Raises Denied."""
    if (role == Role.OFFICER) != (organisation is not None):
        raise Denied(
            "organisation_does_not_fit", _("A partner officer needs an organisation; nobody else has one.")
        )


@dataclass(frozen=True, slots=True)
class May:
    """What an account may do to a person now: one yes or no for each button."""

    begin_break: bool
    end_break: bool
    pause_access: bool
    resume_access: bool
    end_access: bool
    issue_passphrase: bool
    erase: bool


def what_may(account: Account, person: Person) -> May:
    """Every button of a person's page, decided by the rules that the actions check again."""
    member = person.account.is_member
    return May(
        begin_break=member and is_allowed(lambda: check_can_move(person, PersonState.PAUSED)),
        end_break=member and is_allowed(lambda: check_can_come_back(account, person)),
        pause_access=is_allowed(lambda: check_can_pause_access(account, person)),
        resume_access=is_allowed(lambda: check_can_resume_access(account, person)),
        end_access=is_allowed(lambda: check_can_end_access(account, person)),
        issue_passphrase=is_allowed(lambda: check_can_ask(account, Need.WAY_IN, person)),
        erase=is_allowed(lambda: check_can_ask(account, Need.ERASURE, person)),
    )
