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
from pages.pressed import seen_of


@require_http_methods(["GET", "HEAD", "POST"])
def text_remove(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """One asks for it, with a reason; another says yes, and it is gone for good."""
    account = account_of(request)
    found = queries.removable_for(account, contribution_id)
    author, thing = found.contribution.author, found.contribution.id
    asked = waiting(Need.REMOVAL, author, thing)
    mine = asked is not None and asked.asked_by_id == account.pk
    form = RemovalForm(request.POST if request.method == "POST" and not asked else None)
    if request.method == "POST" and asked:
        _decide(request, found.contribution)
        return redirect("consultations:file", found.consultation.id)
    if form.is_valid():
        _ask(request, found.contribution, form)
        return redirect("consultations:file", found.consultation.id)
    shown = {"consultation": found.consultation, "read": found.read, "asked": asked, "mine": mine}
    return render(request, "consultations/text_remove.html", {**shown, "form": form})


def _ask(request: HttpRequest, contribution: Contribution, form: RemovalForm) -> None:
    reason, said = form.cleaned_data["reason"], _("Asked. Somebody else has to say yes.")
    press(request, lambda: boarding.ask_second(reason=reason, **_wanted(request, contribution)), said)


def _decide(request: HttpRequest, contribution: Contribution) -> None:
    if "no" in request.POST:
        said = _("Nothing was removed.")
        press(request, lambda: boarding.refuse_second(**_wanted(request, contribution)), said)
    else:
        account, seen = account_of(request), seen_of(request.POST)
        said = _("Removed for good. Its author is told.")
        press(request, lambda: actions.remove_text(actor=account, contribution=contribution, seen=seen), said)


def _wanted(request: HttpRequest, contribution: Contribution) -> dict[str, Any]:
    return {
        "actor": account_of(request),
        "person": contribution.author,
        "need": Need.REMOVAL,
        "thing": contribution.id,
    }
