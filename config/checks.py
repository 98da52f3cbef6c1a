"""What is asked of the settings before Atrium starts: `check`, and `check --deploy` for an installation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004  (Django's)

# Django prints settings when it reports a fault, and hides only some names: keys stand in files.
SECRET_NAMES = re.compile(r"(?i)(^|_)(kek|pepper|root_key|sealed_root|master_key|private_key|passphrase)$")
# Host names are public: they stand in certificates and in the logs of every network on the way.
TELLING_WORDS = ("survivor", "victim", "traffick", "abuse", "refuge", "shelter", "exploit", "asylum")
ORDER = (
    "config.middleware.LeaveMiddleware",
    "config.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.LockedMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.parking.ParkingMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "config.middleware.AccountMiddleware",
    "config.signed_in.SignedInMiddleware",
)
Found = Iterator[CheckMessage]
Rule = Callable[[], Found]


def nothing_debugs() -> Found:
    """A page for programmers shows the values of every variable."""
    if settings.DEBUG:
        yield Error("DEBUG is on.", hint="Atrium never runs with it.", id="atrium.E001")
    if settings.ADMINS or settings.MANAGERS:
        yield Error(
            "ADMINS or MANAGERS is set: faults would be mailed, with what people wrote.", id="atrium.E002"
        )


def no_secret_is_a_setting() -> Found:
    """Keys of people's words are read from files; a setting could be printed."""
    for name in dir(settings):
        if SECRET_NAMES.search(name) and getattr(settings, name, None):
            yield Error(
                f"The setting {name} looks like a key.", hint="Keys stand in files.", id="atrium.E003"
            )


def the_way_out_is_first() -> Found:
    """Nothing may stand before the way out; and what protects stands in its order."""
    if not settings.MIDDLEWARE or settings.MIDDLEWARE[0] != ORDER[0]:
        yield Error("LeaveMiddleware has to be the first middleware.", id="atrium.E004")
    known = [name for name in settings.MIDDLEWARE if name in ORDER]
    if known != list(ORDER):
        yield Error("A middleware that protects is missing, or in another place.", id="atrium.E005")


def the_way_out_leads_away() -> Found:
    """To another site, by https, and not to one of ours."""
    leave = urlsplit(settings.LEAVE_URL)
    if leave.scheme != "https" or not leave.hostname:
        yield Error("LEAVE_URL is not an https address.", id="atrium.E006")
    if leave.hostname in settings.ALLOWED_HOSTS:
        yield Error("LEAVE_URL leads back to this site.", id="atrium.E007")


def hosts_are_named() -> Found:
    """A site that answers to any name can be made to write links to another."""
    for host in settings.ALLOWED_HOSTS:
        if "*" in host or host.startswith("."):
            yield Error("ALLOWED_HOSTS holds a name that stands for many.", id="atrium.E008")


def policies_are_closed() -> Found:
    """The content policy starts from nothing and lets in only what is our own."""
    directives = settings.CONTENT_SECURITY_POLICY.get("DIRECTIVES", {})
    values = {value for sources in directives.values() for value in sources}
    if directives.get("default-src") != ["'none'"] or not values <= {"'none'", "'self'"}:
        yield Error("The content security policy lets in more than our own.", id="atrium.E009")
    if settings.SECURE_REFERRER_POLICY != "same-origin":
        yield Error("The referrer policy has to be same-origin: forms need it.", id="atrium.E010")


def cookies_are_closed() -> Found:
    """No script and no other site gets a cookie; in production its name binds it to this host."""
    for kind in ("SESSION", "CSRF", "KNOWN", "PASSKEY"):
        cookie = _Cookie(kind)
        if (
            not cookie.httponly
            or cookie.samesite not in {"Lax", "Strict"}
            or cookie.domain
            or cookie.path != "/"
        ):
            yield Error(f"The {kind.lower()} cookie is open.", id="atrium.E011")
        if not settings.DEMONSTRATION and not (cookie.secure and cookie.name.startswith("__Host-")):
            yield Error(f"The {kind.lower()} cookie is not bound to this host.", id="atrium.E012")


class _Cookie:
    def __init__(self, kind: str) -> None:
        self._kind = kind

    def __getattr__(self, what: str) -> Any:
        return getattr(settings, f"{self._kind}_COOKIE_{what.upper()}")


def installed_as_described() -> Found:
    """Only for an installation: names, the file of the secret key, a neutral host."""
    if settings.DEMONSTRATION:
        yield Warning("This is a demonstration, not an installation.", id="atrium.W001")
    if not settings.SECRET_KEY_FILE.exists():
        hint = f"Looked for {settings.SECRET_KEY_FILE}. `manage.py setup` makes one."
        yield Warning(
            "There is no file with the secret key: nobody stays signed in.", hint=hint, id="atrium.W002"
        )
    for host in settings.ALLOWED_HOSTS:
        if any(word in host.lower() for word in TELLING_WORDS):
            yield Warning(
                "A host name says what the board is about; host names are public.", id="atrium.W003"
            )


ALWAYS: tuple[Rule, ...] = (
    nothing_debugs,
    no_secret_is_a_setting,
    the_way_out_is_first,
    the_way_out_leads_away,
    hosts_are_named,
    policies_are_closed,
    cookies_are_closed,
)


@register(Tags.security)
def settings_are_closed(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Run at every start."""
    return [found for rule in ALWAYS for found in rule()]


@register(Tags.security, deploy=True)
def installation_is_ready(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Run by `check --deploy`."""
    return list(installed_as_described())
