"""Pages for data protection."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from privacy import queries
from privacy.forms import LogForm
from privacy.permissions import require
from privacy.queries import Log, Reader


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Who did what to which id. Nothing is opened for it, and that it was read is noted, too."""
    reader = cast("Reader", request.user)
    require(reader, "privacy.read_audit")
    form = LogForm(request.GET)
    found = queries.read_log(reader, form.asked()) if form.is_valid() else Log([], None)
    shown = {"form": form, "log": found, "checked": queries.last_check()}
    return render(request, "privacy/log.html", shown)
