"""Pages for data protection: the log, its anchor, the copies of the keys, and certificates of erasure."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from privacy import anchors, copies, queries, sheets
from privacy.audit import Gone
from privacy.forms import CopyForm, LogForm
from privacy.permissions import Denied, require
from privacy.queries import Log, Reader


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Who did what to which id. Nothing is opened for it, and that it was read is noted, too."""
    reader = cast("Reader", request.user)
    require(reader, "privacy.read_audit")
    form = LogForm(request.GET)
    found = queries.read_log(reader, form.asked()) if form.is_valid() else Log([], None)
    shown = {"form": form, "log": found, "checked": queries.last_check()}
    return render(request, "privacy/log.html", shown)


@require_safe
def anchor(request: HttpRequest) -> HttpResponse:
    """A signed note of where the log ends, to keep outside."""
    require(cast("Reader", request.user), "privacy.read_audit")
    answer = HttpResponse(anchors.drop(), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="anchor.txt"'
    return answer


@require_http_methods(["GET", "POST"])
def key_copies(request: HttpRequest) -> HttpResponse:
    """Where copies of the keys lie; the administrator registers one."""
    reader = cast("Reader", request.user)
    require(reader, "privacy.keep_copies" if request.method == "POST" else "privacy.read_copies")
    form = CopyForm(request.POST or None)
    if form.is_valid():
        try:
            copies.add(actor=reader, **form.cleaned_data)
        except copies.TooManyCopies:
            form.add_error(
                None, _("There are two such copies. Delete one of them for good first, and confirm it.")
            )
        else:
            messages.success(request, _("The copy is registered."))
            return redirect("privacy:key-copies")
    shown = {"form": form, "copies": copies.register(), "keeps": reader.may("privacy.keep_copies")}
    return render(request, "privacy/copies.html", shown)


@require_http_methods(["GET", "POST"])
def copy_destroyed(request: HttpRequest, copy: UUID) -> HttpResponse:
    """The administrator confirms that a copy is gone."""
    keeper = cast("Reader", request.user)
    require(keeper, "privacy.keep_copies")
    found = next((one for one in copies.register() if one.id == copy), None)
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            copies.confirm_destroyed(actor=keeper, copy=copy)
        except (Denied, Gone):
            messages.info(request, _("This was confirmed before."))
        else:
            messages.success(request, _("Confirmed."))
        return redirect("privacy:key-copies")
    return render(request, "privacy/copy_destroyed.html", {"copy": found})


@login_not_required
@require_safe
def certificate(request: HttpRequest, erasure: UUID) -> HttpResponse:
    """Since when something can no longer be read. Whoever holds the address was given it; it names nobody."""
    return render(request, "privacy/certificate.html", {"erasure": queries.certificate(erasure)})


@login_not_required
@require_safe
def certificate_pdf(request: HttpRequest, erasure: UUID) -> HttpResponse:
    """The same to keep or to hand over: what the page says today, under a file name that says nothing."""
    found = queries.certificate(erasure)
    try:
        body = sheets.printed(found)
    except sheets.NotPrinted as fault:
        messages.warning(request, fault.sentence)
        return redirect("privacy:certificate", erasure)
    answer = HttpResponse(body, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="papers-{erasure.hex[:4]}.pdf"'
    return answer
