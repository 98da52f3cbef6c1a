"""Rules of a member's own things: her answer to the invitation, her draft, her contribution."""

from __future__ import annotations

from django.utils.translation import gettext as _

from board.models import Account
from consultations.models import Consultation, Contribution, Invitation
from consultations.rules.files import is_taking_answers
from consultations.states import CONTRIBUTION_TRANSITIONS, GIVEN, SEEN_BY_MEMBERS, ContributionState
from privacy import clock, consent
from privacy.models import ConsentRecord
from privacy.permissions import Denied


def check_can_answer_invitation(account: Account, invitation: Invitation) -> None:
    """Her own invitation, while the request takes answers. Raises Denied."""
    if not account.is_active or not account.is_member or invitation.account_id != account.pk:
        raise Denied("not_invited")
    _check_takes_answers(invitation.consultation)


def check_can_write(account: Account, consultation: Consultation) -> None:
    """A member to whom it was opened, while it takes answers. Raises Denied."""
    _check_invited(account, consultation)
    _check_takes_answers(consultation)


def check_can_send(account: Account, contribution: Contribution) -> None:
    """Her own draft. Raises Denied."""
    check_is_author(account, contribution)
    if contribution.state != ContributionState.DRAFT:
        raise Denied("already_sent", _("You have sent this already."))
    check_can_write(account, contribution.consultation)


def check_is_author(account: Account, contribution: Contribution) -> None:
    """Nobody else, whatever her role. Raises Denied."""
    if not account.is_active or contribution.author.account_id != account.pk:
        raise Denied("not_the_author")


def check_can_correct(account: Account, contribution: Contribution) -> None:
    """At any time after sending, until it is taken back. Raises Denied."""
    check_is_author(account, contribution)
    if contribution.state not in GIVEN:
        _refuse_state()


def check_can_change_permission(account: Account, contribution: Contribution) -> None:
    """As above: choices can always be changed. Raises Denied."""
    check_can_correct(account, contribution)


def check_can_hold(account: Account, contribution: Contribution) -> None:
    """Her pause: unread and unused until she says otherwise. Raises Denied."""
    check_is_author(account, contribution)
    _check_move(contribution, ContributionState.ON_HOLD)


def check_can_resume(account: Account, contribution: Contribution) -> None:
    """From her pause. Raises Denied."""
    check_is_author(account, contribution)
    if contribution.state != ContributionState.ON_HOLD:
        _refuse_state()


def check_can_take_back(account: Account, contribution: Contribution) -> None:
    """Always possible, for a draft too; final. Raises Denied."""
    check_is_author(account, contribution)
    _check_move(contribution, ContributionState.WITHDRAWN)


def check_can_say_yes_again(account: Account, contribution: Contribution, record: ConsentRecord) -> None:
    """The second yes to a name in public, a day after the first. Raises Denied."""
    check_can_change_permission(account, contribution)
    if record.given_at + consent.COOLING_OFF > clock.now():
        raise Denied("too_early", _("You can say yes to this one day after you chose it."))


def _check_invited(account: Account, consultation: Consultation) -> None:
    invited = Invitation.objects.filter(account=account, consultation=consultation)
    if not account.is_active or not account.is_member or not invited.exists():
        raise Denied("not_invited")
    if consultation.state not in SEEN_BY_MEMBERS:
        raise Denied("not_open")


def _check_takes_answers(consultation: Consultation) -> None:
    if not is_taking_answers(consultation):
        raise Denied("closed", _("This one has closed. What you wrote stays with you."))


def _check_move(contribution: Contribution, state: ContributionState) -> None:
    if state not in CONTRIBUTION_TRANSITIONS[contribution.state]:
        _refuse_state()


def _refuse_state() -> None:
    raise Denied("wrong_state", _("This text has changed in the meantime. Look at it again."))
