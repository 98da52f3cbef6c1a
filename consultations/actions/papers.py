"""Papers of a request and files of a contribution: added and removed."""

from __future__ import annotations

from board.models import Account, Board
from consultations import rules
from consultations.actions.sealing import seal
from consultations.actions.taking_in import taken_in
from consultations.models import Attachment, Consultation, Contribution, RequestPaper
from privacy import audit, files, withdrawal
from privacy.files import Incoming


def add_paper(*, actor: Account, consultation: Consultation, upload: Incoming) -> tuple[str, ...]:
    """Add a paper to a request, sealed under the board's key; sentences about what was left out of it.

    Raises Denied with a sentence when the file is not taken.
    """
    rules.check_can_add_paper(actor, consultation)
    board = Board.objects.get()
    with taken_in(upload, scope=board.scope, by=actor) as taken:
        paper = RequestPaper(consultation=consultation)
        paper.label = seal(
            taken.label.text(), model=RequestPaper, column="label", row=paper.id,
            scope=board.scope, record=taken.fresh.record,
        )  # fmt: skip
        with audit.act("consultation.paper_added", actor=actor, about=consultation) as act:
            row = act.lock(consultation)
            rules.check_can_add_paper(actor, row)
            files.check_one_more(row.papers.count())
            files.check_room(actor.id, taken.fresh.size)
            paper.file = taken.fresh.save(act=act, by=actor.id)
            paper.save(act=act)
    return taken.left_out


def remove_paper(*, actor: Account, paper: RequestPaper) -> None:
    """For good: row, bytes and key. Raises Denied."""
    consultation = paper.consultation
    with audit.act("consultation.paper_removed", actor=actor, about=consultation) as act:
        rules.check_can_add_paper(actor, act.lock(consultation))
        row = act.lock(paper)
        stored = row.file
        row.delete(act=act)
        key = files.let_go(stored, act=act)
    withdrawal.forget([key], about=consultation)


def add_attachment(*, actor: Account, contribution: Contribution, upload: Incoming) -> tuple[str, ...]:
    """Add a file to her own contribution, sealed under her key; sentences about what was left out of it.

    It follows the permission of her text. Raises Denied with a sentence when the file is not taken.
    """
    rules.check_can_attach(actor, contribution)
    scope = contribution.author.scope
    with taken_in(upload, scope=scope, by=actor) as taken:
        attachment = Attachment(contribution=contribution)
        attachment.label = seal(
            taken.label.text(), model=Attachment, column="label", row=attachment.id,
            scope=scope, record=taken.fresh.record,
        )  # fmt: skip
        with audit.act("attachment.added", actor=actor, about=contribution) as act:
            row = act.lock(contribution)
            rules.check_can_attach(actor, row)
            files.check_one_more(row.attachments.count())
            files.check_room(actor.id, taken.fresh.size)
            attachment.file = taken.fresh.save(act=act, by=actor.id)
            attachment.save(act=act)
    return taken.left_out


def remove_attachment(*, actor: Account, attachment: Attachment) -> None:
    """Take one file back, for good; its key is destroyed as with a text. Raises Denied."""
    contribution = attachment.contribution
    withdrawal.withdraw(
        code="attachment.removed",
        actor=actor,
        about=contribution,
        subject=contribution.author_id,
        things=[attachment.id],
        keys=[],
        check=lambda act: rules.check_can_detach(actor, act.lock(contribution)),
    )
