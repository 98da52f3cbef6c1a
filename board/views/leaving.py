"""A break, and leaving: each with what happens, and nobody asks why."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board import actions, queries, rules
from board.forms import EraseForm
from board.models import Account, Person
from board.states import DepartureKind
from board.views.who import account_of
from privacy.inventory import held_about
from privacy.permissions import Denied
from privacy.withdrawal import number_of


@require_POST
def break_begin(request: HttpRequest) -> HttpResponse:
    """No requests until I come back. Nobody is told why."""
    account = account_of(request)
    person = queries.person_of(account)
    if not rules.what_may(account, person).begin_break:
        raise Http404
    actions.pause(actor=account, person=person)
    return redirect("board:me")


@require_POST
def break_end(request: HttpRequest) -> HttpResponse:
    """Back from a break."""
    account = account_of(request)
    person = queries.person_of(account)
    if not rules.what_may(account, person).end_break:
        raise Http404
    actions.resume(actor=account, person=person)
    return redirect("board:me")


@require_safe
def leaving(request: HttpRequest) -> HttpResponse:
    """Three ways to have less to do with the board; or the day on which one leaves, and how to stay."""
    account = account_of(request)
    person = queries.person_of(account)
    certificate = reverse("privacy:certificate", args=[number_of(bytes(person.scope))])
    shown = {
        "departure": queries.departure_of(account),
        "is_last": rules.is_last_of_secretariat(account),
        "may": rules.what_may(account, person),
        "certificate": request.build_absolute_uri(certificate),
    }
    return render(request, "board/leaving.html", shown)


@require_http_methods(["GET", "POST"])
def leave_board(request: HttpRequest) -> HttpResponse:
    """Leave the board; what I allowed stays."""
    account = account_of(request)
    person = queries.person_of(account)
    if request.method == "POST":
        try:
            actions.ask_to_leave(actor=account, person=person, kind=DepartureKind.LEAVE)
        except Denied as no:
            messages.warning(request, no.sentence)
        return redirect("board:leaving")
    return render(request, "board/leave_board.html")


@require_POST
def leave_stay(request: HttpRequest) -> HttpResponse:
    """I have changed my mind."""
    account = account_of(request)
    departure = queries.departure_of(account)
    if departure is None:
        raise Http404
    actions.stay(actor=account, departure=departure)
    messages.success(request, _("You stay. Everything is as it was."))
    return redirect("board:me")


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Leave, and have everything erased: my decision alone, with my passphrase once more."""
    account = account_of(request)
    person = queries.person_of(account)
    form = EraseForm(account, request.POST or None)
    if form.is_valid():
        try:
            return _erased(request, account, person, form.cleaned_data["when"])
        except Denied as no:
            form.add_error(None, no.sentence)
    return render(request, "board/erase.html", {"form": form, "held": held_about(person.id)})


@login_not_required
@require_safe
def erased(request: HttpRequest, erasure: UUID) -> HttpResponse:
    """What is gone, and the address of its certificate. It asks nothing of the database."""
    return render(request, "board/erased.html", {"erasure": erasure})


def _erased(request: HttpRequest, account: Account, person: Person, when: str) -> HttpResponse:
    if when == "later":
        actions.ask_to_leave(actor=account, person=person, kind=DepartureKind.ERASE)
        return redirect("board:leaving")
    erasure = actions.erase_person(actor=account, person=person)
    logout(request)
    return redirect("board:erased", erasure)
