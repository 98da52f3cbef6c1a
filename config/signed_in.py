"""What is asked at each page of whoever is signed in: a sign of life, and a second step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from board.models import sessions
from board.models.sessions import ROLE, STRONG, store_of
from privacy import audit
from privacy.audit import Outcome

GetResponse = Callable[[HttpRequest], HttpResponseBase]
# Where somebody may go who has still to set up a second step.
KEYS_PAGE = "board:keys"
MEANWHILE = frozenset({"/me/passphrase/", "/welcome/", "/me/idle/", "/me/stay/", "/out/"})
# Columns that no page asks for.
NO_FORM_HAS = frozenset(
    {
        *("is_superuser", "is_staff", "is_active", "must_change", "password", "last_login", "groups"),
        *("user_permissions", "sign_in_hash", "account_id", "person_id", "scope", "record", "seat_id"),
    }
)
# The script asks here how much time is left: to be asked is no sign of life.
NO_SIGN_OF_LIFE = frozenset({"/me/idle/"})


class SignedInMiddleware:
    """Notes once a minute at most that somebody is there; without a second step nobody looks after others."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user: Any = request.user
        row = store_of(request).row if user.is_authenticated else None
        if row is not None and user.second_role and request.session.get(ROLE) == user.second_role:
            # For this request alone; the row in the table stays as it is.
            user.role, user.second_role = user.second_role, user.role
        if row is not None and row.is_due and request.path_info not in NO_SIGN_OF_LIFE:
            sessions.touch(row)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        user: Any = request.user
        open_to_all = not getattr(view, "login_required", True)
        path = request.path_info
        if user.is_authenticated and request.method == "POST" and NO_FORM_HAS & request.POST.keys():
            # Nothing comes of it, for forms name their fields; but somebody tries.
            audit.record("form.strange", actor=user, about=user, outcome=Outcome.REFUSED)
        if (
            user.is_anonymous
            or open_to_all
            or not user.needs_second_step
            or request.session.get(STRONG)
            or path.startswith(reverse(KEYS_PAGE))
            or path in MEANWHILE
        ):
            return None
        return redirect(KEYS_PAGE)
