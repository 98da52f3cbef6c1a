"""Papers of a request and files of a contribution: their lists, and one of them to be handed out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404

from board.models import Account
from consultations import rules
from consultations.models import Attachment, Consultation, Contribution, RequestPaper
from consultations.queries.files import file_for
from consultations.queries.invitations import invitation_for
from privacy import files
from privacy.files import Label
from privacy.reading import OpenedFile, Purpose, Shut, open_file, open_many


class Filed(Protocol):
    """A row with a sealed file (`StoredFile`) and its label (`Sealed`)."""

    id: UUID
    file: Any
    label: Any


@dataclass(frozen=True, slots=True)
class Listed:
    """One file in a list. `label` is None where it does not open; `there` says whether its bytes are."""

    id: UUID
    added_at: datetime
    label: Label | None
    there: bool

    def __repr__(self) -> str:
        return "<Listed>"


def listed(rows: Sequence[Filed], *, reader: Account, purpose: Purpose, about: Model) -> list[Listed]:
    """These files with their names, opened in one call; nothing is noted for an empty list."""
    opened = open_many([row.label for row in rows], reader=reader, purpose=purpose, about=about)
    return [
        Listed(row.id, row.file.added_at, Label.of(one.text) if one.text else None, files.exists(row.file.id))
        for row, one in zip(rows, opened, strict=True)
    ]


def papers_of(consultation: Consultation, *, reader: Account) -> list[Listed]:
    """The papers of a request, the oldest first."""
    rows = consultation.papers.select_related("file").order_by("file__added_at", "id")
    return listed(list(rows), reader=reader, purpose=Purpose.READ, about=consultation)


def paper_for(account: Account, consultation: UUID, paper: UUID) -> RequestPaper:
    """A paper of a request that this account sees. Raises Http404."""
    row = request_seen_by(account, consultation)
    found = row.papers.select_related("file").filter(id=paper).first()
    if found is None:
        raise Http404
    return found


def request_seen_by(account: Account, consultation: UUID) -> Consultation:
    """A request, for those who prepare it and the members to whom it was opened. Raises Http404."""
    if rules.may_prepare(account):
        return file_for(account, consultation)
    return invitation_for(account, consultation).consultation


def open_paper(paper: RequestPaper, *, reader: Account) -> OpenedFile | Shut:
    """Its bytes, or why they do not open."""
    return open_file(paper.label, paper.file, reader=reader, purpose=Purpose.READ, about=paper.consultation)


def attachments_of(contribution: Contribution, *, reader: Account) -> list[Listed]:
    """Her own files, the oldest first; nobody notes that she looked."""
    rows = contribution.attachments.select_related("file").order_by("file__added_at", "id")
    return listed(list(rows), reader=reader, purpose=Purpose.OWN, about=contribution)


def attachments_read(
    contributions: Iterable[UUID], *, reader: Account, about: Consultation
) -> dict[UUID, list[Listed]]:
    """The files of texts that this reader may read, by contribution, in one call."""
    rows = list(
        Attachment.objects.filter(contribution__in=list(contributions))
        .select_related("file")
        .order_by("file__added_at", "id")
    )
    found: dict[UUID, list[Listed]] = {}
    shown = listed(rows, reader=reader, purpose=Purpose.READ, about=about)
    for row, one in zip(rows, shown, strict=True):
        found.setdefault(row.contribution_id, []).append(one)
    return found


def own_attachment(account: Account, contribution: UUID, attachment: UUID) -> Attachment:
    """A file of her own. Raises Http404 for everybody else."""
    found = _attachments().filter(
        id=attachment, contribution=contribution, contribution__author__account=account
    )
    return _first(found.first())


def attachment_for(account: Account, consultation: UUID, attachment: UUID) -> Attachment:
    """A file that this account may open now. Raises Http404.

    Of a request she does not see no file is looked for: an answer that takes longer says that it is there.
    """
    request_seen_by(account, consultation)
    row = _first(_attachments().filter(id=attachment, contribution__consultation=consultation).first())
    if not rules.attachment_readable(account, row):
        raise Http404
    return row


def open_attachment(attachment: Attachment, *, reader: Account) -> OpenedFile | Shut:
    """Its bytes, or why they do not open."""
    about = attachment.contribution
    return open_file(attachment.label, attachment.file, reader=reader, purpose=Purpose.READ, about=about)


def _attachments() -> QuerySet[Attachment]:
    return Attachment.objects.select_related("file", "contribution__author", "contribution__consultation")


def _first(found: Attachment | None) -> Attachment:
    if found is None:
        raise Http404
    return found
