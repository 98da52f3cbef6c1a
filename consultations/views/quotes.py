"""The exact words, shown to their author first."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from board.models import Account
from consultations import actions, queries
from consultations.forms import CheckForm
from consultations.models import Consultation
from consultations.queries import ShownCheck
from consultations.states import CheckAnswer
from consultations.views.asking import account_of, attempt


@require_safe
def quotes(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """The words an author is asked about."""
    account = account_of(request)
    row = queries.invitation_for(account, consultation_id).consultation
    return _page(request, account, row, None, None)


@require_POST
def quote_answer(request: HttpRequest, consultation_id: UUID, check_id: UUID) -> HttpResponse:
    """Yes, other words, or no."""
    account = account_of(request)
    row = queries.invitation_for(account, consultation_id).consultation
    check = queries.check_for(account, row, check_id)
    form = CheckForm(request.POST, prefix=f"q{check.id.hex}")
    if form.is_valid():
        answer, wording = CheckAnswer(form.cleaned_data["answer"]), form.cleaned_data["wording"]
        denied = attempt(
            form,
            lambda: actions.answer_check(actor=account, check=check, answer=answer, wording=wording),
        )
        if denied is None:
            messages.success(request, _("Thank you. You can change this answer at any time."))
            return redirect("consultations:quotes", row.id)
    return _page(request, account, row, check.id, form)


def _page(
    request: HttpRequest,
    account: Account,
    row: Consultation,
    tried: UUID | None,
    form: CheckForm | None,
) -> HttpResponse:
    shown = queries.checks_for(account, row)
    pairs = [(one, form if form is not None and one.check.id == tried else _form_of(one)) for one in shown]
    context = {"consultation": row, "checks": pairs, "form": form}
    return render(request, "consultations/quotes.html", context)


def _form_of(shown: ShownCheck) -> CheckForm:
    answered = shown.check.answer != CheckAnswer.ASKED
    initial = {
        "answer": shown.check.answer if answered else None,
        "wording": (shown.wording.text if shown.wording else "") or "",
    }
    return CheckForm(prefix=f"q{shown.check.id.hex}", initial=initial)
