"""Releases: putting them together, looking at them, approving, access."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from board import queries as board
from board.models import Account
from documents.errors import NotRendered
from privacy import withdrawal
from privacy.permissions import Denied
from recommendations import actions, copies, forms, queries, rules
from recommendations.models import Release
from recommendations.views.asking import account_of, after_of, explain, looked_at

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """All releases, newest first."""
    listing = queries.releases_listed(account_of(request), after_of(request))
    shown = {"listing": listing, "first": "after" not in request.GET}
    return render(request, "recommendations/releases.html", shown)


@require_safe
def release_new(request: HttpRequest) -> HttpResponse:
    """For which organisation."""
    organisations = queries.addressed_organisations(account_of(request))
    return render(request, "recommendations/release_new.html", {"organisations": organisations})


@require_http_methods(GET_AND_POST)
def release_build(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """What goes into it."""
    account = account_of(request)
    found, gates = queries.ready_for(account, organisation)
    ready = [gate.recommendation for gate in gates if gate.is_open]
    form = forms.ReleaseForm(
        request.POST if request.method == "POST" else None,
        ready=ready,
        quotable=queries.quotable(found, ready),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.prepare_release(
                actor=account, organisation=found, recommendations=form.chosen, quotes=form.chosen_quotes
            )
        except Denied as no:
            explain(form, no)
        else:
            return redirect("recommendations:release", made.id)
    shut = [gate for gate in gates if not gate.is_open]
    return render(
        request, "recommendations/release_build.html", {"form": form, "organisation": found, "shut": shut}
    )


@require_safe
def release(request: HttpRequest, release: UUID) -> HttpResponse:
    """How one release stands."""
    account = account_of(request)
    found = queries.release_for(account, release)
    people = [one for one in (found.prepared_by_id, found.approved_by_id) if one]
    names = board.names_of_accounts(people, reader=account)
    shown = {
        "release": found,
        "gates": queries.release_gates(found),
        "recalls": queries.recalls_open(found),
        "prepared_by": names.get(found.prepared_by_id, ""),
        "approved_by": names.get(found.approved_by_id, "") if found.approved_by_id else "",
        "may": rules.release_permissions_of(account, found),
    }
    return render(request, "recommendations/release.html", shown)


@require_safe
def preview(request: HttpRequest, release: UUID) -> HttpResponse:
    """Exactly what the other side gets."""
    account = account_of(request)
    found = queries.release_for(account, release)
    try:
        page = queries.preview_for(account, found)
    except Denied as no:
        return refused(request, found, no)
    shown = {"release": found, "page": page, "data": copies.data_of(page).decode()}
    return render(request, "recommendations/preview.html", shown)


@require_safe
def preview_pdf(request: HttpRequest, release: UUID) -> HttpResponse:
    """The PDF that the other side gets."""
    account = account_of(request)
    found = queries.release_for(account, release)
    try:
        mark = withdrawal.so_far()
        files = copies.files_of(queries.preview_for(account, found))
        withdrawal.check_none_since(mark)
    except (Denied, NotRendered) as no:
        return refused(request, found, no)
    headers = {"Content-Disposition": 'attachment; filename="preview.pdf"'}
    return HttpResponse(files[copies.PDF_NAME], content_type="application/pdf", headers=headers)


@require_http_methods(GET_AND_POST)
def approve(request: HttpRequest, release: UUID) -> HttpResponse:
    """A second person approves."""
    account = account_of(request)
    found = queries.release_for(account, release)
    try:
        rules.check_can_approve(account, found)
        rules.check_can_leave(found)
        if request.method == "POST":
            actions.approve_release(actor=account, release=found, looked_at=looked_at(request))
            messages.success(request, _("Approved. Give a partner officer access next."))
            return redirect("recommendations:access", found.id)
    except (Denied, NotRendered) as no:
        if not isinstance(no, Denied) or no.code != "names":
            return refused(request, found, no)
    return _approve_page(request, account, found)


def _approve_page(request: HttpRequest, account: Account, found: Release) -> HttpResponse:
    try:
        written = copies.written(found, reader=account)
    except Denied as no:
        return refused(request, found, no)
    names = copies.names_in_release(account, found, written)
    shown = {"release": found, "found": names, "looked_at": looked_at(request)}
    return render(request, "recommendations/approve.html", shown)


@require_http_methods(GET_AND_POST)
def release_drop(request: HttpRequest, release: UUID) -> HttpResponse:
    """Take a release back."""
    account = account_of(request)
    found = queries.release_for(account, release)
    rules.check_can_drop_release(account, found)
    if request.method == "POST":
        actions.drop_release(actor=account, release=found)
        messages.success(request, _("Taken back. Nobody outside can open it any more."))
        return redirect("recommendations:releases")
    return render(request, "recommendations/release_drop.html", {"release": found})


@require_http_methods(GET_AND_POST)
def settle(request: HttpRequest, release: UUID) -> HttpResponse:
    """The organisation said that its copy is gone."""
    account = account_of(request)
    found = queries.release_for(account, release)
    recall = queries.recall_of(found)
    if request.method == "POST":
        actions.settle_recall(actor=account, recall=recall)
        messages.success(request, _("Noted."))
        return redirect("recommendations:release", found.id)
    return render(request, "recommendations/settle.html", {"release": found, "recall": recall})


def refused(request: HttpRequest, release: object, no: Denied | NotRendered) -> HttpResponse:
    """Why not, in one sentence. A refusal without one is for the page that says nothing."""
    if isinstance(no, Denied) and not no.sentence:
        raise no
    shown = {"release": release, "sentence": no.sentence}
    return render(request, "recommendations/release_refused.html", shown)
