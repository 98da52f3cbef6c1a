"""Preparing, approving and recalling releases, and who gets access to one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from board.models import Account, Organisation
from board.rules import check_is_another, is_allowed
from board.states import Role
from consultations.models import Passage
from privacy.permissions import Denied
from privacy.states import Form
from recommendations.models import Recall, Recommendation, Release
from recommendations.rules.gate import gates, no_permission, releasable
from recommendations.rules.recommendations import allows, check_can_draft
from recommendations.states import RECEIVABLE, RELEASE_TRANSITIONS, ReleaseState


def check_can_prepare(
    account: Account, organisation: Organisation, recommendations: Iterable[Recommendation]
) -> None:
    """Every recommendation passes the gate of that organisation. Raises Denied."""
    check_can_draft(account)
    listed = list(recommendations)
    if not listed:
        raise Denied("nothing_chosen", _("Choose at least one recommendation."))
    for gate in gates(listed, organisation):
        if not gate.is_open:
            raise Denied("gate", gate.faults[0])


def check_quotes(organisation: Organisation, passages: Iterable[Passage]) -> None:
    """Each is word for word, and may go to that organisation. Raises Denied."""
    listed = list(passages)
    if any(one.form != Form.QUOTE for one in listed):
        raise Denied("no_quote", _("Only words that one member wrote can be quoted."))
    closed = len(listed) - len(releasable([one.id for one in listed], organisation))
    if closed:
        raise Denied("gate", no_permission(closed))


def check_quotes_belong(recommendation: Recommendation, passages: Iterable[Passage]) -> None:
    """A recommendation quotes only what it rests on. Raises Denied."""
    rests_on = set(recommendation.evidence.values_list("passage_id", flat=True))
    if any(one.id not in rests_on for one in passages):
        raise Denied("no_quote", _("Only words that one member wrote can be quoted."))


def check_can_drop_release(account: Account, release: Release) -> None:
    """At any time before it is recalled already. Raises Denied."""
    check_can_draft(account)
    if ReleaseState.RECALLED not in RELEASE_TRANSITIONS[release.state]:
        raise Denied("wrong_state", _("This was changed meanwhile. Look at how it stands now."))


def check_can_approve(account: Account, release: Release) -> None:
    """A second person: not whoever prepared it. Raises Denied."""
    check_can_draft(account)
    if not is_allowed(lambda: check_is_another(account, release.prepared_by)):
        raise Denied("two_people", _("You prepared this. Somebody else looks at it and approves it."))
    if ReleaseState.APPROVED not in RELEASE_TRANSITIONS[release.state]:
        raise Denied("wrong_state", _("This was changed meanwhile. Look at how it stands now."))


def check_can_give_access(account: Account, release: Release, officer: Account) -> None:
    """To an approved release, for an officer of the very organisation it is for. Raises Denied."""
    check_can_draft(account)
    if release.state not in RECEIVABLE:
        raise Denied("not_approved", _("A second person has to approve this first."))
    works_there = Account.objects.filter(
        pk=officer.pk, is_active=True, role=Role.OFFICER, person__organisation=release.organisation_id
    )
    if not works_there.exists():
        raise Denied("no_officer", _("This person does not work for the organisation."))


def check_can_settle(account: Account, recall: Recall) -> None:
    """A recall that is open. Raises Denied."""
    check_can_draft(account)
    if recall.settled_on is not None:
        raise Denied("wrong_state", _("This is settled already."))


@dataclass(frozen=True, slots=True)
class ReleasePermissions:
    """What this person may do with a release now. `approve` leaves the gate aside: it is shown beside it."""

    approve: bool
    drop: bool
    give_access: bool


def release_permissions_of(account: Account, release: Release) -> ReleasePermissions:
    """Derived from the checks, and from nothing else."""
    return ReleasePermissions(
        approve=allows(check_can_approve, account, release),
        drop=allows(check_can_drop_release, account, release),
        give_access=allows(check_can_draft, account) and release.state in RECEIVABLE,
    )
