"""The second step at the door: a code, or a passkey; and a passkey alone, in place of both."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from board import factors, tries
from board.forms import CredentialForm, StepForm
from board.models import Account
from board.views.entering import enter_strongly, knock, local
from privacy import clock

HALF = "half"
MINUTES = 10


def ask(request: HttpRequest, account: Account, onward: str) -> HttpResponse:
    """The passphrase was right: remember for ten minutes whose, and ask for the second step."""
    request.session[HALF] = {
        "account": str(account.pk),
        "hash": account.get_session_auth_hash(),
        "until": (clock.now() + timedelta(minutes=MINUTES)).timestamp(),
        "next": onward,
    }
    return redirect("board:code")


@login_not_required
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """A code from the app or from paper, or a passkey."""
    account = _half_way(request)
    if account is None:
        return redirect(settings.LOGIN_URL)
    form = StepForm(request.POST or None)
    shows = _shows_passkey if "credential" in request.POST else _shows_code
    if shows(request, account, form):
        onward = local(request.session.pop(HALF)["next"])
        return enter_strongly(request, account, onward)
    has_passkey = any(one.kind == factors.PASSKEY for one in factors.factors_of(account))
    options = factors.options_to_use(account) if has_passkey else None
    return render(request, "board/code.html", {"form": form, "options": options})


@login_not_required
@require_POST
def passkey_begin(request: HttpRequest) -> HttpResponse:
    """What the browser needs before it asks for a passkey; nobody is named."""
    return JsonResponse(factors.options_to_use())


@login_not_required
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    """In by a passkey alone: it is something she has, and her device has checked that it is she."""
    if SESSION_KEY in request.session:
        return redirect(settings.LOGIN_REDIRECT_URL)
    sent = CredentialForm(request.POST)
    account = factors.holder_of(sent.cleaned_data["credential"]) if sent.is_valid() else None
    if account is None:
        messages.warning(request, _("This passkey does not open this site. You can use your passphrase."))
        return redirect(settings.LOGIN_URL)
    return enter_strongly(request, account, local(request.POST.get("next", "")))


def _half_way(request: HttpRequest) -> Account | None:
    half = request.session.get(HALF)
    if not half or SESSION_KEY in request.session or half["until"] < clock.now().timestamp():
        return None
    account: Account | None = Account.objects.filter(pk=half["account"], is_active=True).first()
    fits = account is not None and account.get_session_auth_hash() == half["hash"]
    return account if fits else None


def _shows_passkey(request: HttpRequest, account: Account, form: StepForm) -> bool:
    form.errors.clear()  # the field of the other way in is empty
    sent = CredentialForm(request.POST)
    return sent.is_valid() and factors.holder_of(sent.cleaned_data["credential"], account) is not None


def _shows_code(request: HttpRequest, account: Account, form: StepForm) -> bool:
    if not form.is_valid():
        return False
    tried = knock(request, account.sign_in_name)
    if tried.is_held:
        form.ask_to_wait()
        return False
    if not factors.is_right(account, form.cleaned_data["code"]):
        tries.note_wrong(tried)
        form.refuse()
        return False
    return True
