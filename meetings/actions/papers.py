"""Papers of an agenda and their files."""

from __future__ import annotations

from uuid import uuid4

from django.db.models import Max
from django.utils.translation import gettext as _

from board.models import Account, Board
from consultations.actions import taken_in
from meetings import rules
from meetings.actions.sealing import seal, seal_for_board
from meetings.models import AgendaItem, Meeting, Paper
from privacy import audit, files, withdrawal
from privacy.audit import Act
from privacy.files import Incoming
from privacy.permissions import Denied


def add_paper(
    *, actor: Account, item: AgendaItem, title: str, by: str = "", abstract: str | None = None
) -> Paper:
    """Name a paper on an item; numbers run through the meeting. `by` is the country or body it comes from.

    Raises Denied: not_staff, too_late.
    """
    paper = uuid4()
    sealed = seal_for_board(Paper, "abstract", paper, abstract, item.meeting.record)
    row = Paper(id=paper, item=item, title=title, by=by, abstract=sealed)
    with audit.act("paper.added", actor=actor, about=item.meeting) as act:
        rules.check_can_add_papers(actor, act.lock(item.meeting))
        papers = Paper.objects.filter(item__meeting=item.meeting)
        row.number = (papers.aggregate(last=Max("number"))["last"] or 0) + 1
        row.save(act=act)
    return row


def remove_paper(*, actor: Account, paper: Paper) -> None:
    """Take a paper off its item, its file for good. Raises Denied: not_staff, too_late."""
    meeting = paper.item.meeting
    with audit.act("paper.removed", actor=actor, about=meeting) as act:
        rules.check_can_add_papers(actor, act.lock(meeting))
        keys = delete_papers(act, [act.lock(paper)])
    withdrawal.forget(keys, about=meeting)


def add_file(*, actor: Account, paper: Paper, upload: Incoming) -> tuple[str, ...]:
    """Add its file to a paper, under the board's key; sentences about what was left out of it.

    Raises Denied with a sentence when the file is not taken.
    """
    meeting = paper.item.meeting
    rules.check_can_add_papers(actor, meeting)
    scope = Board.objects.get().scope
    with taken_in(upload, scope=scope, by=actor) as taken:
        label = seal(Paper, "label", paper.id, taken.label.text(), scope, taken.fresh.record)
        with audit.act("paper.file_added", actor=actor, about=meeting) as act:
            row = _locked(act, actor, meeting, paper)
            if row.file_id is not None:
                raise Denied("file", _("This paper has a file. Remove it first."))
            files.check_room(actor.id, taken.fresh.size)
            row.file = taken.fresh.save(act=act, by=actor.id)
            row.label = label
            row.save(act=act)
    return taken.left_out


def remove_file(*, actor: Account, paper: Paper) -> None:
    """Take the file of a paper away for good; the paper stays on the agenda. Raises Denied."""
    meeting = paper.item.meeting
    keys = []
    with audit.act("paper.file_removed", actor=actor, about=meeting) as act:
        row = _locked(act, actor, meeting, paper)
        stored, row.file, row.label = row.file, None, None
        row.save(act=act)
        if stored is not None:
            keys = [files.let_go(stored, act=act)]
    withdrawal.forget(keys, about=meeting)


def delete_papers(act: Act, papers: list[Paper]) -> list[bytes]:
    """Delete rows and files of papers under `act`; the keys that have to go after it."""
    keys = []
    for paper in papers:
        stored = paper.file
        paper.delete(act=act)
        if stored is not None:
            keys.append(files.let_go(stored, act=act))
    return keys


def _locked(act: Act, actor: Account, meeting: Meeting, paper: Paper) -> Paper:
    rules.check_can_add_papers(actor, act.lock(meeting))
    return act.lock(paper)
