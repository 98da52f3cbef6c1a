"""In and out."""

from __future__ import annotations

import re

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from board import actions, passphrases
from board.forms import SignInForm
from board.models import Account

# Plain words, random ids and a query of the same: what addresses here are made of. Nothing else is gone to.
OURS = re.compile(r"(?P<path>/(?:[a-z0-9-]+/)*(?:[a-z0-9-]+\.[a-z]{2,4})?)(?:\?[\w=&+.-]*)?", re.ASCII)
NEVER = frozenset({settings.LOGIN_URL, settings.LOGOUT_REDIRECT_URL, "/leave/"})
HOURS = settings.SESSION_COOKIE_AGE // 3600


@login_not_required
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and passphrase. Known, unknown or closed: the same words after the same time."""
    onward = _onward(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(onward)
    form = SignInForm(request.POST or None)
    if form.is_valid():
        account = authenticate(
            request,
            username=form.cleaned_data["sign_in_name"],
            password=form.cleaned_data["passphrase"],
        )
        if isinstance(account, Account):
            login(request, _renewed(account, form.cleaned_data["passphrase"]))
            return HttpResponseRedirect(onward)
        form.refuse()
    return render(request, "board/sign_in.html", {"form": form, "onward": onward, "hours": HOURS})


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
        actions.renew_hash(actor=account, passphrase=passphrase)
        account.refresh_from_db()  # the session is tied to the new hash
    return account


def _onward(request: HttpRequest) -> str:
    """Where to go after signing in: a path of this site, never another site, never in or out again."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    found = OURS.fullmatch(wanted)
    return wanted if found and found["path"] not in NEVER else settings.LOGIN_REDIRECT_URL
