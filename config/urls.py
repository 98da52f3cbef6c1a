"""The root of all addresses. Each app names its own; ids are random, words short and say nothing."""

from __future__ import annotations

from importlib.util import find_spec

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

ROOMS = ("desk", "board", "consultations", "meetings", "recommendations", "privacy", "pages")


def _is_built(room: str) -> bool:
    try:
        return find_spec(f"{room}.urls") is not None
    except ModuleNotFoundError:
        return False


urlpatterns = [
    *(path("", include(f"{room}.urls")) for room in ROOMS if _is_built(room)),
    path("language/", login_not_required(set_language), name="set_language"),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.not_found"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
