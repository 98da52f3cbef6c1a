"""What a member says to a request."""

from __future__ import annotations

from board.models import Account
from consultations import rules
from consultations.models import Invitation
from consultations.states import InvitationState
from privacy import audit


def answer_invitation(*, actor: Account, invitation: Invitation, answer: InvitationState) -> None:
    """Take part, not this time, or later.

    The event is the same for all three. No reason is kept. Raises Denied.
    """
    with audit.act("invitation.answered", actor=actor, about=invitation) as act:
        row = act.lock(invitation)
        rules.check_can_answer_invitation(actor, row)
        row.state = answer
        row.save(act=act)
