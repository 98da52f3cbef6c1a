"""Nothing typed is lost: a form that comes when the session is over is kept for the person whose it was."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from board import actions, queries
from board.models.sessions import store_of
from board.rules import PARK, texts_of, whither
from privacy import clock
from privacy.audit import Gone

GetResponse = Callable[[HttpRequest], HttpResponseBase]
DONE = frozenset({HTTPStatus.FOUND, HTTPStatus.SEE_OTHER})


class ParkingMiddleware:
    """Stands behind the check of the form's token, so that no other site can leave anything behind."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code in DONE and "kept" in request.POST:
            _unpark(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if (
            request.method != "POST"
            or not getattr(view, "login_required", True)
            or request.user.is_authenticated
        ):
            return None
        ended = store_of(request).ended
        fields, path = texts_of(dict(request.POST.lists())), _whither(request)
        if not (fields and path and ended and ended.account and ended.is_remembered(clock.now())):
            return _back_to_the_button(request)
        if ended.account.is_active:
            actions.park(account=ended.account, path=path, fields=fields)
        if request.path_info == PARK:
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
        return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': path, 'kept': 'yes'})}")


def _back_to_the_button(request: HttpRequest) -> HttpResponse | None:
    """To sign in and then to the page the button stands on: the button's own address may show nothing."""
    came = urlsplit(request.headers.get("Referer", ""))
    if came.netloc != request.get_host() or request.path_info == PARK:
        return None
    page = came.path + (f"?{came.query}" if came.query else "")  # signing in takes pages of ours alone
    return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': page, 'pressed': 'no'})}")


def _unpark(request: HttpRequest) -> None:
    user: Any = request.user
    if user.is_authenticated:
        # Gone: a day was over, or the words in it were taken back, while she sent it.
        with suppress(ValueError, Http404, Gone):
            found = queries.parked_for(user, UUID(request.POST["kept"]))
            actions.forget_parked(actor=user, parked=found)


def _whither(request: HttpRequest) -> str:
    return whither(request.path_info, str(request.POST.get("to", "")))
