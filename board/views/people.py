"""The list of people and one person's page, for those who manage people."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board import actions, queries, rules
from board.forms import CallForm, SameForm, ShowForm
from board.models import Person
from board.views.who import account_of
from notices.queries import is_reached
from privacy.clock import seconds_left
from privacy.permissions import Denied
from privacy.queries import certificate_of
from privacy.reading import Purpose


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
    """One person: how things stand, and what can be done; legal name and contact while they are shown."""
    return _page(request, queries.person_for(account_of(request), person))


@require_POST
def person_identity(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show legal name and contact for a reason and ten minutes, which she sees; or hide them before."""
    account = account_of(request)
    found = queries.person_for(account, person)
    form = ShowForm(request.POST)
    if "hide" in request.POST:
        actions.hide_identity(actor=account, person=found)
    elif form.is_valid():
        actions.show_identity(actor=account, person=found, reason=form.cleaned_data["reason"])
    else:
        return _page(request, found, form)
    return redirect("board:person", person)


@require_http_methods(["GET", "POST"])
def called(request: HttpRequest) -> HttpResponse:
    """Somebody called, whose phone is lost: the account is paused at once, by the chair too."""
    account = account_of(request)
    people = {str(one.id): one for one in queries.in_reach_of_a_call(account)}
    names = queries.chosen_names(people.values(), reader=account)
    named = sorted(((one, names[one.id]) for one in people.values()), key=lambda pair: pair[1])
    form = CallForm(request.POST or None, people=named)
    if form.is_valid():
        actions.pause_access(actor=account, person=people[form.cleaned_data["person"]])
        messages.success(request, _("Access is paused. Nothing was deleted."))
        return redirect("board:board")
    return render(request, "board/called.html", {"form": form})


@require_http_methods(["GET", "POST"])
def person_same(request: HttpRequest, person: UUID) -> HttpResponse:
    """Another account of the same person, so that the two never count as two people."""
    account = account_of(request)
    found = queries.person_for(account, person)
    others = [one for one in queries.people_for(account) if one.account.human != found.account.human]
    names = queries.chosen_names([found, *others], reader=account)
    form = SameForm(request.POST or None, people=[(one, names[one.id]) for one in others])
    if form.is_valid():
        other = queries.person_for(account, UUID(form.cleaned_data["other"]))
        actions.join_accounts(actor=account, person=found, other=other)
        messages.success(request, _("Noted. The two accounts count as one person."))
        return redirect("board:person", person)
    shown = {"person": found, "name": names[found.id], "form": form}
    return render(request, "board/person_same.html", shown)


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


def _page(request: HttpRequest, person: Person, form: ShowForm | None = None) -> HttpResponse:
    account = account_of(request)
    showing = queries.showing_now(account, person)
    shown = {
        "person": person,
        "name": _name(request, person),
        "may": rules.what_may(account, person),
        "showing": showing,
        "kept": showing and queries.opened_identity(person, reader=account, purpose=Purpose.IDENTITY),
        "form": form or ShowForm(),
        "same": queries.same_human(person, reader=account),
        "is_reached": is_reached(person.id),
        "certificate": certificate_of(bytes(person.scope)),
    }
    if showing is None:
        return render(request, "board/person.html", shown)
    shown["left"] = seconds_left(showing.until)
    answer = render(request, "board/person.html", shown)
    # Asked for anew when the time is over, also without a script; then nothing is shown any more.
    answer["Refresh"] = f"{shown['left']}; url={reverse('board:person', args=[person.id])}"
    return answer


def _name(request: HttpRequest, person: Person) -> str:
    return queries.chosen_names([person], reader=account_of(request))[person.id]
