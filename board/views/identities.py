"""A list of legal names and contacts: one asks, another says yes, the first fetches it once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from board import actions, queries, rules
from board.forms import FetchForm, ListForm
from board.models import Account, SecondYes
from board.states import WITH_ACCESS, Need
from board.views.who import account_of
from documents.errors import NotRendered
from pages.pressed import seen_of
from privacy import withdrawal
from privacy.permissions import Denied


@require_http_methods(["GET", "POST"])
def identities(request: HttpRequest) -> HttpResponse:
    """Ask for a list, say yes or no to it, or fetch it: whichever it is the turn of."""
    account = account_of(request)
    rules.check_can_ask(account, Need.IDENTITIES)
    asked = rules.waiting(Need.IDENTITIES, None)
    given = queries.list_given_to(account)
    if given is not None:
        return _fetch(request, account, given)
    if asked is not None:
        return _decide(request, account, asked)
    return _ask(request, account)


def _ask(request: HttpRequest, account: Account) -> HttpResponse:
    people = [one for one in queries.people_for(account) if one.state in WITH_ACCESS]
    names = queries.chosen_names(people, reader=account)
    form = ListForm(request.POST or None, people=[(one, names[one.id]) for one in people])
    if form.is_valid():
        chosen = set(form.cleaned_data["people"])
        on_it = [one for one in people if str(one.id) in chosen]
        actions.ask_identities(actor=account, people=on_it, reason=form.cleaned_data["reason"])
        messages.success(request, _("Asked. Somebody else has to say yes."))
        return redirect("board:identities")
    return render(request, "board/identities.html", {"form": form})


def _decide(request: HttpRequest, account: Account, asked: SecondYes) -> HttpResponse:
    if request.method == "POST":
        try:
            if "no" in request.POST:
                actions.refuse_second(actor=account, person=None, need=Need.IDENTITIES)
                said = _("Nothing was given.")
            else:
                actions.give_identities(actor=account, seen=seen_of(request.POST))
                said = _("Given. Whoever asked can fetch the list once, within an hour.")
        except Denied as no:
            messages.warning(request, no.sentence)
        else:
            messages.success(request, said)
        return redirect("board:identities")
    names = queries.listed_names(account, asked)
    shown = {"asked": asked, "names": names, "mine": asked.asked_by_id == account.pk}
    return render(request, "board/identities_decide.html", shown)


def _fetch(request: HttpRequest, account: Account, given: SecondYes) -> HttpResponse:
    form = FetchForm(request.POST or None)
    if form.is_valid():
        mark = withdrawal.so_far()
        rows = queries.listed_identities(account, given)
        try:
            words = form.cleaned_data["new"]
            made = actions.fetch_identities(
                actor=account, asked=given, rows=rows, passphrase=words, mark=mark
            )
        except Denied as no:
            form.add_error(None, no.sentence)
        except NotRendered as fault:
            form.add_error(None, fault.sentence)
        else:
            answer = HttpResponse(made, content_type="application/pdf")
            answer["Content-Disposition"] = 'attachment; filename="list.pdf"'
            return answer
    return render(request, "board/identities_fetch.html", {"form": form, "given": given})
