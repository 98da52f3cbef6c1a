"""Keys of a request are built once and forgotten with it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from privacy import reading


class KeysOfThisRequestMiddleware:
    """Keeps each record's cipher while the request runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with reading.keys_kept():
            return self.get_response(request)
