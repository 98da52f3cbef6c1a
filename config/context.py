"""What the frame of every page needs: the doors of a role, the languages, the name of the site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from board.models.sessions import store_of
from pages import changes
from privacy import clock

# A neutral word: nothing in a tab, a calendar or a message says what the board is about. Not translated.
SITE_NAME = "Atrium"

_Named = tuple[str | Promise, str]

HOME: _Named = (_("Home"), "desk:home")
OVERVIEW: _Named = (_("Overview"), "desk:home")
CONSULTATIONS: _Named = (_("Consultations"), "consultations:list")
MEETINGS: _Named = (_("Meetings"), "meetings:list")
RECOMMENDATIONS: _Named = (_("Recommendations"), "recommendations:list")
ROLES: _Named = (_("Use my other role"), "board:role")
MY_DATA: _Named = (_("My data"), "board:me")

BOARD_DOORS = [HOME, CONSULTATIONS, MEETINGS, RECOMMENDATIONS, MY_DATA]
DOORS: dict[str, list[_Named]] = {
    "member": BOARD_DOORS,
    "chair": BOARD_DOORS,
    "secretariat": [
        OVERVIEW,
        CONSULTATIONS,
        MEETINGS,
        RECOMMENDATIONS,
        (_("Partners"), "board:partners"),
        (_("People"), "board:people"),
    ],
    "officer": [
        (_("Recommendations"), "recommendations:portal"),
        (_("Check a document"), "recommendations:verify"),
        (_("The board"), "board:board"),
        (_("Help"), "pages:help"),
    ],
    "data_protection": [OVERVIEW, (_("Access log"), "privacy:log"), MEETINGS],
    "administrator": [OVERVIEW, (_("Status"), "desk:status")],
}
ACCOUNT_DOORS: list[_Named] = [
    (_("My data"), "board:me"),
    (_("Text size and colours"), "board:look"),
    (_("Change my passphrase"), "board:passphrase"),
]


@dataclass(frozen=True)
class Door:
    """One entry of a menu. `current` is "page" on the page itself, "true" on a page below it, else empty."""

    label: str | Promise
    url: str
    current: str = ""


def address(name: str) -> str:
    """The address of a named page, or "" when no such page is built in."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def doors(named: Iterable[_Named], path: str) -> list[Door]:
    """The entries whose pages exist, each saying whether the page at `path` is it or lies below it."""
    found = [(label, address(name)) for label, name in named]
    return [Door(label, url, _current(url, path)) for label, url in found if url]


def _current(url: str, path: str) -> str:
    if path == url:
        return "page"
    return "true" if url != "/" and path.startswith(url) else ""


def languages() -> list[tuple[str, str]]:
    """Code and own name of each language whose catalogue is whole; empty when there is nothing to choose."""
    return [(code, str(name)) for code, name in settings.LANGUAGES] if len(settings.LANGUAGES) > 1 else []


def look_of(account: Any) -> list[tuple[str, str]]:
    """The attributes `data-…` of <html> by which static/app.css shows pages as this person chose."""
    chosen = {
        "text": account.text_size,
        "space": account.spacing,
        "theme": account.theme,
        "motion": account.motion,
    }
    return [(name, value) for name, value in chosen.items() if value not in {"normal", "device"}]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor. The person's name is not in it: to open it would be a reading, on every page."""
    shown: dict[str, Any] = {"site_name": SITE_NAME, "languages": languages()}
    if shown["languages"]:
        shown["language_url"] = address("set_language")
        shown["language_name"] = dict(settings.LANGUAGES).get(get_language() or "", "")
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return shown
    shown["language_url"] = address("board:language")
    shown["nav"] = doors(DOORS.get(user.role, [HOME]), request.path)
    mine = [*ACCOUNT_DOORS, ROLES] if user.second_role else ACCOUNT_DOORS
    shown["account"] = doors(mine, request.path)
    row = store_of(request).row
    shown["idle_seconds"] = row.seconds_left if row is not None else 0
    shown["role_name"] = user.get_role_display()
    shown["sign_out_url"] = address("board:sign-out")
    shown["look"] = look_of(user)
    shown["coming"] = changes.coming(clock.today()) if request.path == address("desk:home") else None
    shown["notes_open"] = user.notes == "open"
    return shown
