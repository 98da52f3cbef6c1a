"""A text of somebody else, removed by two people."""

from __future__ import annotations

from uuid import UUID

from board.actions import say_yes
from board.models import Account
from board.states import Need
from consultations import rules
from consultations.models import Contribution
from privacy import withdrawal
from privacy.audit import Act
from privacy.states import Ending


def remove_text(*, actor: Account, contribution: Contribution, seen: UUID | None) -> UUID:
    """The second yes to a removal: for good, as if its author had taken it back. She is told. Raises Denied.

    `seen` is the id of what was asked. The id of the erasure.
    """

    def check(act: Act) -> None:
        row = act.lock(contribution)
        rules.check_can_be_removed(row)
        say_yes(act, actor=actor, need=Need.REMOVAL, person=row.author, thing=row.id, seen=seen)

    return withdrawal.withdraw(
        code="contribution.removed",
        actor=actor,
        about=contribution,
        subject=contribution.author_id,
        things=[contribution.id],
        keys=[bytes(contribution.record)],
        check=check,
        how=Ending.REVOKED,
    )
