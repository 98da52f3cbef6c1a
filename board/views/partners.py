"""The list of organisations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from board import actions, queries, rules
from board.forms import OrganisationForm
from board.models import Organisation
from board.views.who import account_of
from privacy.permissions import Denied


@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """Every organisation, with the line that members read."""
    return render(request, "board/partners.html", {"rows": queries.organisations_for(account_of(request))})


@require_http_methods(["GET", "POST"])
def partner_new(request: HttpRequest) -> HttpResponse:
    """Add an organisation."""
    account = account_of(request)
    rules.check_can_manage_partners(account)
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        words = {key: form.cleaned_data[key] for key in ("name", "kind", "does")}
        try:
            added = actions.add_organisation(actor=account, **words)
        except Denied as no:
            form.add_error("name", no.sentence)
        else:
            messages.success(request, _("Added."))
            return redirect("board:partner", added.id)
    return render(request, "board/partner_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
def partner(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """One organisation: its line, to be corrected, and who works for it."""
    account = account_of(request)
    found = queries.organisation_for(account, organisation)
    form = OrganisationForm(request.POST or None, initial=_as_it_stands(found))
    theirs = ""
    if form.is_valid():
        try:
            actions.change_organisation(actor=account, organisation=found, **form.cleaned_data)
        except Denied as no:
            theirs = _refused(form, found, no)
        else:
            messages.success(request, _("Saved."))
            return redirect("board:partner", found.id)
    officers = queries.officers_of(found)
    names = queries.chosen_names(officers, reader=account)
    rows = [(officer, names[officer.id]) for officer in officers]
    shown = {"form": form, "organisation": found, "rows": rows, "theirs": theirs}
    return render(request, "board/partner.html", shown)


def _as_it_stands(organisation: Organisation) -> dict[str, object]:
    words = {"name": organisation.name, "kind": organisation.kind, "does": organisation.does}
    return {**words, "revision": rules.revision_of(organisation)}


def _refused(form: OrganisationForm, organisation: Organisation, no: Denied) -> str:
    """Put the reason on the form; for a stale form the other's line, and the form is fresh from here on."""
    if no.code != "stale":
        form.add_error("name", no.sentence)
        return ""
    typed: Any = form.data  # a QueryDict: this form is always bound
    form.data = {**typed.dict(), "revision": rules.revision_of(organisation)}
    form.add_error(None, no.sentence)
    kind = organisation.get_kind_display()
    return f"{organisation.name}\n{kind}\n{organisation.does}"
