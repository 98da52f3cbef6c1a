"""Files of a member's own text: listed, added, handed out, taken back."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from board.models import Account
from consultations import actions, queries, rules
from consultations.models import Contribution
from consultations.states import ContributionState
from consultations.views.asking import account_of, press
from consultations.views.showing import is_alive
from consultations.views.uploads import is_kept
from privacy.files import takes_file
from privacy.forms import FileForm
from privacy.handing_out import handed_out

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@takes_file
@get_or_post
def attachments(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """The files of her text: a page of its own, so that nothing typed elsewhere is lost with a file."""
    account = account_of(request)
    row = queries.contribution_for(account, contribution_id)
    if not is_alive(row):
        raise Http404
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and is_kept(
        request, form, lambda: _add(account, row, form), _("The file is added.")
    ):
        return redirect("consultations:attachments", row.id)
    context = {
        "consultation": row.consultation,
        "contribution": row,
        "is_draft": row.state == ContributionState.DRAFT,
        "form": form if rules.may_attach(account, row) else None,
        "files": queries.attachments_of(row, reader=account),
    }
    return render(request, "consultations/attachments.html", context)


@require_safe
def attachment(request: HttpRequest, consultation_id: UUID, attachment_id: UUID) -> HttpResponseBase:
    """One file, to be saved: by its author, and by those who may read her text."""
    account = account_of(request)
    row = queries.attachment_for(account, consultation_id, attachment_id)
    found = handed_out(request, lambda: queries.open_attachment(row, reader=account))
    if found is None and row.contribution.author.account_id == account.id:
        return redirect("consultations:attachments", row.contribution_id)
    return found or redirect("consultations:contributions", consultation_id)


@get_or_post
def attachment_remove(request: HttpRequest, contribution_id: UUID, attachment_id: UUID) -> HttpResponse:
    """The page before it goes for good, and the going."""
    account = account_of(request)
    row = queries.own_attachment(account, contribution_id, attachment_id)
    if request.method == "POST":
        press(
            request,
            lambda: actions.remove_attachment(actor=account, attachment=row),
            _("The file is removed."),
        )
        return redirect("consultations:attachments", contribution_id)
    mine = queries.attachments_of(row.contribution, reader=account)
    context = {
        "contribution": row.contribution,
        "one": next(one for one in mine if one.id == row.id),
        "is_draft": row.contribution.state == ContributionState.DRAFT,
    }
    return render(request, "consultations/attachment_remove.html", context)


def _add(account: Account, row: Contribution, form: FileForm) -> tuple[str, ...]:
    return actions.add_attachment(actor=account, contribution=row, upload=form.cleaned_data["file"])
