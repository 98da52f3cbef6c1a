"""What takes two people, and the choice between two roles."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from board import actions, queries, rules
from board.forms import RoleForm
from board.models import Account, Person
from board.models.sessions import ROLE
from board.states import Need, Role
from board.views.who import account_of
from pages.pressed import seen_of
from privacy.permissions import Denied


@require_http_methods(["GET", "POST"])
def person_passphrase(request: HttpRequest, person: UUID) -> HttpResponse:
    """Let somebody in again: one asks, another says yes and is shown a passphrase for one use."""
    account, found = account_of(request), queries.person_for(account_of(request), person)
    rules.check_can_ask(account, Need.WAY_IN, found)
    asked = rules.waiting(Need.WAY_IN, found)
    name = queries.chosen_names([found], reader=account)[found.id]
    if request.method == "POST" and "no" in request.POST:
        return _refused(request, account, found, Need.WAY_IN)
    if request.method == "POST" and "yes" in request.POST:
        return _let_in(request, account, found, name)
    if request.method == "POST":
        actions.ask_second(actor=account, person=found, need=Need.WAY_IN)
        messages.success(request, _("Asked. Somebody else of the secretariat has to say yes."))
        return redirect("board:person", person)
    shown = {"person": found, "name": name, "asked": asked, "mine": asked and asked.asked_by_id == account.pk}
    return render(request, "board/person_passphrase.html", shown)


@require_http_methods(["GET", "POST"])
def person_roles(request: HttpRequest, person: UUID) -> HttpResponse:
    """A second role: one asks, another says yes."""
    account, found = account_of(request), queries.person_for(account_of(request), person)
    rules.check_can_ask(account, Need.ROLES, found)
    asked = rules.waiting(Need.ROLES, found)
    form = RoleForm(request.POST or None, initial={"second_role": found.account.second_role})
    if request.method == "POST" and "no" in request.POST:
        return _refused(request, account, found, Need.ROLES)
    try:
        if request.method == "POST" and "yes" in request.POST:
            actions.change_roles(actor=account, person=found, seen=seen_of(request.POST))
            messages.success(request, _("Changed. This person is signed out everywhere."))
            return redirect("board:person", person)
        if form.is_valid():
            wished = form.cleaned_data["second_role"]
            actions.ask_second(actor=account, person=found, need=Need.ROLES, second_role=wished)
            messages.success(request, _("Asked. Somebody else of the secretariat has to say yes."))
            return redirect("board:person", person)
    except Denied as no:
        form.add_error(None, no.sentence)
    name = queries.chosen_names([found], reader=account)[found.id]
    shown = {"person": found, "name": name, "asked": asked, "mine": asked and asked.asked_by_id == account.pk}
    return render(request, "board/person_roles.html", {**shown, "form": form})


@require_http_methods(["GET", "POST"])
def person_erase(request: HttpRequest, person: UUID) -> HttpResponse:
    """Everything of somebody who has left and asks for it: one asks, another says yes."""
    account, found = account_of(request), queries.person_for(account_of(request), person)
    rules.check_can_ask(account, Need.ERASURE, found)
    asked = rules.waiting(Need.ERASURE, found)
    if request.method == "POST" and "no" in request.POST:
        return _refused(request, account, found, Need.ERASURE)
    if request.method == "POST" and "yes" in request.POST:
        return _erased(request, account, found)
    if request.method == "POST":
        actions.ask_second(actor=account, person=found, need=Need.ERASURE)
        messages.success(request, _("Asked. Somebody else of the secretariat has to say yes."))
        return redirect("board:person", person)
    name = queries.chosen_names([found], reader=account)[found.id]
    shown = {"person": found, "name": name, "asked": asked, "mine": asked and asked.asked_by_id == account.pk}
    return render(request, "board/person_erase.html", shown)


@require_http_methods(["GET", "POST"])
def role(request: HttpRequest) -> HttpResponse:
    """Which of my two roles I use now. A new session, and nothing of the other one."""
    account = account_of(request)
    if not account.second_role:
        raise Http404
    if request.method == "POST":
        wanted = request.POST.get("role")
        if wanted not in account.roles:
            raise Http404
        request.session.cycle_key()
        request.session[ROLE] = wanted
        return redirect("/")
    return render(request, "board/role.html", {"roles": [Role(one) for one in account.roles]})


def _let_in(request: HttpRequest, account: Account, person: Person, name: str) -> HttpResponse:
    try:
        secret = actions.issue_passphrase(actor=account, person=person, seen=seen_of(request.POST))
    except Denied as no:
        messages.warning(request, no.sentence)
        return redirect("board:person-passphrase", person.id)
    # The POST answers with the page itself: kept anywhere, a passphrase would not be for one use.
    shown = {"person": person, "secret": secret, "name": name}
    return render(request, "board/one_time_passphrase.html", shown)


def _erased(request: HttpRequest, account: Account, person: Person) -> HttpResponse:
    try:
        actions.erase_who_left(actor=account, person=person, seen=seen_of(request.POST))
    except Denied as no:
        messages.warning(request, no.sentence)
        return redirect("board:person-erase", person.id)
    messages.success(request, _("It is done. Hand the certificate to whoever asked."))
    return redirect("board:person", person.id)


def _refused(request: HttpRequest, account: Account, person: Person, need: Need) -> HttpResponse:
    actions.refuse_second(actor=account, person=person, need=need)
    messages.success(request, _("Nothing was changed."))
    return redirect("board:person", person.id)
