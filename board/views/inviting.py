"""Inviting people, for those who manage them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from board import actions, queries, rules
from board.forms import InviteForm
from board.models import Joining
from board.views.who import account_of
from privacy.permissions import Denied


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """A link or a card for somebody new; and the invitations that can still be used."""
    account = account_of(request)
    rules.check_can_manage_people(account)
    form = InviteForm(request.POST or None)
    if form.is_valid():
        secret, words = form.secret(), form.cleaned_data
        try:
            made = actions.invite(
                actor=account, role=words["role"], organisation=words["organisation"], secret=secret
            )
        except Denied as no:
            form.add_error(None, no.sentence)
        else:
            return _shown_once(request, made, words["way"], secret)
    return render(request, "board/invite.html", {"form": form, "rows": queries.joinings_for(account)})


@require_POST
def invite_end(request: HttpRequest, joining: UUID) -> HttpResponse:
    """Take an invitation back."""
    account = account_of(request)
    actions.end_joining(actor=account, joining=queries.joining_for(account, joining))
    messages.success(request, _("Taken back. The link or the code does not work any more."))
    return redirect("board:invite")


def _shown_once(request: HttpRequest, joining: Joining, way: str, secret: str) -> HttpResponse:
    # The POST answers itself, as with a one-time passphrase: behind a redirect the secret would be kept.
    path = reverse("board:join-link", args=[secret]) if way == "link" else reverse("board:join")
    shown = {"joining": joining, "way": way, "secret": secret, "url": request.build_absolute_uri(path)}
    return render(request, "board/invited.html", shown)
