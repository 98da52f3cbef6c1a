"""What a passkey is asked before anybody is known. The browser keeps it, not we: strangers leave no row.

The challenge of WebAuthn goes into a signed cookie for five minutes. An answer counts in the browser that was
asked, and once: of a challenge that was answered rightly a digest is kept until the five minutes are over.
A challenge that nobody answered leaves nothing.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from allauth.mfa.webauthn.internal.auth import STATE_SESSION_KEY
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse

from board import factors
from board.models import Account, Answered
from privacy import clock

LIFE = timedelta(minutes=5)
SALT = "passkey at the door"


def ask(request: HttpRequest) -> JsonResponse:
    """What the browser needs to use a passkey of whoever has one here, and the cookie that remembers it."""
    response = JsonResponse(factors.options_to_use())
    # allauth has put it into the session; a session without anything in it is not saved.
    state = request.session.pop(STATE_SESSION_KEY)
    response.set_cookie(
        settings.PASSKEY_COOKIE_NAME,
        signing.dumps(state, salt=SALT),
        path=settings.PASSKEY_COOKIE_PATH,
        domain=settings.PASSKEY_COOKIE_DOMAIN,
        secure=settings.PASSKEY_COOKIE_SECURE,
        httponly=settings.PASSKEY_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


def answered_by(request: HttpRequest, credential: Any) -> Account | None:
    """Whose passkey answers what this browser was asked; None when nobody's does, or when it did before."""
    state = _asked(request)
    if state is None:
        return None
    request.session[STATE_SESSION_KEY] = state
    account = factors.holder_of(credential)
    request.session.pop(STATE_SESSION_KEY, None)
    return account if account is not None and _is_first(state) else None


def forget(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Take the cookie away: it was answered, rightly or not."""
    if settings.PASSKEY_COOKIE_NAME in request.COOKIES:
        response.delete_cookie(
            settings.PASSKEY_COOKIE_NAME,
            path=settings.PASSKEY_COOKIE_PATH,
            domain=settings.PASSKEY_COOKIE_DOMAIN,
            samesite="Lax",
        )
    return response


def forget_answered() -> None:
    """Those whose time is over: their cookies do not count any more."""
    Answered.objects.filter(until__lt=clock.now()).delete()


def _asked(request: HttpRequest) -> dict[str, Any] | None:
    sent = request.COOKIES.get(settings.PASSKEY_COOKIE_NAME, "")
    try:
        return dict(signing.loads(sent, salt=SALT, max_age=LIFE))
    except signing.BadSignature:
        return None


def _is_first(state: dict[str, Any]) -> bool:
    digest = hashlib.sha256(str(state["challenge"]).encode()).hexdigest()
    # Counted from now, which is later than when it was asked: it is kept for longer than the cookie counts.
    _row, is_new = Answered.objects.get_or_create(digest=digest, defaults={"until": clock.now() + LIFE})
    return bool(is_new)
