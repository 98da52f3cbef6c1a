"""The pages of partners."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.errors import NotRendered
from privacy.permissions import Denied
from recommendations import actions, forms, queries
from recommendations.models import Release
from recommendations.states import TERMS, Position, ReleaseState
from recommendations.views.asking import account_of, explain

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
def portal(request: HttpRequest) -> HttpResponse:
    """What was sent to this officer."""
    return render(request, "recommendations/portal.html", {"rows": queries.portal_rows(account_of(request))})


@require_safe
def received(request: HttpRequest, release: UUID) -> HttpResponse:
    """One release: the terms first, then the package and the answers."""
    account = account_of(request)
    return _release(request, queries.release_for_officer(account, release), forms.TermsForm())


@require_POST
def terms(request: HttpRequest, release: UUID) -> HttpResponse:
    """She keeps to the terms."""
    account = account_of(request)
    found = queries.release_for_officer(account, release)
    form = forms.TermsForm(request.POST)
    if not form.is_valid():
        return _release(request, found, form)
    actions.accept_terms(actor=account, release=found)
    return redirect("recommendations:received", found.id)


@require_POST
def package(request: HttpRequest, release: UUID) -> HttpResponse:
    """The signed package, as a file with a neutral name."""
    account = account_of(request)
    found = queries.release_for_officer(account, release)
    try:
        content = actions.hand_over(actor=account, release=found)
    except (Denied, NotRendered) as no:
        if isinstance(no, Denied) and not no.sentence:
            raise
        return _release(request, found, forms.TermsForm(), sentence=_sentence_of(no))
    headers = {"Content-Disposition": 'attachment; filename="papers.zip"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)


@require_http_methods(GET_AND_POST)
def answer(request: HttpRequest, release: UUID, copy: UUID) -> HttpResponse:
    """What the organisation says to one recommendation: written, looked at again, sent."""
    account = account_of(request)
    found = queries.copy_for(account, release, copy)
    form = forms.ResponseForm(request.POST if request.method == "POST" else None, release=found.release)
    shown = {"form": form, "copy": found, "part": queries.portal_of(account, found)}
    if request.method != "POST" or request.POST.get("do") == "change" or not form.is_valid():
        if request.POST.get("do") == "change":
            shown["form"] = forms.ResponseForm(
                release=found.release, initial=form.cleaned_data if form.is_valid() else None
            )
        return render(request, "recommendations/answer.html", shown)
    if request.POST.get("do") != "send":
        shown["position"] = Position(form.cleaned_data["position"]).label
        return render(request, "recommendations/answer_check.html", shown)
    try:
        actions.respond(actor=account, copy=found, **form.cleaned_data)
    except Denied as no:
        explain(form, no)
        return render(request, "recommendations/answer.html", shown)
    messages.success(request, _("Sent. The board can read your answer now."))
    return redirect("recommendations:received", found.release_id)


def _sentence_of(no: Denied | NotRendered) -> str:
    """Why the package does not come. How permissions stand is said inside the board alone."""
    if isinstance(no, Denied) and no.code == "gate":
        return _("Something in this release may not leave the board now. Ask the secretariat.")
    return str(no.sentence)


def _release(
    request: HttpRequest, release: Release, form: forms.TermsForm, sentence: str = ""
) -> HttpResponse:
    account = account_of(request)
    accepted = queries.terms_accepted(account, release)
    shown = {
        "release": release,
        "accepted": accepted,
        "form": form,
        "sentence": sentence,
        "terms": f"recommendations/terms/{TERMS}.html",
        "recalled": queries.is_recalled(release),
        "parts": queries.portal_copies(account, release) if accepted else [],
        "sent": release.state == ReleaseState.SENT,
    }
    return render(request, "recommendations/received.html", shown)
