"""Answering: written, saved as a draft, checked, sent."""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from board.models import Account
from board.queries import organisations
from consultations import actions, queries, rules
from consultations.forms import AnswerForm, contact_in
from consultations.models import Consultation, Contribution
from consultations.queries import Draft
from consultations.states import ContributionState
from consultations.views.asking import account_of, attempt
from consultations.views.showing import (
    facts_of,
    permission_notice,
    reading_choices,
    reading_in_words,
    wish_in_words,
)
from privacy.permissions import Denied

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
def answer_edit(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Write the answer and choose what is OK with it. Each post saves the draft, also one with a gap."""
    account = account_of(request)
    row = queries.invitation_for(account, consultation_id).consultation
    if request.method != "POST":
        return _first_look(request, account, row)
    form = _bound(account, row, request.POST)
    wants_check = request.POST.get("do") == "check"
    whole = form.is_valid() if wants_check else form.fits
    denied = attempt(form, lambda: _save(account, row, form)) if form.fits else None
    if not whole or denied is not None:
        is_saved = form.fits and denied is None
        return _edit_page(request, account, row, form, is_saved=is_saved)
    if wants_check:
        return redirect("consultations:answer-check", row.id)
    if request.POST.get("do") == "files":
        return redirect("consultations:attachments", _own_id(account, row))
    messages.success(request, _("Your draft is saved. Only you can see it."))
    return redirect("consultations:answer-edit", row.id)


@get_or_post
def answer_check(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Everything once more before it is sent, as it was saved; nothing goes through the session."""
    account = account_of(request)
    row = queries.invitation_for(account, consultation_id).consultation
    contribution = queries.own_contribution(account, row)
    if contribution is None:
        return redirect("consultations:consultation", row.id)
    if contribution.state != ContributionState.DRAFT:
        # Pressed twice, or a stale window: it is on its way already.
        return redirect("consultations:answer-sent", row.id)
    draft = queries.draft_of(contribution, reader=account)
    form = _bound(account, row, AnswerForm.data_of(draft.body, draft.choices))
    if not form.is_valid():
        return _edit_page(request, account, row, form, is_saved=True)
    if request.method == "POST":
        denied = attempt(form, lambda: _send(request, account, contribution, form))
        if denied is None or denied.code == "already_sent":
            return redirect("consultations:answer-sent", row.id)
    return _check_page(request, account, contribution, draft, form)


@require_safe
def answer_sent(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """It is sent; ten minutes to think again."""
    account = account_of(request)
    row = queries.invitation_for(account, consultation_id).consultation
    contribution = queries.own_contribution(account, row)
    if contribution is None or contribution.state == ContributionState.DRAFT:
        raise Http404
    context = {"consultation": row, "contribution": contribution}
    return render(request, "consultations/answer_sent.html", context)


def _first_look(request: HttpRequest, account: Account, row: Consultation) -> HttpResponse:
    contribution = queries.own_contribution(account, row)
    if contribution is not None and contribution.state != ContributionState.DRAFT:
        return redirect("consultations:seen", contribution.id)
    if not rules.is_taking_answers(row):
        messages.warning(request, _("This one has closed. What you wrote stays with you."))
        return redirect("consultations:consultation", row.id)
    draft = queries.draft_of(contribution, reader=account) if contribution else None
    if draft is not None and not draft.opens:
        messages.warning(request, _("Your saved draft cannot be opened. You can write it anew here."))
    return _edit_page(request, account, row, _unbound(account, row, draft))


def _save(account: Account, row: Consultation, form: AnswerForm) -> None:
    actions.save_draft(actor=account, consultation=row, body=form.words, choices=json.dumps(form.typed()))


def _own_id(account: Account, row: Consultation) -> UUID:
    contribution = queries.own_contribution(account, row)
    if contribution is None:
        raise Http404
    return contribution.id


def _send(request: HttpRequest, account: Account, contribution: Contribution, form: AnswerForm) -> None:
    try:
        draft = UUID(request.POST.get("draft", ""))
    except ValueError:
        raise Denied("no_draft") from None
    actions.send_contribution(
        actor=account,
        contribution=contribution,
        draft=draft,
        wish=form.wish(),
        notice=permission_notice(),
    )


def _bound(account: Account, row: Consultation, data: QueryDict) -> AnswerForm:
    # Whom she saw as the contact stays a choice, also where the contact has changed since.
    reading = reading_choices(row, account, contact_in(data.get("reads")))
    return AnswerForm(data, agencies=organisations(), reading=reading)


def _unbound(account: Account, row: Consultation, draft: Draft | None) -> AnswerForm:
    initial = AnswerForm.initial_of(draft.body, draft.choices) if draft else {}
    reading = reading_choices(row, account, contact_in(initial.get("reads")))
    return AnswerForm(agencies=organisations(), reading=reading, initial=initial)


def _edit_page(
    request: HttpRequest, account: Account, row: Consultation, form: AnswerForm, *, is_saved: bool = False
) -> HttpResponse:
    own = queries.own_contribution(account, row)
    context = {
        "form": form,
        "consultation": row,
        "facts": facts_of(row),
        "words": queries.words_of(row, reader=account),
        "notice": permission_notice().text,
        "said": _("Your text is safe: it is saved as a draft.") if is_saved else "",
        "own": own,
        "files": own is not None and own.attachments.exists(),
    }
    return render(request, "consultations/answer_edit.html", context)


def _check_page(
    request: HttpRequest, account: Account, contribution: Contribution, draft: Draft, form: AnswerForm
) -> HttpResponse:
    wish, row = form.wish(), contribution.consultation
    context = {
        "form": form,
        "consultation": row,
        "draft": draft,
        "choices": wish_in_words(
            wish,
            reading_in_words(row, wish, account),
            {str(one.id): one.name for one in organisations()},
        ),
        "notice": permission_notice().text,
        "files": queries.attachments_of(contribution, reader=account),
    }
    return render(request, "consultations/answer_check.html", context)
