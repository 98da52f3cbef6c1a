"""What stands around every page: the way out, the headers, calm instead of a fault, the account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from functools import cache
from http import HTTPStatus
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation
from whitenoise.middleware import WhiteNoiseFileResponse

from config import errors
from privacy import lock

GetResponse = Callable[[HttpRequest], HttpResponseBase]

UTF_8 = "utf-8"
LEAVE = frozenset({"/leave/", "/leave"})
NEW_WORDS_PAGE = "/me/passphrase/"
WAY_OUT_PAGE = "/welcome/"
SIGN_OUT = "/out/"
GATE = "/gate/"
NOTHING_ALLOWED = "default-src 'none'; frame-ancestors 'none'"
POWERS = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read",
    "display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope",
    "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "screen-wake-lock", "serial", "storage-access", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
NO_POWERS = ", ".join(f"{power}=()" for power in POWERS)


class Leaving(HttpResponse):
    """Away at once, to the neutral site. The session's row goes after the answer: nothing is waited for."""

    status_code = HTTPStatus.SEE_OTHER

    def __init__(self, session_key: str | None) -> None:
        super().__init__()
        self.session_key = session_key
        self["Location"] = settings.LEAVE_URL
        self["Content-Length"] = "0"
        # Here alone: the other site must not learn where somebody came from, and there is no form to protect.
        self["Referrer-Policy"] = "no-referrer"
        self["Cache-Control"] = "no-store, private"
        for name in ("SESSION", "CSRF", "KNOWN", "PASSKEY"):
            self._take_cookie(name)

    def _take_cookie(self, name: str) -> None:
        def of(what: str) -> Any:
            return getattr(settings, f"{name}_COOKIE_{what}")

        self.set_cookie(
            of("NAME"), "", max_age=0, path=of("PATH"), domain=of("DOMAIN"), secure=of("SECURE"),
            httponly=of("HTTPONLY"), samesite=of("SAMESITE"),
        )  # fmt: skip

    def close(self) -> None:
        """Called by the server when the answer has been sent."""
        try:
            end_session(self.session_key)
        except Exception:  # noqa: BLE001, S110  (nothing may keep a person here, and nothing is noted)
            pass
        finally:
            super().close()


def end_session(key: str | None) -> None:
    """Delete the row of a session, if there is a key."""
    if key:
        import_module(settings.SESSION_ENGINE).SessionStore(key).delete()


class LeaveMiddleware:
    """Answers `/leave/` before anything is asked: no host, no form token, no session. It is never noted."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info not in LEAVE:
            return self.get_response(request)
        if _is_prefetch(request):
            return HttpResponse(status=204, headers={"Cache-Control": "no-store, private"})
        return Leaving(request.COOKIES.get(settings.SESSION_COOKIE_NAME))


def _is_prefetch(request: HttpRequest) -> bool:
    """Whether a browser only looks ahead: nobody has pressed anything."""
    asked = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return any(value.strip().lower().startswith(("prefetch", "prerender")) for value in asked)


class HeadersMiddleware:
    """Headers of every answer; what is not a file of the site is never kept by anybody."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["Permissions-Policy"] = NO_POWERS
        response["X-Robots-Tag"] = "noindex, noarchive"
        response.headers.setdefault("Content-Security-Policy", NOTHING_ALLOWED)
        if not isinstance(response, WhiteNoiseFileResponse):
            _never_keep(response)
        if request.method == "POST" and response.status_code == HTTPStatus.FOUND:
            # The browser asks for the next page with GET, whatever it sent here.
            response.status_code = HTTPStatus.SEE_OTHER
        return response


def _never_keep(response: HttpResponseBase) -> None:
    response["Cache-Control"] = "no-store, private"
    for name in ("ETag", "Last-Modified", "Expires"):
        response.headers.pop(name, None)


class CalmMiddleware:
    """Refusals become the one page "not available"; a busy database becomes a calm page. See `errors`.

    So does the address of a button alone: whoever was signed out while pressing it comes back there with GET.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Browsers send UTF-8. Python knows codecs that make other things of bytes, and some that break.
        if (request.encoding or UTF_8).lower() not in {UTF_8, "utf8"}:
            return errors.page(HTTPStatus.BAD_REQUEST)
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            response.content = errors.page(HTTPStatus.NOT_FOUND).content
            # Further in, the length of the empty answer was told already.
            response["Content-Length"] = str(len(response.content))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.answer(exception)


class LockedMiddleware:
    """After a restore every page is closed, but for the gate; no session, no database is asked for it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info != GATE and lock.is_locked():
            return errors.locked()
        return self.get_response(request)


class AccountMiddleware:
    """The language of the account; nobody whose account has ended; what comes before anything else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user: Any = request.user
        if user.is_authenticated:
            if not user.is_active:
                logout(request)
                return redirect(settings.LOGIN_URL)
            _speak(request, user.language)
        # another person's zone must not stay with the thread that served her
        with timezone.override(_clock_of(user)):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        user: Any = request.user
        open_to_all = not getattr(view, "login_required", True)
        if user.is_anonymous or open_to_all:
            return None
        first = _first_page(user)
        return redirect(first) if first and request.path_info not in {first, SIGN_OUT} else None


def _first_page(user: Any) -> str:
    """What comes before anything else: words of one's own, then the page about leaving; "" for most."""
    if user.must_change:
        return NEW_WORDS_PAGE
    return "" if user.knows_way_out else WAY_OUT_PAGE


def _clock_of(user: Any) -> tzinfo | None:
    """The zone that this person chose; None is the zone of the site."""
    zone = getattr(user, "zone", "")
    return ZoneInfo(zone) if zone in _zones() else None


@cache
def _zones() -> frozenset[str]:
    # Hundreds of files are looked at: once is enough.
    return frozenset(available_timezones())


def _speak(request: HttpRequest, language: str) -> None:
    """Use a language for this request, if Atrium speaks it whole."""
    if language in dict(settings.LANGUAGES):
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()
