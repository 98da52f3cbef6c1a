"""Which officers may receive a release."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from privacy.permissions import Denied
from recommendations import actions, queries, rules
from recommendations.views.asking import account_of
from recommendations.views.releasing import refused

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_AND_POST)
def access(request: HttpRequest, release: UUID) -> HttpResponse:
    """Who has access; to end it takes one press."""
    account = account_of(request)
    found = queries.release_for(account, release)
    officers = queries.officers_of(account, found)
    if request.method == "POST":
        chosen = queries.officer_in(officers, request.POST.get("officer", ""))
        actions.end_access(actor=account, release=found, officer=chosen)
        return redirect("recommendations:access", found.id)
    shown = {"release": found, "officers": officers, "may": rules.release_permissions_of(account, found)}
    return render(request, "recommendations/access.html", shown)


@require_http_methods(GET_AND_POST)
def access_give(request: HttpRequest, release: UUID, person: UUID) -> HttpResponse:
    """Names are alike, and people change places: who it is, and for whom, is read again before it counts."""
    account = account_of(request)
    found = queries.release_for(account, release)
    officers = queries.officers_of(account, found)
    chosen = queries.officer_in(officers, str(person))
    try:
        rules.check_can_give_access(account, found, chosen)
        if request.method == "POST":
            actions.grant_access(actor=account, release=found, officer=chosen)
            return redirect("recommendations:access", found.id)
    except Denied as no:
        return refused(request, found, no)
    [one] = [one for one in officers if one.person.id == person]
    shown = {"release": found, "officer": one, "others": len(officers) - 1}
    return render(request, "recommendations/access_give.html", shown)
