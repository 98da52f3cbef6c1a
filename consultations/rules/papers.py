"""Files that belong to a request or to a contribution: who adds them, and who may open them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from board.models import Account
from consultations.models import Attachment, Consultation, Contribution, ContributionText, RequestPaper
from consultations.rules.answers import check_can_write, check_is_author
from consultations.rules.audiences import (
    cover_contribution_texts,
    may_open_contribution_texts,
    readable_now,
)
from consultations.rules.files import check_can_prepare, may_open_consultations
from consultations.states import GIVEN, ConsultationState, ContributionState
from privacy.audit.acts import Person as Reader
from privacy.permissions import Denied
from privacy.reading import Cover, Purpose, Verdict

OVER = frozenset({ConsultationState.ARCHIVED, ConsultationState.DECLINED, ConsultationState.WITHDRAWN})


def check_can_add_paper(account: Account, consultation: Consultation) -> None:
    """Those who prepare it, until it is filed: what is asked stays, what explains it may still come."""
    check_can_prepare(account)
    if consultation.state in OVER:
        raise Denied("wrong_state", _("This request is over. Its papers stay as they are."))


def check_can_attach(account: Account, contribution: Contribution) -> None:
    """The author, to a draft while answers are taken, or to what she has given. Raises Denied."""
    check_is_author(account, contribution)
    if contribution.state == ContributionState.DRAFT:
        check_can_write(account, contribution.consultation)
    elif contribution.state not in GIVEN:
        raise Denied("wrong_state", _("This text has changed in the meantime. Look at it again."))


def check_can_detach(account: Account, contribution: Contribution) -> None:
    """The author, at any time: a file of hers is hers. Raises Denied."""
    check_is_author(account, contribution)


def may_open_request_papers(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Whoever may open the request."""
    where = dict(RequestPaper.objects.filter(id__in=rows).values_list("id", "consultation_id"))
    verdicts = may_open_consultations(reader, list(set(where.values())), purpose)
    return {row: verdicts[request] for row, request in where.items() if request in verdicts}


def may_open_attachments(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """The author her own; others whenever they may open the newest version of the text it was added to."""
    texts = _newest_texts(rows)
    verdicts = may_open_contribution_texts(reader, list(set(texts.values())), purpose)
    return {row: verdicts[text] for row, text in texts.items() if text in verdicts}


def cover_attachments(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Cover]:
    """The permission of that text: a file has none of its own."""
    texts = _newest_texts(rows)
    covers = cover_contribution_texts(reader, list(set(texts.values())), purpose)
    return {row: covers[text] for row, text in texts.items() if text in covers}


def _newest_texts(attachments: Sequence[UUID]) -> dict[UUID, UUID]:
    """For each attachment the newest version of the text it was added to."""
    versions = ContributionText.objects.filter(contribution=OuterRef("contribution")).order_by("-number")
    rows = Attachment.objects.filter(id__in=attachments).annotate(text=Subquery(versions.values("id")[:1]))
    return {row: text for row, text in rows.values_list("id", "text") if text is not None}


def attachment_readable(account: Account, attachment: Attachment) -> bool:
    """Whether this account could open the file now; nothing is opened or noted."""
    text = _newest_texts([attachment.id]).get(attachment.id)
    return text is not None and text in readable_now(account, [text])


def may_prepare(account: Account) -> bool:
    """Whether somebody prepares requests."""
    return _may(lambda: check_can_prepare(account))


def may_add_paper(account: Account, consultation: Consultation) -> bool:
    """Whether somebody may add papers now."""
    return _may(lambda: check_can_add_paper(account, consultation))


def may_attach(account: Account, contribution: Contribution) -> bool:
    """Whether somebody may add files to a text now."""
    return _may(lambda: check_can_attach(account, contribution))


def _may(check: Callable[[], None]) -> bool:
    try:
        check()
    except Denied:
        return False
    return True
