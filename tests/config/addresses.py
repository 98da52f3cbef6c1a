"""The product's addresses and some of our own: a page inside, and one that fails in each layer."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.dispatch import Signal
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template import engines
from django.urls import path
from django.utils.cache import patch_response_headers

from board.models import Account
from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as product
from privacy.audit import AuditUnavailable
from privacy.permissions import Denied

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

SECRET = "zq7-marker-81"
struck = Signal()


def inside(request: HttpRequest) -> HttpResponse:
    """A page for people who are signed in; a view that forgot about caches."""
    response = render(request, "pages/support.html")
    patch_response_headers(response, cache_timeout=600)
    return response


def keeps(request: HttpRequest) -> HttpResponse:
    """A view that writes into the session and makes a form: both cookies are sent."""
    request.session["seen"] = True
    get_token(request)
    return HttpResponseRedirect("/inside/")


def moved(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect("/inside/")


def file(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse([b"a", b"b"], content_type="text/csv")


class Failing(forms.Form):
    body = forms.CharField(required=False)

    def clean_body(self) -> str:
        raise ValueError(f"{SECRET} {self.cleaned_data}")


def _receiver(sender: object, **kwargs: object) -> None:
    raise ValueError(f"{SECRET} {kwargs}")


struck.connect(_receiver)


@login_not_required
def fails(request: HttpRequest, layer: str) -> HttpResponse:
    """Fails in a layer, with the secret in what it holds and in what it says."""
    body = f"{SECRET} {request.POST} {request.GET}"
    if layer == "form":
        Failing({"body": body}).is_valid()
    if layer == "template":
        content = engines["django"].from_string("{{ word }}{{ word.strike }}")
        return HttpResponse(content.render({"word": _Word(body)}))
    if layer == "model":
        list(Account.objects.filter(id=body))
    if layer == "signal":
        struck.send(sender=None, body=body)
    if layer == "middleware":
        return HttpResponse()
    raise ValueError(body)


class _Word(str):
    __slots__ = ()

    def strike(self) -> str:
        raise ValueError(str(self))


class FailingMiddleware:
    """The last one of all, on one address only."""

    def __init__(self, get_response: object) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/fails/middleware/":
            raise ValueError(f"{SECRET} {request.POST}")
        if request.path == "/busy/middleware/":
            raise OperationalError(SECRET)
        return self.get_response(request)


REFUSALS: dict[str, Exception] = {
    "absent": Http404(SECRET),
    "denied": Denied("not_yours", SECRET),
    "forbidden": PermissionDenied(SECRET),
}
BUSY: dict[str, Exception] = {
    "audit": AuditUnavailable(SECRET),
    "locked": OperationalError(SECRET),
    "closed": InterfaceError(SECRET),
    "middleware": OperationalError(SECRET),
}


def refuses(request: HttpRequest, kind: str) -> HttpResponse:
    raise REFUSALS[kind]


@login_not_required
def busy(request: HttpRequest, kind: str) -> HttpResponse:
    raise BUSY[kind]


@login_not_required
def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation(SECRET)


urlpatterns = [
    path("inside/", inside),
    path("keeps/", keeps),
    path("moved/", moved),
    path("file/", file),
    path("fails/<layer>/", fails),
    path("refuses/<kind>/", refuses),
    path("busy/<kind>/", busy),
    path("suspicious/", suspicious),
    *product,
]
