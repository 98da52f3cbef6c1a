"""In and out."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from board import actions, passphrases
from board.factors import has_any
from board.forms import SignInForm
from board.models import Account
from board.states import IDLE_STAFF, IDLE_USUAL
from board.views.entering import enter, onward_of, whose
from board.views.second_step import ask


@login_not_required
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and passphrase. Known, unknown, closed or held: the same words after the same time."""
    onward = onward_of(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(onward)
    form = SignInForm(request.POST or None)
    if form.is_valid():
        account = whose(request, form)
        if account is not None:
            account = _renewed(account, form.cleaned_data["passphrase"])
            if has_any(account):
                return ask(request, account, onward)
            if account.needs_second_step:
                onward = reverse("board:keys")
            return enter(request, account, onward)
    said = {
        "kept": "kept" in request.GET,
        "pressed": "pressed" in request.GET,
        "no_passkey": request.GET.get("passkey") == "no",
    }
    shown = {"minutes": IDLE_USUAL, "staff_minutes": IDLE_STAFF, **said}
    return render(request, "board/sign_in.html", {"form": form, "onward": onward, **shown})


@login_not_required
@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """POST ends the session, its row and its cookie; GET is the page that says so."""
    if request.method == "POST":
        logout(request)
        return redirect("board:sign-out")
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "pages/signed_out.html")


def _renewed(account: Account, passphrase: str) -> Account:
    """The account, its hash made anew when today's parameters are stronger than those it was made with."""
    if passphrases.is_outdated(account.password):
        backend = account.backend
        actions.renew_hash(actor=account, passphrase=passphrase)
        account.refresh_from_db()  # the session is tied to the new hash
        account.backend = backend
    return account
