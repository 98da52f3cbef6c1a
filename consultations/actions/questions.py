"""Changes to what is asked."""

from __future__ import annotations

from collections.abc import Sequence

from board.models import Account, Board
from consultations import rules
from consultations.actions.sealing import seal
from consultations.models import Consultation, Question
from privacy import audit


def write_questions(
    *, actor: Account, consultation: Consultation, revision: int, questions: Sequence[str]
) -> None:
    """Put these questions in the place of all there were, numbered from 1. Raises Denied."""
    board = Board.objects.get()
    rows = []
    for number, words in enumerate(questions, start=1):
        row = Question(consultation=consultation, number=number)
        row.body = seal(
            words, model=Question, column="body", row=row.id, scope=board.scope, record=consultation.record
        )
        rows.append(row)
    with audit.act("question.changed", actor=actor, about=consultation) as act:
        current = act.lock(consultation)
        rules.check_can_change(actor, current)
        rules.check_revision(revision, current.revision)
        current.revision += 1
        current.save(act=act)
        for old in current.questions.all():
            old.delete(act=act)
        act.save_all(rows)
