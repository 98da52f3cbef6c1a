"""Who asks."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from board.models import Account


def account_of(request: HttpRequest) -> Account:
    """The account that is signed in: LoginRequiredMiddleware lets nobody else come to a page."""
    return cast("Account", request.user)
