"""What every view here does: know who asks, and turn a refusal with a sentence into words on the page."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, QueryDict

from board.models import Account
from privacy.permissions import Denied

DIGITS = 9  # of the largest revision there will ever be; Python refuses numbers of thousands of digits


def account_of(request: HttpRequest) -> Account:
    """Who is signed in. Raises Http404."""
    if not isinstance(request.user, Account):
        raise Http404
    return request.user


def after_of(request: HttpRequest) -> UUID | None:
    """The key from which a long list goes on. Raises Http404 when it is none."""
    asked = request.GET.get("after")
    if not asked:
        return None
    try:
        return UUID(asked)
    except ValueError:
        raise Http404 from None


def revision_of(request: HttpRequest) -> int:
    """The revision a button was pressed for; 0, which is none, for anything that is no number."""
    typed = request.POST.get("revision", "")
    return int(typed) if typed.isdecimal() and len(typed) <= DIGITS else 0


def attempt(form: forms.Form, action: Callable[[], object]) -> Denied | None:
    """Do it; a refusal with a sentence is shown in the form and returned, one without is a 404 page."""
    try:
        action()
    except Denied as denied:
        if not denied.sentence:
            raise
        form.add_error(denied.code if denied.code in form.fields else None, denied.sentence)
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
    """A page that was out of date is shown again.

    What it had seen is what there is now, the rest as typed.
    """
    data = form.data.copy() if isinstance(form.data, QueryDict) else QueryDict(mutable=True)
    for name, value in current.items():
        data[name] = str(value)
    form.data = data
