"""The exact words, shown to their author first."""

from __future__ import annotations

import re
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from board.models import Account
from consultations import actions, queries
from consultations.forms import CheckForm
from consultations.models import Consultation
from consultations.queries import ShownCheck
from consultations.states import CheckAnswer
from consultations.views.asking import account_of, attempt

WORDING = re.compile(r"q([0-9a-f]{32})-wording", re.ASCII)


@require_http_methods(["GET", "POST"])
def quotes(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """The words an author is asked about. One button saves one answer, and all that she typed stays."""
    account = account_of(request)
    row = queries.invitation_for(account, consultation_id).consultation
    tried = _answer(request, account, row) if request.method == "POST" else None
    shown = queries.checks_for(account, row)
    gone = _typed_for_others(request, {one.check.id.hex for one in shown})
    if not shown and not gone:
        raise Http404
    pairs = [(one, _form_of(request, one, tried)) for one in shown]
    if tried and tried.is_valid() and not gone and not any(_is_unsaved(*pair) for pair in pairs):
        return redirect("consultations:quotes", row.id)
    context = {"consultation": row, "checks": pairs, "gone": gone, "form": tried}
    return render(request, "consultations/quotes.html", context)


def _answer(request: HttpRequest, account: Account, row: Consultation) -> CheckForm:
    """Yes, other words, or no: the form whose button was pressed. Raises Http404."""
    try:
        check = queries.check_for(account, row, UUID(request.POST.get("save", "")))
    except ValueError:
        raise Http404 from None
    form = CheckForm(request.POST, prefix=f"q{check.id.hex}")
    if form.is_valid():
        answer, wording = CheckAnswer(form.cleaned_data["answer"]), form.cleaned_data["wording"]
        denied = attempt(
            form,
            lambda: actions.answer_check(actor=account, check=check, answer=answer, wording=wording),
        )
        if denied is None:
            messages.success(request, _("Thank you. You can change this answer at any time."))
    return form


def _form_of(request: HttpRequest, shown: ShownCheck, tried: CheckForm | None) -> CheckForm:
    """The form that was refused; else one with what was typed into it; else with what was answered."""
    prefix = f"q{shown.check.id.hex}"
    if tried and tried.prefix == prefix and not tried.is_valid():
        return tried
    saved = _saved(shown)
    typed = {name: request.POST.get(f"{prefix}-{name}", words) for name, words in saved.items()}
    return CheckForm(prefix=prefix, initial=saved if tried and tried.prefix == prefix else typed)


def _saved(shown: ShownCheck) -> dict[str, str]:
    answered = shown.check.answer != CheckAnswer.ASKED
    wording = shown.wording.text if shown.wording else ""
    return {"answer": shown.check.answer if answered else "", "wording": wording or ""}


def _is_unsaved(shown: ShownCheck, form: CheckForm) -> bool:
    """Whether there is something typed in it that was not saved; a browser ends lines in its own way."""
    return any(str(form.initial[name]).split() != words.split() for name, words in _saved(shown).items())


def _typed_for_others(request: HttpRequest, shown: set[str]) -> list[str]:
    """Wordings typed under words that were changed meanwhile: no form is left for them."""
    found = {match[1]: words for name, words in request.POST.items() if (match := WORDING.fullmatch(name))}
    return [str(words) for key, words in found.items() if key not in shown]
