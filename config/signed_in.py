"""What is asked at each page of whoever is signed in: that she is noted as there, and which role she uses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from board.models import sessions

GetResponse = Callable[[HttpRequest], HttpResponseBase]
# The script asks here how much time is left: to be asked is no sign of life.
NO_SIGN_OF_LIFE = frozenset({"/me/idle/"})


class SignedInMiddleware:
    """Notes once a minute at most that somebody is there."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user: Any = request.user
        row = request.session.row if user.is_authenticated else None  # type: ignore[attr-defined]
        if row is not None and row.is_due and request.path_info not in NO_SIGN_OF_LIFE:
            sessions.touch(row)
        return self.get_response(request)
