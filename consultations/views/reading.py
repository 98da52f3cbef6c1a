"""Reading what others wrote, and the joint text."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from board.models import Account
from consultations import queries
from consultations.models import Consultation
from consultations.states import SynthesisState
from consultations.views.asking import account_of, after_of
from privacy.reading import Purpose


@require_safe
def contributions(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """What others wrote, folded behind the content note."""
    account = account_of(request)
    row = _request_for(account, consultation_id)
    page = queries.contributions_for(account, row, after_of(request))
    context = {
        "consultation": row,
        "page": page,
        "note": queries.words_of(row, reader=account).content_note,
        "decides": account.may("board.decide_in_pairs"),
    }
    return render(request, "consultations/contributions.html", context)


@require_safe
def synthesis(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """The joint text, once it is agreed."""
    account = account_of(request)
    row = _request_for(account, consultation_id)
    found = queries.synthesis_of(row)
    if found is None or found.state != SynthesisState.AGREED:
        raise Http404
    context = {
        "consultation": row,
        "synthesis": found,
        "note": queries.words_of(row, reader=account).content_note,
        "passages": queries.passages_of(found, reader=account, purpose=Purpose.READ),
    }
    return render(request, "consultations/synthesis.html", context)


def _request_for(account: Account, consultation_id: UUID) -> Consultation:
    if account.is_secretariat:
        return queries.file_for(account, consultation_id)
    return queries.invitation_for(account, consultation_id).consultation
