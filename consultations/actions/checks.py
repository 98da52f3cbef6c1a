"""Showing the exact words to their authors, and what they say to them."""

from __future__ import annotations

from board.models import Account, Person
from consultations import rules
from consultations.actions.sealing import seal
from consultations.models import Citation, Consultation, Passage, PassageCheck, Synthesis
from consultations.states import CheckAnswer, PassageState, SynthesisState
from notices.actions import queue
from notices.states import Cause
from privacy import audit, clock, reading


def ask_authors(*, actor: Account, consultation: Consultation) -> int:
    """Show each passage to the authors who want to see the words first and were not shown these.

    Answers how many were asked. Raises Denied.
    """
    with audit.act("check.asked", actor=actor, about=consultation) as act:
        row = act.lock(consultation)
        rules.check_can_ask_authors(actor, row)
        checks = _missing(row)
        act.save_all(checks)
        for check in checks:
            queue(act=act, subject=check.contribution.author_id, cause=Cause.WORDS, thing=check.id)
        synthesis = act.lock(Synthesis.objects.get(consultation=row))
        synthesis.state = SynthesisState.MEMBER_CHECK
        synthesis.save(act=act)
    return len(checks)


def answer_check(*, actor: Account, check: PassageCheck, answer: CheckAnswer, wording: str = "") -> None:
    """Yes, other words, or no. Her wording is sealed under her own key. Raises Denied."""
    changed = PassageCheck(id=check.id)
    if answer == CheckAnswer.CHANGE:
        author = Person.objects.get(account=actor)
        changed.record = reading.new_record_key()
        changed.wording = seal(
            wording,
            model=PassageCheck,
            column="wording",
            row=check.id,
            scope=author.scope,
            record=changed.record,
        )
    with audit.act("check.answered", actor=actor, about=check) as act:
        row = act.lock(check)
        rules.check_can_answer_check(actor, row)
        row.answer, row.answered_at = answer, clock.now()
        # An earlier wording of hers stays under its own key, which goes with her text.
        row.record, row.wording = changed.record or row.record, changed.wording
        row.save(act=act)


def _missing(consultation: Consultation) -> list[PassageCheck]:
    passages = {
        one.id: one
        for one in Passage.objects.filter(synthesis__consultation=consultation, state=PassageState.LIVE)
    }
    pairs = {
        (row.passage_id, row.text.contribution_id)
        for row in Citation.objects.filter(passage__in=list(passages)).select_related("text")
        if row.revision == passages[row.passage_id].revision
    }
    asked = {
        (check.passage_id, check.contribution_id)
        for check in PassageCheck.objects.filter(passage__in=list(passages))
        if check.revision == passages[check.passage_id].revision
    }
    first = rules.standings(contribution for _, contribution in pairs)
    return [
        PassageCheck(
            passage_id=passage,
            revision=passages[passage].revision,
            contribution_id=contribution,
            asked_at=clock.now(),
        )
        for passage, contribution in sorted(pairs - asked)
        if contribution in first and first[contribution].show_first
    ]
