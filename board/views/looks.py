"""How pages look to me."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from board import actions
from board.forms import LookForm
from board.views.who import account_of


@require_http_methods(["GET", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Text size, colours, language, clock: on every device where I sign in."""
    account = account_of(request)
    form = LookForm(account, request.POST or None)
    if form.is_valid():
        actions.change_look(actor=account, **form.chosen())
        messages.success(request, _("Saved. Pages look like this wherever you sign in."))
        return redirect("board:look")
    return render(request, "board/look.html", {"form": form})
