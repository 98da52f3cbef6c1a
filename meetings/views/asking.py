"""What every view here does: know who asks, and turn a refusal with a sentence into words on the page."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from board.models import Account
from privacy.permissions import Denied

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def account_of(request: HttpRequest) -> Account:
    """Who is signed in. Raises Http404."""
    if not isinstance(request.user, Account):
        raise Http404
    return request.user


def key_of(request: HttpRequest, name: str) -> UUID | None:
    """The id in a query or a button; None without one. Raises Http404 when it is none."""
    asked = request.GET.get(name) or request.POST.get(name)
    if not asked:
        return None
    try:
        return UUID(asked)
    except ValueError:
        raise Http404 from None


def attempt(form: forms.Form, action: Callable[[], object], field: str | None = None) -> Denied | None:
    """Do it; a refusal with a sentence is shown in the form and returned, one without is the 404 page."""
    try:
        action()
    except Denied as denied:
        if not denied.sentence:
            raise
        form.add_error(field if denied.code != "stale" else None, denied.sentence)
        return denied
    return None


def press(request: HttpRequest, action: Callable[[], object], said: str) -> None:
    """Do what a single button does, and say so; a refusal with a sentence is said instead."""
    try:
        action()
    except Denied as denied:
        if not denied.sentence:
            raise
        messages.warning(request, denied.sentence)
    else:
        messages.success(request, said)


def seen_now(form: forms.Form, **current: object) -> None:
    """A stale page is shown again: what it had seen becomes what there is now, the rest stays as typed."""
    if isinstance(form.data, QueryDict):
        data = form.data.copy()
        for name, value in current.items():
            data[name] = str(value)
        form.data = data


def step_of(request: HttpRequest) -> tuple[UUID, int]:
    """Which row to move, and where: the buttons are called "up" and "down". Raises Http404."""
    for name, step in (("up", -1), ("down", 1)):
        row = key_of(request, name)
        if row is not None:
            return row, step
    raise Http404


def as_file(body: bytes, name: UUID) -> HttpResponse:
    """A PDF to keep, under a name that says nothing. The shell forbids every cache."""
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"papers-{name.hex[:4]}.pdf"
    )
    return response
