"""Pages that look across the house."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from board.models import Account
from board.queries import pairs_for, person_of, second_yeses_of
from board.states import Role
from desk import queries
from notices.queries import asks_if_safe
from privacy import copies
from privacy.queries import last_check, last_erasures

FEW = 5
Shown = Callable[[Account], dict[str, Any]]


def _member(account: Account) -> dict[str, Any]:
    return {
        "home": queries.home_of_member(account),
        "asks_if_safe": asks_if_safe(account),
        "pairs": queries.pairs_of(account),
        "second_yeses": second_yeses_of(person_of(account)),
    }


def _secretariat(account: Account) -> dict[str, Any]:
    return {"home": queries.home_of_secretariat(account), "pairs": queries.pairs_of(account)}


def _officer(account: Account) -> dict[str, Any]:
    return {"home": queries.home_of_officer(account)}


def _data_protection(account: Account) -> dict[str, Any]:
    return {
        "asks_if_safe": asks_if_safe(account),
        "checked": last_check(),
        "copies_url": reverse("privacy:key-copies"),
        "erasures": last_erasures(),
        "pairs": pairs_for(account, newest=FEW),
        "red_copies": copies.red(),
    }


def _administrator(account: Account) -> dict[str, Any]:
    return {"status": queries.status_for(account)}


HOMES: dict[str, tuple[str, Shown]] = {
    Role.MEMBER: ("desk/home_member.html", _member),
    Role.CHAIR: ("desk/home_member.html", _member),
    Role.SECRETARIAT: ("desk/home_secretariat.html", _secretariat),
    Role.OFFICER: ("desk/home_officer.html", _officer),
    Role.DATA_PROTECTION: ("desk/home_data_protection.html", _data_protection),
    Role.ADMINISTRATOR: ("desk/home_administrator.html", _administrator),
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for whoever asks, by the role in use."""
    account = cast("Account", request.user)
    template, shown = HOMES[account.role]
    return render(request, template, shown(account))


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """How the machine stands."""
    return render(request, "desk/status.html", {"status": queries.status_for(cast("Account", request.user))})
