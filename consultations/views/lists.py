"""Lists of requests: a member's own, and the files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from board.queries import person_of
from board.states import STAFF, PersonState
from consultations import queries
from consultations.models import Consultation, Invitation
from consultations.rules import is_taking_answers
from consultations.states import InvitationState
from consultations.views.asking import account_of, after_of
from consultations.views.showing import Tag, own_tag, state_tag


@dataclass(frozen=True, slots=True)
class Line:
    """One request in a list."""

    consultation: Consultation
    state: Tag
    own: Tag | None = None
    contact: str = ""
    closes_on: date | None = None


@require_safe
def consultation_list(request: HttpRequest) -> HttpResponse:
    """A member's requests; for the secretariat the files."""
    account = account_of(request)
    if account.is_secretariat:
        return _files(request)
    page = queries.invitations_of(account, after_of(request))
    states = queries.own_states(account, [one.consultation_id for one in page.rows])
    resting = person_of(account).state == PersonState.PAUSED
    lines = [_line(one, states.get(one.consultation_id), resting=resting) for one in page.rows]
    context = {"lines": lines, "following": page.following, "has_files": account.role in STAFF}
    return render(request, "consultations/consultation_list.html", context)


@require_safe
def files(request: HttpRequest) -> HttpResponse:
    """All files, for the chair too."""
    return _files(request)


def _files(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    page = queries.requests_for(account, after_of(request))
    names = dict(queries.secretariat_names(account))
    lines = [
        Line(one, state_tag(one), contact=names.get(one.assigned_to_id, "") if one.assigned_to_id else "")
        for one in page.rows
    ]
    return render(request, "consultations/files.html", {"lines": lines, "following": page.following})


def _line(invitation: Invitation, own: str | None, *, resting: bool) -> Line:
    row, said = invitation.consultation, own_tag(invitation, own)
    if resting and own is None and invitation.state == InvitationState.WAITING:
        said = None  # nothing waits for somebody on a break
    return Line(row, state_tag(row), said, closes_on=row.closes_on if is_taking_answers(row) else None)
