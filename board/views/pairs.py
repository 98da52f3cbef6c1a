"""What two people decided, for data protection."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from board import actions, queries
from board.views.who import account_of
from privacy.permissions import Denied


@require_safe
def pairs(request: HttpRequest) -> HttpResponse:
    """Everything that was asked of two people, from the moment it was asked. No names."""
    return render(request, "board/pairs.html", {"pairs": queries.pairs_for(account_of(request))})


@require_http_methods(["GET", "POST"])
def pair_end(request: HttpRequest, pair: UUID) -> HttpResponse:
    """Shut what is open, before its time."""
    account = account_of(request)
    found = queries.second_yes_for(account, pair)
    if request.method == "POST":
        try:
            actions.end_given(actor=account, asked=found)
        except Denied as no:
            messages.info(request, no.sentence)
        else:
            messages.success(request, _("It is shut again."))
        return redirect("board:pairs")
    return render(request, "board/pair_end.html", {"pair": found})
