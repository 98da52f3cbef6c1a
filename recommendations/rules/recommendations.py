"""Drafting, rewording and endorsing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from board.models import Account
from board.states import STAFF
from meetings.models import Entry
from meetings.states import EntryKind, EntryState, MeetingKind, MinutesState
from privacy.permissions import Denied
from recommendations.models import CHANGED, LOST, NEEDS_A_LOOK, Recommendation
from recommendations.states import RECOMMENDATION_TRANSITIONS, RecommendationState


def check_can_draft(account: Account) -> None:
    """The chair and the secretariat write recommendations. Raises Denied."""
    if not account.is_active or account.role not in STAFF:
        raise Denied("not_staff")


def check_is_draft(recommendation: Recommendation) -> None:
    """The wording and the addressees stay as they are once the board has endorsed them. Raises Denied."""
    if recommendation.state != RecommendationState.DRAFT:
        raise Denied("wrong_state", _("This is endorsed and stays as it is."))


def check_can_reword(account: Account, recommendation: Recommendation) -> None:
    """A draft is written on by the chair and the secretariat. Raises Denied."""
    check_can_draft(account)
    check_is_draft(recommendation)


def check_is_current(recommendation: Recommendation, revision: int) -> None:
    """Whoever saves has seen what is there now. Raises Denied."""
    if recommendation.revision != revision:
        raise Denied("stale", _("Somebody changed this since you opened it."))


def check_conclusions(entries: Iterable[Entry]) -> None:
    """Drafts come from conclusions of approved minutes that stand. Raises Denied."""
    for entry in entries:
        if entry.kind != EntryKind.CONCLUSION or entry.state != EntryState.LIVE:
            raise Denied("no_conclusion", _("Only a conclusion can become a recommendation."))
        _check_approved(entry)


def check_can_endorse(account: Account, recommendation: Recommendation, decision: Entry) -> None:
    """A draft whose sources stand, by a decision in approved minutes of the board. Raises Denied."""
    check_can_draft(account)
    _check_move(recommendation, RecommendationState.ENDORSED)
    if decision.kind != EntryKind.DECISION or decision.state != EntryState.LIVE:
        raise Denied("no_decision", _("Choose a recorded decision."))
    _check_approved(decision)
    if decision.minutes.meeting.kind != MeetingKind.OWN:
        raise Denied("not_the_board", _("Only a meeting of the board itself decides for the board."))
    if recommendation.evidence.filter(LOST).exists():
        raise Denied(
            "needs_wording", _("A source is no longer there. Look at the wording and save it again.")
        )
    if recommendation.evidence.filter(CHANGED).exists():
        raise Denied(
            "needs_wording", _("A source has other words now. Look at the wording and save it again.")
        )
    if not recommendation.addressees.exists():
        # From then on the addressees stay as they are: nobody could ever be given it.
        raise Denied("no_addressee", _("It is addressed to nobody yet. Say to whom first."))


def check_can_drop(account: Account, recommendation: Recommendation) -> None:
    """Drafts, and what was endorsed and never left the house. Raises Denied."""
    check_can_draft(account)
    _check_move(recommendation, RecommendationState.WITHDRAWN)
    if recommendation.state == RecommendationState.RELEASED:
        raise Denied("wrong_state", _("This was handed over already."))


def check_can_draft_again(account: Account, recommendation: Recommendation) -> None:
    """An endorsed text is drafted again when a source is gone, or has other words. Raises Denied."""
    check_can_draft(account)
    is_flagged = recommendation.evidence.filter(NEEDS_A_LOOK).exists()
    if recommendation.state != RecommendationState.ENDORSED or not is_flagged:
        raise Denied("wrong_state", _("This can stay as it is."))


def check_can_let_stand(account: Account, recommendation: Recommendation) -> None:
    """What was handed over stays; only the tie to a lost source goes. Raises Denied."""
    check_can_draft(account)
    handed_over = {RecommendationState.RELEASED, RecommendationState.FOLLOW_UP}
    if recommendation.state not in handed_over or not recommendation.evidence.filter(LOST).exists():
        raise Denied("wrong_state", _("This can stay as it is."))


def _check_approved(entry: Entry) -> None:
    if entry.minutes.state != MinutesState.APPROVED:
        raise Denied("not_approved", _("The minutes are not approved yet."))


def _check_move(recommendation: Recommendation, state: RecommendationState) -> None:
    if state not in RECOMMENDATION_TRANSITIONS[recommendation.state]:
        raise Denied("wrong_state", _("This was changed meanwhile. Look at how it stands now."))


@dataclass(frozen=True, slots=True)
class Permissions:
    """What this person may do with a recommendation now: one yes or no for each button."""

    reword: bool
    drop: bool
    draft_again: bool
    let_stand: bool


def permissions_of(account: Account, recommendation: Recommendation) -> Permissions:
    """Derived from the checks, and from nothing else."""
    return Permissions(
        reword=allows(check_can_reword, account, recommendation),
        drop=allows(check_can_drop, account, recommendation),
        draft_again=allows(check_can_draft_again, account, recommendation),
        let_stand=allows(check_can_let_stand, account, recommendation),
    )


def allows(check: Callable[..., None], *about: object) -> bool:
    """Whether a check raises nothing."""
    try:
        check(*about)
    except Denied:
        return False
    return True
