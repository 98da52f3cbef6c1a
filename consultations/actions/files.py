"""Changes to a request for advice, from its receipt to the answer."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from board.models import Account, Board, Membership, Organisation
from board.states import PersonState, Role
from consultations import rules
from consultations.actions.sealing import seal_of_request
from consultations.models import Consultation, Invitation
from consultations.states import ConsultationState, ContributionState, Subject
from notices.actions import queue_all
from notices.states import Cause
from privacy import audit, clock, reading
from privacy.audit import Act
from privacy.permissions import Denied
from privacy.reading import System

MACHINE = System("requests")


def record_request(
    *,
    actor: Account,
    reference: str,
    title: str,
    subject: Subject,
    requester: Organisation,
    background: str,
    asked_on: date,
    languages: str,
    minutes_needed: int = 20,
    is_paid: bool = True,
    content_note: str = "",
    id: UUID | None = None,  # noqa: A002  (the model's own name)
) -> Consultation:
    """Write down what a partner asks; assigned to whoever of the secretariat records it.

    `id` is that of the form: sent twice, it is recorded once. Raises Denied.
    """
    if id and (found := Consultation.objects.filter(id=id).first()):
        return found
    consultation = Consultation(
        id=id or uuid4(),
        reference=reference,
        title=title,
        subject=subject,
        requester=requester,
        minutes_needed=minutes_needed,
        is_paid=is_paid,
        languages=languages,
        asked_on=asked_on,
        assigned_to=actor if actor.is_secretariat else None,
        record=reading.new_record_key(),
    )
    _seal_words(consultation, background, content_note)
    with audit.act("consultation.recorded", actor=actor, about=consultation) as act:
        rules.check_can_prepare(actor)
        _check_reference_is_free(consultation)
        consultation.save(act=act)
    return consultation


def change_request(
    *,
    actor: Account,
    consultation: Consultation,
    revision: int,
    reference: str,
    title: str,
    subject: Subject,
    requester: Organisation,
    background: str,
    content_note: str,
    asked_on: date,
    languages: str,
    minutes_needed: int,
    is_paid: bool,
) -> None:
    """Correct it before it opens. `revision` is the one the editor saw. Raises Denied."""
    words = Consultation(id=consultation.id, record=consultation.record)
    _seal_words(words, background, content_note)
    with audit.act("consultation.changed", actor=actor, about=consultation) as act:
        row = act.lock(consultation)
        rules.check_can_change(actor, row)
        rules.check_revision(revision, row.revision)
        row.reference, row.title, row.subject, row.requester = reference, title, subject, requester
        row.minutes_needed, row.is_paid, row.languages = minutes_needed, is_paid, languages
        row.asked_on = asked_on
        row.background, row.content_note = words.background, words.content_note
        row.revision += 1
        _check_reference_is_free(row)
        row.save(act=act)


def take_up(*, actor: Account, consultation: Consultation) -> None:
    """It is a matter for the board. Raises Denied."""
    _screen("consultation.screened", actor, consultation, ConsultationState.SCREENED)


def decline(*, actor: Account, consultation: Consultation) -> None:
    """It is not taken up. Raises Denied."""
    _screen("consultation.declined", actor, consultation, ConsultationState.DECLINED)


def assign(*, actor: Account, consultation: Consultation, to: Account) -> None:
    """Who of the secretariat looks after it, and is the contact. Raises Denied."""
    with audit.act("consultation.assigned", actor=actor, about=consultation) as act:
        rules.check_can_prepare(actor)
        if Role.SECRETARIAT not in to.roles or not to.is_active:
            raise Denied("not_secretariat", _("Choose somebody of the secretariat."))
        row = act.lock(consultation)
        row.assigned_to = to
        row.save(act=act)


def open_to_members(*, actor: Account, consultation: Consultation, closes_on: date) -> None:
    """Open it to every active member until the end of a day; those on a break are left out. Raises Denied.

    Opened once more after it had closed, it also reaches members who came since.
    """
    with audit.act("consultation.opened", actor=actor, about=consultation) as act:
        row = act.lock(consultation)
        rules.check_can_open(actor, row)
        if closes_on < clock.today():
            raise Denied("closes_in_the_past", _("Choose a day that has not passed."))
        row.state, row.closes_on = ConsultationState.OPEN, closes_on
        row.opened_at = row.opened_at or clock.now()
        row.revision += 1
        row.save(act=act)
        _invite(act, row)


def ask_those_who_came() -> int:
    """Ask those who joined, or came back from a break, since a request was opened; of how many requests.

    Called each minute. Not after its last day, and nobody who is on a break.
    """
    now = Consultation.objects.filter(state=ConsultationState.OPEN, closes_on__gte=clock.today())
    asking = [one for one in now if _not_asked_yet(one)]
    for consultation in asking:
        with audit.act("invitation.added", actor=MACHINE, about=consultation) as act:
            row = act.lock(consultation)
            if row.state == ConsultationState.OPEN:
                _invite(act, row)
    return len(asking)


def close(*, actor: Account, consultation: Consultation) -> None:
    """No more answers. Raises Denied."""
    with audit.act("consultation.closed", actor=actor, about=consultation) as act:
        row = act.lock(consultation)
        rules.check_can_close(actor, row)
        row.state = ConsultationState.CLOSED
        row.revision += 1
        row.save(act=act)


def record_answer(*, actor: Account, consultation: Consultation) -> None:
    """The answer has gone to the one who asked. Raises Denied."""
    with audit.act("consultation.answered", actor=actor, about=consultation) as act:
        row = act.lock(consultation)
        rules.check_can_record_answer(actor, row)
        row.state = ConsultationState.ANSWERED
        row.revision += 1
        row.save(act=act)
        authors = row.contributions.filter(state__in=[ContributionState.SENT, ContributionState.ON_HOLD])
        subjects = authors.values_list("author_id", flat=True)
        queue_all(act=act, subjects=subjects, cause=Cause.USE, thing=row.id)


def _screen(code: str, actor: Account, consultation: Consultation, state: ConsultationState) -> None:
    with audit.act(code, actor=actor, about=consultation) as act:
        row = act.lock(consultation)
        rules.check_can_screen(actor, row)
        row.state = state
        row.revision += 1
        row.save(act=act)


def _not_asked_yet(consultation: Consultation) -> dict[UUID, UUID]:
    """Accounts, with their persons, of members who could be asked now and were not."""
    already = consultation.invitations.values("account_id")
    seats = Membership.objects.filter(
        ended_on=None, person__state=PersonState.ACTIVE, person__account__is_active=True
    ).exclude(person__account__in=already)
    return dict(seats.values_list("person__account_id", "person_id"))


def _invite(act: Act, consultation: Consultation) -> None:
    asked = _not_asked_yet(consultation)
    act.save_all(
        Invitation(consultation=consultation, account_id=account, opened_at=consultation.opened_at)
        for account in sorted(asked)
    )
    queue_all(act=act, subjects=asked.values(), cause=Cause.REQUEST, thing=consultation.id)


def _check_reference_is_free(consultation: Consultation) -> None:
    taken = Consultation.objects.filter(reference=consultation.reference).exclude(id=consultation.id)
    if taken.exists():
        raise Denied("reference_taken", _("This reference is in use. Take the next number."))


def _seal_words(consultation: Consultation, background: str, content_note: str) -> None:
    board = Board.objects.get()
    consultation.background = seal_of_request(
        background, column="background", consultation=consultation, board=board
    )
    note = content_note.strip()
    consultation.content_note = (
        seal_of_request(note, column="content_note", consultation=consultation, board=board) if note else None
    )
