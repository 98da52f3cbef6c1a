"""The list of people and one person's page, for those who manage people."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board import actions, queries, rules
from board.models import Person
from board.views.who import account_of
from notices.queries import is_reached
from privacy.permissions import Denied
from privacy.queries import certificate_of
from privacy.reading import Opened, Purpose


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account."""
    account = account_of(request)
    listed = queries.people_for(account)
    names = queries.chosen_names(listed, reader=account)
    rows = [(person, names[person.id]) for person in listed]
    return render(request, "board/people.html", {"rows": rows})


@require_safe
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    """One person: how things stand, and what can be done."""
    return _page(request, queries.person_for(account_of(request), person))


@require_POST
def person_identity(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show legal name and contact, noted with the day and visible to her.

    The one page that a POST answers itself: behind a redirect it would have an address, and an address can be
    opened again by a click in the history, without anybody wishing it.
    """
    account = account_of(request)
    found = queries.person_for(account, person)
    rules.check_can_read_identity(account)
    kept = queries.opened_identity(found, reader=account, purpose=Purpose.IDENTITY)
    return _page(request, found, kept=kept, asked=True)


@require_POST
def person_break(request: HttpRequest, person: UUID) -> HttpResponse:
    """A break, entered for somebody who asked for it."""
    return _change(request, person, actions.pause, _("Entered: not available for requests."))


@require_POST
def person_back(request: HttpRequest, person: UUID) -> HttpResponse:
    """Back from a break."""
    return _change(request, person, actions.resume, _("Entered: back from the break."))


@require_POST
def person_pause(request: HttpRequest, person: UUID) -> HttpResponse:
    """Close the account for a while."""
    return _change(request, person, actions.pause_access, _("Access is paused. Nothing was deleted."))


@require_POST
def person_resume(request: HttpRequest, person: UUID) -> HttpResponse:
    """Open it again."""
    return _change(request, person, actions.resume_access, _("Access is open again."))


@require_http_methods(["GET", "POST"])
def person_end(request: HttpRequest, person: UUID) -> HttpResponse:
    """End somebody's access, after a page that says what that does."""
    account = account_of(request)
    found = queries.person_for(account, person)
    if request.method == "POST":
        return _change(request, person, actions.end_access, _("Access has ended."))
    rules.check_can_end_access(account, found)
    return render(request, "board/person_end.html", {"person": found, "name": _name(request, found)})


def _change(request: HttpRequest, person: UUID, action: Callable[..., None], said: str) -> HttpResponse:
    account = account_of(request)
    found = queries.person_for(account, person)
    try:
        action(actor=account, person=found)
    except Denied as no:
        if not no.sentence:
            raise
        messages.warning(request, no.sentence)
    else:
        messages.success(request, said)
    return redirect("board:person", person)


def _page(
    request: HttpRequest, person: Person, *, kept: tuple[Opened, Opened] | None = None, asked: bool = False
) -> HttpResponse:
    shown = {
        "person": person,
        "name": _name(request, person),
        "may": rules.what_may(account_of(request), person),
        "kept": kept,
        "asked": asked,
        "is_reached": is_reached(person.id),
        "certificate": certificate_of(bytes(person.scope)),
    }
    return render(request, "board/person.html", shown)


def _name(request: HttpRequest, person: Person) -> str:
    return queries.chosen_names([person], reader=account_of(request))[person.id]
