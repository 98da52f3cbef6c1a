"""What an officer of a partner may do with a release."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from board.models import Account
from privacy import clock
from privacy.permissions import Denied, holds
from recommendations.models import Release, TermsAccepted
from recommendations.states import RECEIVABLE, TERMS, ReleaseState


def is_received(account: Account, release: Release) -> bool:
    """Whether this officer holds a grant on this very release, works there, and it is not recalled."""
    works_there = Account.objects.filter(pk=account.pk, person__organisation=release.organisation_id)
    return bool(
        account.is_active
        and account.is_officer
        and release.state in RECEIVABLE
        and holds(account, "receive_release", release)
        and works_there.exists()
    )


def check_can_receive(account: Account, release: Release) -> None:
    """Raises Denied, without a sentence: there is nothing here for anybody else."""
    if not is_received(account, release):
        raise Denied("not_for_you")


def check_terms_accepted(account: Account, release: Release) -> None:
    """The terms in force, for this release, by this officer. Raises Denied."""
    said_yes = TermsAccepted.objects.filter(account=account, release=release, terms=TERMS)
    if not said_yes.exists():
        raise Denied("terms", _("Read the terms first, and say that you keep to them."))


def check_can_respond(account: Account, release: Release, answered_on: date) -> None:
    """After the terms and the hand-over, with a day that has come; her own today is one. Raises Denied."""
    check_can_receive(account, release)
    check_terms_accepted(account, release)
    if release.state != ReleaseState.SENT:
        raise Denied("not_handed_over", _("Download the recommendations first."))
    check_day_of_answer(release, answered_on)


def check_day_of_answer(release: Release, answered_on: date) -> None:
    """A day that has come, after the board gave it. Raises Denied."""
    here = clock.today_here()
    if answered_on > max(here, clock.today()):
        raise Denied("not_yet", _("Choose a day that is not in the future."))
    if release.approved_on is not None and answered_on < min(here, release.approved_on):
        raise Denied("too_early", _("Choose a day after this was sent to you."))
