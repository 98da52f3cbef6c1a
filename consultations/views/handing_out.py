"""Files in and out of a page: what became of an upload, and an answer that hands one out."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from consultations.views.asking import attempt
from pages.attachments import as_attachment
from privacy.reading import OpenedFile, Shut


def is_kept(request: HttpRequest, form: forms.Form, add: Callable[[], tuple[str, ...]], said: str) -> bool:
    """Whether the file of a form was taken. It says so, and what was left out; or why not, in the form."""
    if not form.is_valid():
        return False
    left_out: list[str] = []
    if attempt(form, lambda: left_out.extend(add())) is not None:
        return False
    messages.success(request, " ".join([said, *left_out]))
    return True


def handed_out(request: HttpRequest, open_it: Callable[[], OpenedFile | Shut]) -> HttpResponseBase | None:
    """The file as a download; None, and a calm line on the next page, when its bytes are not as they were.

    Raises Http404 for what may not be opened, or not any more.
    """
    found = open_it()
    if isinstance(found, OpenedFile):
        label = found.label
        return as_attachment(found.content, name=label.name, media=label.media, size=label.size)
    if found != Shut.BROKEN:
        raise Http404
    messages.warning(
        request, _("This file cannot be opened: its bytes are missing or were changed. It is noted.")
    )
    return None
