"""Who asks."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from board.models import Account, Session
from board.models.sessions import store_of


def account_of(request: HttpRequest) -> Account:
    """The account that is signed in: LoginRequiredMiddleware lets nobody else come to a page."""
    return cast("Account", request.user)


def session_of(request: HttpRequest) -> Session:
    """The sign-in that this request belongs to."""
    return cast("Session", store_of(request).row)
