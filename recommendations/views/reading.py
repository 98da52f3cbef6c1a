"""Recommendations as those inside read them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from board.states import STAFF
from recommendations import queries, rules
from recommendations.models import CHANGED, LOST
from recommendations.views.asking import account_of, after_of

DIGITS = 4  # nobody rewrites a thing ten thousand times


@require_safe
def list(request: HttpRequest) -> HttpResponse:  # noqa: A001  (the name of its address)
    """All of them, newest first."""
    account = account_of(request)
    shown = {
        "listing": queries.listed(account, after_of(request)),
        "writes": account.role in STAFF,
        "first": "after" not in request.GET,
    }
    return render(request, "recommendations/list.html", shown)


@require_safe
def recommendation(request: HttpRequest, recommendation: UUID) -> HttpResponse:
    """One: its wording, to whom, and what became of it."""
    account = account_of(request)
    found = queries.recommendation_for(account, recommendation)
    typed = request.GET.get("wording", "")
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= DIGITS
    number = int(typed) if is_number and account.role in STAFF else None
    wording, answers = queries.read(account, found, number)
    shown = {
        "recommendation": found,
        "wording": wording,
        "answers": answers,
        "may": rules.permissions_of(account, found),
        "writes": account.role in STAFF,
        "lost": account.role in STAFF and found.evidence.filter(LOST).exists(),
        "changed": account.role in STAFF and found.evidence.filter(CHANGED).exists(),
        "decision": queries.number_of(found.decision) if found.decision else "",
    }
    return render(request, "recommendations/recommendation.html", shown)


@require_safe
def sources(request: HttpRequest, recommendation: UUID) -> HttpResponse:
    """What it rests on, in the words that this reader may see."""
    account = account_of(request)
    found = queries.recommendation_for(account, recommendation)
    shown = {"recommendation": found, "sources": queries.sources_of(account, found)}
    return render(request, "recommendations/sources.html", shown)
