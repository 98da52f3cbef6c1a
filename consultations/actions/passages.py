"""Writing the joint text, passage by passage."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID, uuid4

from django.db.models import Max

from board.models import Account, Board
from consultations import rules
from consultations.actions.sealing import seal
from consultations.models import (
    Citation,
    Consultation,
    Contribution,
    ContributionText,
    Passage,
    Synthesis,
)
from consultations.states import PassageState, SynthesisState
from privacy import audit, reading
from privacy.audit import Act
from privacy.fields import Sealed
from privacy.states import Form


def add_passage(
    *,
    actor: Account,
    consultation: Consultation,
    form: Form,
    body: str,
    texts: Collection[UUID],
    id: UUID | None = None,  # noqa: A002  (the model's own name)
) -> Passage:
    """Write a passage at the end, resting on these versions of contributions. Raises Denied.

    `id` is that of the form: sent twice, it is added once.
    """
    found = Passage.objects.filter(id=id, synthesis__consultation=consultation).first() if id else None
    if found is not None:
        return found
    cited = _cited(texts)
    rules.check_can_cite(actor, consultation, form, cited)
    passage = Passage(id=id or uuid4(), form=form, record=reading.new_record_key())
    passage.body = _sealed(passage.id, form, body, cited, bytes(passage.record))
    with audit.act("passage.added", actor=actor, about=passage) as act:
        held = _held(texts)
        row = act.lock(consultation)
        rules.check_can_write_synthesis(actor, row)
        rules.check_can_cite(actor, row, form, held)
        passage.synthesis = _synthesis(act, row)
        passage.position = _last(passage.synthesis) + 1
        passage.save(act=act)
        _cite(act, passage, cited)
    return passage


def change_passage(
    *, actor: Account, passage: Passage, revision: int, form: Form, body: str, texts: Collection[UUID]
) -> None:
    """Other words or sources: a new revision under a new key; what authors said to the old one is void.

    `revision` is the one the editor saw. Raises Denied: "stale" when somebody was faster.
    """
    consultation = passage.synthesis.consultation
    cited = _cited(texts)
    rules.check_can_cite(actor, consultation, form, cited)
    record = reading.new_record_key()
    sealed = _sealed(passage.id, form, body, cited, record)
    with audit.act("passage.changed", actor=actor, about=passage) as act:
        held = _held(texts)
        synthesis = act.lock(passage.synthesis)
        row = act.lock(passage)
        rules.check_can_write_passage(actor, row)
        rules.check_revision(revision, row.revision)
        rules.check_can_cite(actor, consultation, form, held)
        row.form, row.body, row.record = form, sealed, record
        row.state = PassageState.LIVE
        row.revision += 1
        row.save(act=act)
        _cite(act, row, cited)
        _back_to_draft(act, synthesis)


def move_passage(*, actor: Account, passage: Passage, steps: int) -> None:
    """Change places with the passage before or after it: -1 is up, 1 is down. Raises Denied."""
    with audit.act("passage.moved", actor=actor, about=passage) as act:
        synthesis = act.lock(passage.synthesis)
        row = act.lock(passage)
        rules.check_can_write_passage(actor, row)
        standing = Passage.objects.filter(synthesis=synthesis).exclude(state=PassageState.REMOVED)
        act.move(row, standing, steps=steps)


def remove_passage(*, actor: Account, passage: Passage, revision: int) -> None:
    """Take a passage out of the joint text. Raises Denied."""
    with audit.act("passage.removed", actor=actor, about=passage) as act:
        synthesis = act.lock(passage.synthesis)
        row = act.lock(passage)
        rules.check_can_write_passage(actor, row)
        rules.check_revision(revision, row.revision)
        row.state, row.body = PassageState.REMOVED, None
        row.save(act=act)
        _back_to_draft(act, synthesis)


def _cited(texts: Collection[UUID]) -> list[ContributionText]:
    found = ContributionText.objects.filter(id__in=list(texts)).select_related("contribution__author")
    return list(found.order_by("id"))


def _held(texts: Collection[UUID]) -> list[ContributionText]:
    """The same, held until the act ends: whoever takes one back meanwhile waits and finds this passage."""
    cited = ContributionText.objects.filter(id__in=list(texts)).values("contribution")
    list(Contribution.objects.filter(id__in=cited).order_by("id").select_for_update())
    return _cited(texts)


def _sealed(row: UUID, form: Form, body: str, cited: Sequence[ContributionText], record: bytes) -> Sealed:
    # Her own words hang on her own key; what we wrote hangs on the board's.
    scope = cited[0].contribution.author.scope if form == Form.QUOTE else Board.objects.get().scope
    return seal(body, model=Passage, column="body", row=row, scope=scope, record=record)


def _cite(act: Act, passage: Passage, cited: Sequence[ContributionText]) -> None:
    act.save_all(Citation(passage=passage, revision=passage.revision, text=text) for text in cited)


def _synthesis(act: Act, consultation: Consultation) -> Synthesis:
    found = Synthesis.objects.filter(consultation=consultation).first()
    if found is None:
        found = Synthesis(consultation=consultation)
        found.save(act=act)
        return found
    return _back_to_draft(act, act.lock(found))


def _back_to_draft(act: Act, row: Synthesis) -> Synthesis:
    row.state = SynthesisState.DRAFT
    row.revision += 1
    row.save(act=act)
    return row


def _last(synthesis: Synthesis) -> int:
    return Passage.objects.filter(synthesis=synthesis).aggregate(last=Max("position"))["last"] or 0
