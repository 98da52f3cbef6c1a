"""What became of a file that was sent with a form."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from consultations.views.asking import attempt


def is_kept(request: HttpRequest, form: forms.Form, add: Callable[[], tuple[str, ...]], said: str) -> bool:
    """Whether the file of a form was taken. It says so, and what was left out; or why not, in the form."""
    if not form.is_valid():
        return False
    left_out: list[str] = []
    if attempt(form, lambda: left_out.extend(add())) is not None:
        return False
    messages.success(request, " ".join([said, *left_out]))
    return True
