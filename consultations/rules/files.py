"""Rules of the file of a request: who prepares it, and who may open what is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from board.models import Account
from board.states import STAFF
from consultations.models import Consultation, Invitation, Question
from consultations.states import CONSULTATION_TRANSITIONS, PREPARED, SEEN_BY_MEMBERS, ConsultationState
from privacy import clock
from privacy.audit.acts import Person as Reader
from privacy.permissions import Denied
from privacy.reading import Purpose, Verdict

PURPOSES = frozenset({Purpose.READ, Purpose.SYNTHESIS, Purpose.RECORD})


def check_can_prepare(account: Account) -> None:
    """The secretariat and the chair record, screen and open requests. Raises Denied."""
    if not account.is_active or account.role not in STAFF:
        raise Denied("not_staff")


def check_can_change(account: Account, consultation: Consultation) -> None:
    """Its words and questions, until it opens: nobody is asked something else than she agreed to answer."""
    check_can_prepare(account)
    if consultation.state not in PREPARED:
        raise Denied("wrong_state", _("This request is open or closed. Its words stay as they are."))


def check_can_screen(account: Account, consultation: Consultation) -> None:
    """Once, when it has come in. Raises Denied."""
    check_can_prepare(account)
    _check_move(consultation, ConsultationState.SCREENED)


def check_could_open(account: Account, consultation: Consultation) -> None:
    """It is the turn of opening; something may still be missing. Raises Denied."""
    check_can_prepare(account)
    _check_move(consultation, ConsultationState.OPEN)


def check_can_open(account: Account, consultation: Consultation) -> None:
    """To the members, when nothing is missing; also once more after it has closed. Raises Denied."""
    check_could_open(account, consultation)
    for sentence in missing_before_opening(consultation):
        raise Denied("not_ready", sentence)


def check_can_close(account: Account, consultation: Consultation) -> None:
    """An open request. Raises Denied."""
    check_can_prepare(account)
    if consultation.state != ConsultationState.OPEN:
        _refuse_move()


def check_can_record_answer(account: Account, consultation: Consultation) -> None:
    """That the answer has gone to the one who asked, once the joint text is agreed. Raises Denied."""
    check_can_prepare(account)
    _check_move(consultation, ConsultationState.ANSWERED)


def missing_before_opening(consultation: Consultation) -> list[str]:
    """What has to be written before members see it, in words for the secretariat."""
    missing = []
    if consultation.content_note is None:
        missing.append(_("Write a content note: themes that are in it, and what is not."))
    if not consultation.questions.exists():
        missing.append(_("Write at least one question."))
    if consultation.assigned_to_id is None:
        missing.append(_("Say who in the secretariat looks after it."))
    return missing


def may_open_consultations(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Background and content note: those who prepare it, and the members to whom it was opened."""
    if not isinstance(reader, Account) or not reader.is_active or purpose not in PURPOSES:
        return {}
    if reader.role in STAFF:
        return dict.fromkeys(rows, Verdict.MAY)
    if not reader.is_member:
        return {}
    invited = Invitation.objects.filter(
        account=reader, consultation__in=rows, consultation__state__in=SEEN_BY_MEMBERS
    )
    return dict.fromkeys(invited.values_list("consultation_id", flat=True), Verdict.MAY)


def may_open_questions(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Whoever may open the request."""
    asked_in = dict(Question.objects.filter(id__in=rows).values_list("id", "consultation_id"))
    verdicts = may_open_consultations(reader, list(set(asked_in.values())), purpose)
    return {row: verdicts[where] for row, where in asked_in.items() if where in verdicts}


def _check_move(consultation: Consultation, state: ConsultationState) -> None:
    if state not in CONSULTATION_TRANSITIONS[consultation.state]:
        _refuse_move()


def _refuse_move() -> None:
    raise Denied("wrong_state", _("This request has moved on in the meantime. Look at it again."))


def is_taking_answers(consultation: Consultation) -> bool:
    """Open, and its closing day is not over."""
    closes = consultation.closes_on
    return consultation.state == ConsultationState.OPEN and closes is not None and closes >= clock.today()
