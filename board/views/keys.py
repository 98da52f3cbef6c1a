"""My second steps: what there is, one more, one less. Each change asks for the passphrase once more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from board import actions, factors
from board.forms import AppForm, CredentialForm, PasskeyForm, SureForm
from board.views.entering import make_strong
from board.views.who import account_of, session_of
from privacy import clock
from privacy.permissions import Denied

UNDER_WAY = "under_way"
MINUTES = 10


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Every second step I have, and those I could add."""
    account = account_of(request)
    mine = factors.factors_of(account)
    shown = {"mine": mine, "kinds": {one.kind for one in mine}, "needs": account.needs_second_step}
    return render(request, "board/keys.html", shown)


@require_http_methods(["GET", "POST"])
def key_app(request: HttpRequest) -> HttpResponse:
    """An app that shows codes: first the passphrase, then the picture and the first code."""
    account, begun = account_of(request), _begun(request, "app")
    if not begun:
        form = SureForm(account, request.POST or None)
        if form.is_valid():
            return _begin(request, "board:key-app", {"what": "app", "seed": factors.new_seed()})
        return render(request, "board/key_sure.html", {"form": form, "what": "app"})
    first = AppForm(begun["seed"], request.POST or None)
    if first.is_valid():
        actions.add_app(actor=account, seed=begun["seed"], here=session_of(request))
        return _added(request, _("Your app is set up. From now on you are asked for a code."))
    shown = factors.shown_seed(begun["seed"], account)
    return render(request, "board/key_app.html", {"form": first, "seed": shown})


@require_http_methods(["GET", "POST"])
def key_passkey(request: HttpRequest) -> HttpResponse:
    """A passkey: first the passphrase, then the device makes it."""
    account, begun = account_of(request), _begun(request, "passkey")
    if not begun:
        form = PasskeyForm(account, request.POST or None)
        if form.is_valid():
            kept_on = form.cleaned_data["kept_on"]
            return _begin(request, "board:key-passkey", {"what": "passkey", "kept_on": kept_on})
        return render(request, "board/key_sure.html", {"form": form, "what": "passkey"})
    sent = CredentialForm(request.POST or None)
    if sent.is_valid() and factors.is_made(sent.cleaned_data["credential"]):
        words = {"kept_on": begun["kept_on"], "credential": sent.cleaned_data["credential"]}
        actions.add_passkey(actor=account, here=session_of(request), **words)
        return _added(request, _("Your passkey is set up. You can sign in with it from now on."))
    shown = {"options": factors.options_to_make(account), "went_wrong": request.method == "POST"}
    return render(request, "board/key_passkey.html", shown)


@require_http_methods(["GET", "POST"])
def key_list(request: HttpRequest) -> HttpResponse:
    """A list of codes. The POST answers itself: the codes are shown once and have no address."""
    account = account_of(request)
    form = SureForm(account, request.POST or None)
    if form.is_valid():
        codes = actions.make_list(actor=account, here=session_of(request))
        make_strong(request)
        return render(request, "board/key_list.html", {"codes": codes})
    return render(request, "board/key_sure.html", {"form": form, "what": "list"})


@require_http_methods(["GET", "POST"])
def key_remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """One second step less, with the passphrase."""
    account = account_of(request)
    found = next((one for one in factors.factors_of(account) if one.key == key), None)
    if found is None:
        raise Http404
    form = SureForm(account, request.POST or None)
    if form.is_valid():
        try:
            actions.remove_factor(actor=account, key=key, here=session_of(request))
        except Denied as no:
            form.add_error(None, no.sentence)
        else:
            return _added(request, _("Removed. You are signed out everywhere else."))
    return render(request, "board/key_remove.html", {"form": form, "factor": found})


def _begin(request: HttpRequest, where: str, begun: dict[str, Any]) -> HttpResponse:
    until = (clock.now() + timedelta(minutes=MINUTES)).timestamp()
    request.session[UNDER_WAY] = {**begun, "until": until}
    return redirect(where)


def _begun(request: HttpRequest, what: str) -> dict[str, Any] | None:
    begun: dict[str, Any] | None = request.session.get(UNDER_WAY)
    if not begun or begun["what"] != what or begun["until"] < clock.now().timestamp():
        return None
    return begun


def _added(request: HttpRequest, said: str) -> HttpResponse:
    request.session.pop(UNDER_WAY, None)
    make_strong(request)
    messages.success(request, said)
    return redirect("board:keys")
