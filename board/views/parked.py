"""What I was writing when the time was up."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from board import actions, queries, rules
from board.views.who import account_of


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """Each form as it was sent, to go on with or to remove."""
    return render(request, "board/kept.html", {"rows": queries.parked_of(account_of(request))})


@require_POST
def kept_remove(request: HttpRequest, parked: UUID) -> HttpResponse:
    """I do not want it."""
    account = account_of(request)
    actions.forget_parked(actor=account, parked=queries.parked_for(account, parked))
    messages.success(request, _("Removed."))
    return redirect("board:kept")


@require_POST
def kept_park(request: HttpRequest) -> HttpResponse:
    """The script brings what stands in a form shortly before the time is up."""
    fields = rules.texts_of(dict(request.POST.lists()))
    path = rules.whither(request.path_info, str(request.POST.get("to", "")))
    if fields and path:
        actions.park(account=account_of(request), path=path, fields=fields)
    return HttpResponse(status=204)
