"""Papers of a request: listed, added, handed out, removed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from board.models import Account
from consultations import actions, queries, rules
from consultations.models import Consultation
from consultations.views.asking import account_of, press
from consultations.views.uploads import is_kept
from privacy.files import takes_file
from privacy.forms import FileForm
from privacy.handing_out import handed_out

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@takes_file
@get_or_post
def papers(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """The papers of a request; those who prepare it add to them here."""
    account = account_of(request)
    row = queries.request_seen_by(account, consultation_id)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        rules.check_can_prepare(account)
        if is_kept(request, form, lambda: _add(account, row, form), _("The paper is added.")):
            return redirect("consultations:papers", row.id)
    context = {
        "consultation": row,
        "form": form if rules.may_add_paper(account, row) else None,
        "papers": queries.papers_of(row, reader=account),
    }
    return render(request, "consultations/papers.html", context)


@require_safe
def paper(request: HttpRequest, consultation_id: UUID, paper_id: UUID) -> HttpResponseBase:
    """One of them, to be saved."""
    account = account_of(request)
    row = queries.paper_for(account, consultation_id, paper_id)
    found = handed_out(request, lambda: queries.open_paper(row, reader=account))
    return found or redirect("consultations:papers", consultation_id)


@get_or_post
def paper_remove(request: HttpRequest, consultation_id: UUID, paper_id: UUID) -> HttpResponse:
    """The page before it goes for good, and the going."""
    account = account_of(request)
    row = queries.paper_for(account, consultation_id, paper_id)
    rules.check_can_add_paper(account, row.consultation)
    if request.method == "POST":
        press(
            request,
            lambda: actions.remove_paper(actor=account, paper=row),
            _("The paper is removed."),
        )
        return redirect("consultations:papers", consultation_id)
    [one] = [one for one in queries.papers_of(row.consultation, reader=account) if one.id == row.id]
    context = {"consultation": row.consultation, "one": one}
    return render(request, "consultations/paper_remove.html", context)


def _add(account: Account, row: Consultation, form: FileForm) -> tuple[str, ...]:
    return actions.add_paper(actor=account, consultation=row, upload=form.cleaned_data["file"])
