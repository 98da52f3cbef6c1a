"""Agreeing on the joint text, and taking it up again."""

from __future__ import annotations

from collections.abc import Collection

from board.models import Account
from board.rules import check_names
from consultations import rules
from consultations.models import Synthesis
from consultations.states import ConsultationState, SynthesisState
from privacy import audit, clock


def agree(*, actor: Account, synthesis: Synthesis, revision: int, looked_at: Collection[str] = ()) -> None:
    """The board has agreed on the text as it stands in this revision.

    `looked_at`: what may be a name in it and is none. Raises Denied ("names" when
    something was not looked at).
    """
    rules.check_can_agree(actor, synthesis)
    check_names((one.key for one in rules.names_in_synthesis(actor, synthesis)), looked_at)
    with audit.act("synthesis.agreed", actor=actor, about=synthesis.consultation) as act:
        # The request before its text, here and wherever both are written: nobody waits for the other.
        consultation = act.lock(synthesis.consultation)
        row = act.lock(synthesis)
        rules.check_can_agree(actor, row)
        rules.check_revision(revision, row.revision)
        row.state, row.agreed_at = SynthesisState.AGREED, clock.now()
        row.save(act=act)
        consultation.state = ConsultationState.SYNTHESISED
        consultation.revision += 1
        consultation.save(act=act)


def reopen(*, actor: Account, synthesis: Synthesis) -> None:
    """Take an agreed text up again, before the answer has gone out. Raises Denied."""
    with audit.act("synthesis.reopened", actor=actor, about=synthesis.consultation) as act:
        consultation = act.lock(synthesis.consultation)
        row = act.lock(synthesis)
        rules.check_can_reopen(actor, row)
        row.state, row.agreed_at = SynthesisState.DRAFT, None
        row.revision += 1
        row.save(act=act)
        consultation.state = ConsultationState.CLOSED
        consultation.revision += 1
        consultation.save(act=act)
