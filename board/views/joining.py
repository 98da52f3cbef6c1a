"""Coming in: a link or a code, a name and a passphrase of one's own, and how to leave again."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from board import actions, queries
from board.forms import CodeForm, JoinForm
from board.models import Joining
from board.views.entering import enter
from board.views.who import account_of
from privacy.permissions import Denied

BEGUN = "joining"  # what a browser has begun to use: the id of an invitation, and nothing about a person


@login_not_required
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """The code of a printed card."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        found = queries.joining_by_code(form.cleaned_data["code"])
        if found is not None:
            return _begin(request, found)
        form.refuse()
    return render(request, "board/join.html", {"form": form})


@login_not_required
@require_http_methods(["GET", "POST"])
def join_link(request: HttpRequest, key: UUID) -> HttpResponse:
    """A link for one use. Opened, it asks nothing and changes nothing: a scanner of mails may open it too."""
    found = queries.joining_by(str(key)) if request.method == "POST" else None
    if found is not None:
        return _begin(request, found)
    return render(request, "board/join_link.html", {"is_over": request.method == "POST"})


@login_not_required
@require_http_methods(["GET", "POST"])
def join_name(request: HttpRequest) -> HttpResponse:
    """A name, a language and a passphrase of one's own. Nobody's legal name, and no story."""
    found = queries.joining_begun(request.session.get(BEGUN, ""))
    if found is None or request.user.is_authenticated:
        return redirect("board:join")
    form = JoinForm(found.sign_in_name, request.POST or None)
    if form.is_valid():
        try:
            person = actions.join(joining=found, **form.chosen())
        except Denied as no:
            form.add_error(None, no.sentence)
        else:
            del request.session[BEGUN]
            return enter(request, person.account, reverse("board:welcome"))
    return render(request, "board/join_name.html", {"form": form, "joining": found})


@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """What "Leave now" does and does not do: met once, before anything else."""
    account = account_of(request)
    if request.method == "POST":
        actions.learn_way_out(actor=account)
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "board/welcome.html", {"leave_url": settings.LEAVE_URL})


def _begin(request: HttpRequest, joining: Joining) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)  # who is in already uses up nothing
    request.session.cycle_key()
    request.session[BEGUN] = str(joining.id)
    return redirect("board:join-name")
