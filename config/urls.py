"""The root of all addresses. Each app names its own; ids are random, words short and say nothing."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("", include("desk.urls")),
    path("", include("notices.urls")),
    path("", include("board.urls")),
    path("", include("consultations.urls")),
    path("", include("meetings.urls")),
    path("", include("recommendations.urls")),
    path("", include("privacy.urls")),
    path("", include("pages.urls")),
    path("language/", login_not_required(set_language), name="set_language"),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.not_found"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
