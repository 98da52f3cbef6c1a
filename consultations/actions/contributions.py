"""A contribution on its way: sent, corrected, on hold, taken back."""

from __future__ import annotations

from uuid import UUID, uuid4

from board.models import Account, Person
from consultations import rules
from consultations.actions.permissions import choices_of
from consultations.actions.sealing import seal
from consultations.models import Contribution, ContributionText, Invitation
from consultations.rules import Wish
from consultations.states import ContributionState, InvitationState
from privacy import audit, clock, consent, withdrawal
from privacy.audit import Act
from privacy.consent import Notice


def send_contribution(
    *, actor: Account, contribution: Contribution, draft: UUID, wish: Wish, notice: Notice
) -> None:
    """Send the draft she has just checked (`draft` is the id of its text); nobody reads it for ten minutes.

    `notice` holds the words she had in front of her. Raises Denied: "stale" when the draft was changed since.
    """
    wish.check()
    record = uuid4()
    choices = choices_of(wish, notice, contribution, record)
    with audit.act("contribution.sent", actor=actor, about=contribution) as act:
        row = act.lock(contribution)
        rules.check_can_send(actor, row)
        text = row.texts.get()
        if text.id != draft:
            rules.refuse_stale()
        # From here on the permission record says what she chose.
        text.choices = None
        text.save(act=act)
        row.state, row.sent_at = ContributionState.SENT, clock.now()
        row.save(act=act)
        consent.give(
            act=act, subject=row.author_id, thing=row.id, version=text.number, choices=choices, record=record
        )
        _takes_part(act, row)


def correct_contribution(*, actor: Account, contribution: Contribution, seen: int, body: str) -> None:
    """Put a new version in the place of the newest (`seen` is its number).

    Her choices stay. Raises Denied.
    """
    author = Person.objects.get(account=actor)
    text = ContributionText(contribution=contribution, number=seen + 1)
    text.body = seal(
        body,
        model=ContributionText,
        column="body",
        row=text.id,
        scope=author.scope,
        record=contribution.record,
    )
    with audit.act("contribution.corrected", actor=actor, about=contribution) as act:
        row = act.lock(contribution)
        rules.check_can_correct(actor, row)
        newest = row.texts.order_by("-number").first()
        rules.check_revision(seen, newest.number if newest else 0)
        text.save(act=act)


def hold(*, actor: Account, contribution: Contribution) -> None:
    """Her pause: unread and unused until she ends it. Raises Denied."""
    with audit.act("contribution.held", actor=actor, about=contribution) as act:
        row = act.lock(contribution)
        rules.check_can_hold(actor, row)
        row.state = ContributionState.ON_HOLD
        row.save(act=act)


def resume(*, actor: Account, contribution: Contribution) -> None:
    """It may be read and used again, as she chose. Raises Denied."""
    with audit.act("contribution.resumed", actor=actor, about=contribution) as act:
        row = act.lock(contribution)
        rules.check_can_resume(actor, row)
        row.state = ContributionState.SENT
        row.save(act=act)


def take_back(*, actor: Account, contribution: Contribution) -> None:
    """For good.

    Nobody reads it from this commit on, then its key is destroyed. A draft too. Raises Denied.
    """
    withdrawal.withdraw(
        code="contribution.taken_back",
        actor=actor,
        about=contribution,
        subject=contribution.author_id,
        things=[contribution.id],
        keys=[bytes(contribution.record)],
        check=lambda act: rules.check_can_take_back(actor, act.lock(contribution)),
    )


def _takes_part(act: Act, contribution: Contribution) -> None:
    invitation = Invitation.objects.filter(
        consultation_id=contribution.consultation_id, account_id=contribution.author.account_id
    ).first()
    if invitation is not None and invitation.state != InvitationState.PART:
        invitation.state = InvitationState.PART
        invitation.save(act=act)
