"""The page on which a person says how the board's own texts name her."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from board import actions, queries
from board.forms import MentionForm
from board.views.who import account_of
from privacy.states import Naming


@require_http_methods(["GET", "HEAD", "POST"])
def mentions(request: HttpRequest) -> HttpResponse:
    """For those who work inside the board. Raises Http404 for others."""
    account = account_of(request)
    if not account.is_inside:
        raise Http404
    newest, pen_name, other_names = queries.mention_choices(account)
    shown = {
        "inside": newest.inside if newest else Naming.MEMBER,
        "outside": newest.outside if newest else Naming.MEMBER,
        "pen_name": pen_name,
        "other_names": other_names,
    }
    form = MentionForm(request.POST or None, initial=shown)
    if form.is_valid():
        actions.choose_mention(actor=account, person=queries.person_of(account), **form.cleaned_data)
        messages.success(request, _("Saved. Less holds at once. More holds from this time tomorrow."))
        return redirect("board:me")
    return render(request, "board/mentions.html", {"form": form})
