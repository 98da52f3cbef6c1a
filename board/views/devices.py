"""Where I am signed in, and for how long nothing may happen."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from board import actions, queries
from board.forms import IdleForm
from board.views.who import account_of, session_of


@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    """Every place where I am signed in: the day, and roughly on what."""
    account = account_of(request)
    form = None if account.needs_second_step else IdleForm(initial={"minutes": account.idle_minutes})
    here = session_of(request)
    shown = {"rows": queries.signed_in_of(account), "here": here.number, "idle": form}
    return render(request, "board/devices.html", shown)


@require_POST
def device_end(request: HttpRequest, number: UUID) -> HttpResponse:
    """Sign out in one of them."""
    account = account_of(request)
    if number == session_of(request).number:
        logout(request)
        return redirect("board:sign-out")
    queries.signed_in_at(account, number)
    actions.sign_out_at(actor=account, number=number)
    messages.success(request, _("Signed out there."))
    return redirect("board:devices")


@require_POST
def devices_end(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere, here too."""
    actions.sign_out_everywhere(actor=account_of(request))
    logout(request)
    return redirect("board:sign-out")


@require_POST
def idle(request: HttpRequest) -> HttpResponse:
    """For how long nothing may happen before I am signed out."""
    account, form = account_of(request), IdleForm(request.POST)
    if account.needs_second_step or not form.is_valid():
        raise Http404
    actions.choose_idle_minutes(actor=account, minutes=form.cleaned_data["minutes"])
    messages.success(request, _("Saved."))
    return redirect("board:devices")


@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """How many seconds are left. To ask is no sign of life: the script asks before it warns."""
    return JsonResponse({"left": session_of(request).seconds_left})


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """A sign of life, and nothing else."""
    return HttpResponse(status=204)
