"""The file of a paper: added, handed out, removed."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings import actions, queries, rules
from meetings.views.asking import account_of, attempt, get_or_post, press
from privacy.files import takes_file
from privacy.forms import FileForm
from privacy.handing_out import handed_out


@takes_file
@get_or_post
def paper(request: HttpRequest, meeting_id: UUID, paper_id: UUID) -> HttpResponse:
    """One paper, for those who prepare the meeting: its file, or a place to add it."""
    account = account_of(request)
    row = queries.paper_for(account, meeting_id, paper_id)
    rules.check_can_add_papers(account, row.item.meeting)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        left_out: list[str] = []
        file = form.cleaned_data["file"]
        add = partial(actions.add_file, actor=account, paper=row, upload=file)
        if attempt(form, lambda: left_out.extend(add()), "file") is None:
            messages.success(request, " ".join([_("The file is added."), *left_out]))
            return redirect("meetings:paper", meeting_id, paper_id)
    context = {"form": form, "paper": row, "meeting": row.item.meeting}
    return render(request, "meetings/paper.html", {**context, "one": queries.file_of(row, reader=account)})


@require_safe
def paper_file(request: HttpRequest, meeting_id: UUID, paper_id: UUID) -> HttpResponseBase:
    """The file, to be saved, for everybody who may see the agenda."""
    account = account_of(request)
    row = queries.paper_seen_by(account, meeting_id, paper_id)
    found = handed_out(request, lambda: queries.open_paper_file(row, reader=account))
    return found or redirect("meetings:agenda", meeting_id)


@get_or_post
def paper_file_remove(request: HttpRequest, meeting_id: UUID, paper_id: UUID) -> HttpResponse:
    """The page before it goes for good, and the going."""
    account = account_of(request)
    row = queries.paper_for(account, meeting_id, paper_id)
    rules.check_can_add_papers(account, row.item.meeting)
    if request.method == "POST":
        press(request, lambda: actions.remove_file(actor=account, paper=row), _("The file is removed."))
        return redirect("meetings:paper", meeting_id, paper_id)
    return render(request, "meetings/paper_file_remove.html", {"paper": row, "meeting": row.item.meeting})
