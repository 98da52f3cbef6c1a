"""The pages anybody may read, signed in or not."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pages.changes import CHANGES


@login_not_required
@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """Somebody to talk to, and how to reach the secretariat."""
    return render(request, "pages/support.html", {"contact": settings.CONTACT})


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Privacy in plain words."""
    return render(request, "pages/privacy.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was done so that everybody can use these pages, and what was not."""
    return render(request, "pages/accessibility.html")


@login_not_required
@require_safe
def changed(request: HttpRequest) -> HttpResponse:
    """What is different on these pages, and from when on."""
    return render(request, "pages/changed.html", {"changes": CHANGES})


@login_not_required
@require_safe
def safety(request: HttpRequest) -> HttpResponse:
    """What "Leave now" does and does not do, the browser's history, shared devices."""
    return render(request, "pages/safety.html")


@login_not_required
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Leaving, getting in, the keyboard."""
    return render(request, "pages/help.html")


@login_not_required
@require_safe
def language(request: HttpRequest) -> HttpResponse:
    """The languages to choose from, for pages that hold links alone and no form."""
    return render(request, "pages/language.html")
