"""The last step of every way in, and what is known of the browser that comes."""

from __future__ import annotations

import re

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from board import actions, queries, tries
from board.forms import SignInForm
from board.models import Account, SessionStore
from board.models.sessions import STRONG, store_of
from board.states import Device

# Plain words, random ids and a query of the same: what addresses here are made of. Nothing else is gone to.
OURS = re.compile(r"(?P<path>/(?:[a-z0-9-]+/)*(?:[a-z0-9-]+\.[a-z]{2,4})?)(?:\?[\w=&+.-]*)?", re.ASCII)
KEPT_PAGE = "/me/kept/"
NEVER = frozenset({settings.LOGIN_URL, settings.LOGOUT_REDIRECT_URL, "/leave/"})
TABLET = re.compile(r"iPad|Tablet|Android(?!.*Mobile)")
PHONE = re.compile(r"Mobile|iPhone|Android")


def enter(request: HttpRequest, account: Account, onward: str) -> HttpResponse:
    """Sign this account in, with a new session and a mark by which this browser is known, and lead on."""
    SessionStore.clear_expired()
    store_of(request).device = device_of(request)
    login(request, account)
    if tries.note_right(account.sign_in_name):
        messages.warning(request, _("Somebody tried many times to sign in with your name. Nobody got in."))
    actions.forget_old_parked()
    response = HttpResponseRedirect(KEPT_PAGE if queries.has_parked(account) else onward)
    response.set_cookie(
        settings.KNOWN_COOKIE_NAME,
        tries.mark_of(account),
        secure=settings.KNOWN_COOKIE_SECURE,
        httponly=settings.KNOWN_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


def enter_strongly(request: HttpRequest, account: Account, onward: str) -> HttpResponse:
    """The same after a second step, or by a passkey, which is two in one."""
    response = enter(request, account, onward)
    request.session[STRONG] = True
    return response


def make_strong(request: HttpRequest) -> None:
    """She has set up a second step with her passphrase: a new session, which counts as one with both."""
    request.session.cycle_key()
    request.session[STRONG] = True


def knock(request: HttpRequest, name: str) -> tries.Knock:
    """A try under this name, from this browser and this network."""
    mark = request.COOKIES.get(settings.KNOWN_COOKIE_NAME, "")
    known = tries.is_known(mark, Account.objects.filter(sign_in_name=name).first())
    return tries.knock(name=name, network=network_of(request), known=known)


def whose(request: HttpRequest, form: SignInForm) -> Account | None:
    """Whose name and passphrase these are. Else the form says no, and the try is counted."""
    name, passphrase = form.cleaned_data["sign_in_name"], form.cleaned_data["passphrase"]
    tried = knock(request, name)
    held = tried.is_held
    # Also when the answer is settled: every answer takes the time of one hash.
    account = authenticate(request, username=name, password=passphrase)
    if held:
        tries.note_held(tried)
        form.ask_to_wait()
        return None
    if isinstance(account, Account):
        return account
    tries.note_wrong(tried)
    form.refuse()
    return None


def network_of(request: HttpRequest) -> str:
    """Where the request comes from: used for counting, and never kept."""
    if settings.BEHIND_PROXY:
        # The last entry was written by our own proxy; what stands before it anybody can write.
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def device_of(request: HttpRequest) -> Device:
    """A phone, a tablet or a computer, as the browser says of itself."""
    said = request.headers.get("User-Agent", "")
    if TABLET.search(said):
        return Device.TABLET
    return Device.PHONE if PHONE.search(said) else Device.COMPUTER


def onward_of(request: HttpRequest) -> str:
    """Where to go after signing in: a path of this site, never another site, never in or out again."""
    return local(request.POST.get("next") or request.GET.get("next") or "")


def local(wanted: str) -> str:
    """This address, if it is one of ours to go to; else the first page."""
    found = OURS.fullmatch(wanted)
    return wanted if found and found["path"] not in NEVER else settings.LOGIN_REDIRECT_URL
