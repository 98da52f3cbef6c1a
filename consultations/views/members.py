"""A request as a member sees it, and what she says to it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from board.models import Account
from consultations import actions, queries, rules
from consultations.models import Invitation
from consultations.states import InvitationState
from consultations.views.asking import account_of
from consultations.views.files import file_page
from consultations.views.showing import facts_of, people_in_words, state_tag
from pages.days import day_of_the_year
from privacy.permissions import Denied

ANSWERS = {
    "part": InvitationState.PART,
    "pass": InvitationState.NOT_NOW,
    "later": InvitationState.LATER,
}


@require_safe
def consultation(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """A request: to a member what is asked; to the secretariat its file."""
    account = account_of(request)
    if account.is_secretariat:
        return file_page(request, account, queries.file_for(account, consultation_id))
    return _member_page(request, account, queries.invitation_for(account, consultation_id))


@require_POST
def invitation_answer(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Take part, not this time, decide later: one press, no reason."""
    account = account_of(request)
    invitation = queries.invitation_for(account, consultation_id)
    answer = ANSWERS.get(request.POST.get("choice", ""))
    if answer is None:
        return redirect("consultations:consultation", consultation_id)
    try:
        actions.answer_invitation(actor=account, invitation=invitation, answer=answer)
    except Denied as denied:
        if not denied.sentence:
            raise
        messages.warning(request, denied.sentence)
        return redirect("consultations:consultation", consultation_id)
    if answer == InvitationState.PART:
        return redirect("consultations:answer-edit", consultation_id)
    messages.success(request, _thanks(invitation, answer))
    return redirect("consultations:consultation", consultation_id)


def _member_page(request: HttpRequest, account: Account, invitation: Invitation) -> HttpResponse:
    row = invitation.consultation
    readers = queries.readers_of_request(row, rules.BY_THE_BOARD, but=account.id)
    waiting = {one.id for one in queries.waiting_for(account).quotes}
    context = {
        "consultation": row,
        "invitation": invitation,
        "state": state_tag(row),
        "facts": facts_of(row),
        "words": queries.words_of(row, reader=account),
        "takes_answers": rules.is_taking_answers(row),
        "own": queries.own_contribution(account, row),
        "taken_back": queries.last_taken_back(account, row),
        "papers": row.papers.count(),
        "asked_about_words": row.id in waiting,
        "people": people_in_words(readers),
    }
    return render(request, "consultations/consultation.html", context)


def _thanks(invitation: Invitation, answer: InvitationState) -> str:
    closes = invitation.consultation.closes_on
    day = day_of_the_year(closes) if closes else ""
    if answer == InvitationState.LATER:
        return _("No problem. It stays here until %(day)s. We will not remind you.") % {"day": day}
    return _(
        "Thank you. You are not taking part this time. You do not need to say why."
        " You can change your mind until %(day)s."
    ) % {"day": day}
