"""A text removed by two people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from board import actions as boarding
from board.rules import waiting
from board.states import Need
from consultations import actions, queries
from consultations.forms import RemovalForm
from consultations.models import Contribution
from consultations.views.asking import account_of, press


@require_http_methods(["GET", "HEAD", "POST"])
def text_remove(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """One asks for it, with a reason; another says yes, and it is gone for good."""
    account = account_of(request)
    found = queries.removable_for(account, contribution_id)
    author, thing = found.contribution.author, found.contribution.id
    asked = waiting(Need.REMOVAL, author, thing)
    mine = asked is not None and asked.asked_by_id == account.pk
    form = RemovalForm(request.POST if request.method == "POST" and not asked else None)
    if (request.method == "POST" and asked) or form.is_valid():
        _decide(request, found.contribution, form, is_asked=asked is not None)
        return redirect("consultations:file", found.consultation.id)
    shown = {"consultation": found.consultation, "read": found.read, "asked": asked, "mine": mine}
    return render(request, "consultations/text_remove.html", {**shown, "form": form})


def _decide(request: HttpRequest, contribution: Contribution, form: RemovalForm, *, is_asked: bool) -> None:
    account = account_of(request)
    wanted: dict[str, Any] = {
        "actor": account,
        "person": contribution.author,
        "need": Need.REMOVAL,
        "thing": contribution.id,
    }
    if not is_asked:
        reason = form.cleaned_data["reason"]
        said = _("Asked. Somebody else has to say yes.")
        press(request, lambda: boarding.ask_second(reason=reason, **wanted), said)
    elif "no" in request.POST:
        press(request, lambda: boarding.refuse_second(**wanted), _("Nothing was removed."))
    else:
        said = _("Removed for good. Its author is told.")
        press(request, lambda: actions.remove_text(actor=account, contribution=contribution), said)
