"""The board: who sits on it, its terms, its offices, its rules."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board import actions, queries, rules
from board.forms import OfficeForm, RulesForm, TermForm
from board.views.who import account_of
from privacy.permissions import Denied


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """How many seats, whose names may be seen, who was elected to what."""
    account = account_of(request)
    keeps = rules.is_allowed(lambda: rules.check_can_keep_board(account))
    pauses = rules.is_allowed(lambda: rules.check_can_keep_out(account))
    shown = {"sitting": queries.sitting_for(account), "keeps": keeps, "pauses": pauses}
    if keeps:
        shown |= {"offices": queries.offices_for(account), "renewable": queries.renewable_for(account)}
    return render(request, "board/board.html", shown)


@require_http_methods(["GET", "POST"])
def term_new(request: HttpRequest) -> HttpResponse:
    """Enter the next term."""
    account = account_of(request)
    rules.check_can_keep_board(account)
    form = TermForm(request.POST or None)
    if form.is_valid() and _done(
        form, lambda: actions.begin_term(actor=account, starts_on=form.cleaned_data["starts_on"])
    ):
        messages.success(request, _("Entered."))
        return redirect("board:board")
    return render(request, "board/term_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
def board_edit(request: HttpRequest) -> HttpResponse:
    """What the board decided about itself."""
    account = account_of(request)
    rules.check_can_keep_board(account)
    form = RulesForm(queries.the_board(), request.POST or None)
    if form.is_valid():
        actions.change_rules(actor=account, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("board:board")
    return render(request, "board/board_edit.html", {"form": form})


@require_POST
def renew(request: HttpRequest, person: UUID) -> HttpResponse:
    """Appoint a member for the term that has begun."""
    account = account_of(request)
    found = queries.seat_for(account, person)
    try:
        actions.renew_membership(actor=account, person=found)
    except Denied as no:
        messages.warning(request, no.sentence)
    else:
        messages.success(request, _("Entered: appointed for this term."))
    return redirect("board:board")


@require_http_methods(["GET", "POST"])
def office_new(request: HttpRequest) -> HttpResponse:
    """Enter an election."""
    account = account_of(request)
    rules.check_can_keep_board(account)
    people = [(one.person, one.name) for one in queries.sitting_for(account).named]
    form = OfficeForm(people, request.POST or None)
    if form.is_valid():
        person = queries.seat_for(account, UUID(form.cleaned_data["person"]))
        kind = form.cleaned_data["kind"]
        if _done(form, lambda: actions.appoint(actor=account, person=person, kind=kind)):
            messages.success(request, _("Entered."))
            return redirect("board:board")
    return render(request, "board/office_new.html", {"form": form})


@require_POST
def office_end(request: HttpRequest, office: UUID) -> HttpResponse:
    """Enter the last day of an office."""
    account = account_of(request)
    actions.end_office(actor=account, office=queries.office_for(account, office))
    messages.success(request, _("Entered: the office ends today."))
    return redirect("board:board")


def _done(form: forms.Form, action: Callable[[], object]) -> bool:
    """Do it; a refusal is put on the form."""
    try:
        action()
    except Denied as no:
        form.add_error(None, no.sentence)
        return False
    return True
