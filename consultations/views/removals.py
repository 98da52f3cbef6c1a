"""A text removed by two people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from board import actions as boarding
from board.rules import waiting
from board.states import Need
from consultations import actions, queries
from consultations.forms import RemovalForm
from consultations.views.asking import account_of, attempt


@require_http_methods(["GET", "HEAD", "POST"])
def text_remove(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """One asks for it, with a reason; another says yes, and it is gone for good."""
    account = account_of(request)
    found = queries.removable_for(account, contribution_id)
    author, thing = found.contribution.author, found.contribution.id
    asked = waiting(Need.REMOVAL, author, thing)
    mine = asked is not None and asked.asked_by_id == account.pk
    form = RemovalForm(request.POST or None)
    wanted: dict[str, Any] = {"actor": account, "person": author, "need": Need.REMOVAL, "thing": thing}
    said = ""
    if request.method == "POST" and "no" in request.POST:
        boarding.refuse_second(**wanted)
        said = _("Nothing was removed.")
    elif request.method == "POST" and asked and not mine:
        if attempt(form, lambda: actions.remove_text(actor=account, contribution=found.contribution)) is None:
            said = _("Removed for good. Its author is told.")
    elif form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: boarding.ask_second(reason=reason, **wanted)) is None:
            said = _("Asked. Somebody else has to say yes.")
    if said:
        messages.success(request, said)
        return redirect("consultations:file", found.consultation.id)
    shown = {"consultation": found.consultation, "read": found.read, "asked": asked, "mine": mine}
    return render(request, "consultations/text_remove.html", {**shown, "form": form})
