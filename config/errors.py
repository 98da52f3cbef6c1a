"""Pages for what did not work: links only, the same bytes for everybody, drawn without a database."""

from __future__ import annotations

import logging
import sys
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from config.context import SITE_NAME, languages
from privacy.audit import AuditUnavailable, Gone
from privacy.permissions import Denied

logger = logging.getLogger(__name__)

REFUSED = (Http404, Denied, PermissionDenied, Gone)
# Without a note of it nothing is read; a lock that did not come in time is not a fault; and where two wanted
# the same at once, the one the database turned away has written nothing and may try again.
BUSY = (AuditUnavailable, OperationalError, InterfaceError, IntegrityError)
SECONDS_TO_WAIT = "60"
LAST_RESORT = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pages</title></head><body><main>'
    "<h1>Something went wrong on our side</h1>"
    "<p>You did nothing wrong. Please try again in a few minutes.</p>"
    '<p><a href="/">Go to the first page</a></p>'
    '<p><a href="/leave/" rel="noreferrer nofollow">Leave now</a></p></main></body></html>'
)


def page(status: HTTPStatus, name: str = "") -> HttpResponse:
    """The page of one status, in the language in use. No request goes in, so nothing of one can come out."""
    try:
        content: str = render_to_string(
            f"errors/{name or status.value}.html", {"site_name": SITE_NAME, "languages": languages()}
        )
    except Exception:  # noqa: BLE001  (the page about a fault must not be a second one)
        content = LAST_RESORT
    return HttpResponse(content, status=status)


def locked() -> HttpResponse:
    """503 while Atrium is locked after a restore: calm, the same for everybody, without a name."""
    response = page(HTTPStatus.SERVICE_UNAVAILABLE, "locked")
    response["Retry-After"] = SECONDS_TO_WAIT
    return response


def answer(exception: BaseException | None) -> HttpResponse | None:
    """The page for an exception that has one of its own; None for a fault."""
    if isinstance(exception, REFUSED):
        return page(HTTPStatus.NOT_FOUND)
    if isinstance(exception, BUSY):
        logger.warning("busy", exc_info=exception)
        response = page(HTTPStatus.SERVICE_UNAVAILABLE)
        response["Retry-After"] = SECONDS_TO_WAIT
        return response
    return None


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not for this person; nobody can tell which."""
    return page(HTTPStatus.NOT_FOUND)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: too large, not complete, or asked for under a strange name."""
    return page(HTTPStatus.BAD_REQUEST)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without the token of this session."""
    return page(HTTPStatus.FORBIDDEN)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; or 503 when a middleware below this could not reach the database."""
    return answer(sys.exception()) or page(HTTPStatus.INTERNAL_SERVER_ERROR)
