"""What an author sees of her own text: who can see it, who has looked, and all she can do with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board.models import Account
from board.queries import organisations
from consultations import actions, queries
from consultations.forms import CorrectionForm, PermissionForm, contact_in
from consultations.models import Contribution
from consultations.states import ContributionState
from consultations.views.asking import account_of, attempt, press, seen_now
from consultations.views.readers import seen_context
from consultations.views.showing import is_alive, permission_notice, reading_choices
from privacy import consent
from privacy.models import ConsentRecord
from privacy.queries import certificate_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def seen(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """Who can see it, what she allowed, who has looked, where it is used."""
    account = account_of(request)
    row = queries.contribution_for(account, contribution_id)
    if not is_alive(row):
        shown = {"certificate": certificate_of(bytes(row.record)), "removed": queries.is_removed(row)}
        return render(request, "consultations/taken_back.html", shown)
    if row.state == ContributionState.DRAFT:
        return redirect("consultations:answer-edit", row.consultation_id)
    return render(request, "consultations/seen.html", seen_context(account, row, _record(row)))


@get_or_post
def permission_edit(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """Other choices: narrower at once, wider a day later."""
    account = account_of(request)
    row = _given(account, contribution_id)
    record = _record(row)
    wish = queries.wish_of(record, reader=account)
    initial = {**PermissionForm.ticks_of(wish), "seen": record.id}
    before = wish.reading.recipient, contact_in(request.POST.get("reads"))
    form = PermissionForm(
        request.POST or None,
        agencies=organisations(),
        reading=reading_choices(row.consultation, account, *before),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        denied = attempt(form, lambda: _change(account, row, form))
        if denied is None:
            messages.success(request, _("Your choices are kept. What is wider begins in a day."))
            return redirect("consultations:seen", row.id)
        seen_now(form, seen=record.id)
    context = {"form": form, "contribution": row, "notice": permission_notice().text}
    return render(request, "consultations/permission_edit.html", context)


@get_or_post
def contribution_correct(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """Her words in a new version."""
    account = account_of(request)
    row = _given(account, contribution_id)
    words = queries.own_text(row, reader=account).text or ""
    number = queries.newest_text(row).number
    form = CorrectionForm(request.POST or None, initial={"seen": number, "body": words})
    context: dict[str, Any] = {"form": form, "contribution": row}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        denied = attempt(
            form,
            lambda: actions.correct_contribution(
                actor=account, contribution=row, seen=given["seen"], body=given["body"]
            ),
        )
        if denied is None:
            messages.success(request, _("Your new text has taken the place of the old one."))
            return redirect("consultations:seen", row.id)
        context["theirs"] = words if denied.code == "stale" else ""
        seen_now(form, seen=number)
    return render(request, "consultations/contribution_correct.html", context)


@require_POST
def contribution_hold(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """Her pause."""
    account = account_of(request)
    row = _given(account, contribution_id)
    press(
        request,
        lambda: actions.hold(actor=account, contribution=row),
        _("Your text is on hold. Nobody reads or uses it until you say so."),
    )
    return redirect("consultations:seen", row.id)


@require_POST
def contribution_resume(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """The end of her pause."""
    account = account_of(request)
    row = _given(account, contribution_id)
    press(
        request,
        lambda: actions.resume(actor=account, contribution=row),
        _("Your text may be read and used again, as you chose."),
    )
    return redirect("consultations:seen", row.id)


@require_POST
def name_confirm(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """The second yes to a name in public."""
    account = account_of(request)
    row = _given(account, contribution_id)
    record = _record(row)
    press(
        request,
        lambda: actions.say_yes_again(actor=account, contribution=row, seen=record.id),
        _("Thank you. Your name may be used in public, as you chose."),
    )
    return redirect("consultations:seen", row.id)


@require_safe
def contribution_copy(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """Her own words as a plain file."""
    account = account_of(request)
    row = queries.contribution_for(account, contribution_id)
    words = queries.own_text(row, reader=account).text if is_alive(row) else None
    if words is None:
        raise Http404
    answer = HttpResponse(words, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="text.txt"'
    return answer


@get_or_post
def contribution_take_back(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """The page before it goes for good, and the going."""
    account = account_of(request)
    row = queries.contribution_for(account, contribution_id)
    if not is_alive(row):
        return redirect("consultations:seen", row.id)
    if request.method == "POST":
        press(
            request,
            lambda: actions.take_back(actor=account, contribution=row),
            _("Done. Your text is no longer shown."),
        )
        return redirect("consultations:seen", row.id)
    context = {"contribution": row, "is_draft": row.state == ContributionState.DRAFT}
    return render(request, "consultations/contribution_take_back.html", context)


def _given(account: Account, contribution_id: UUID) -> Contribution:
    row = queries.contribution_for(account, contribution_id)
    if not is_alive(row) or row.state == ContributionState.DRAFT:
        raise Http404
    return row


def _record(contribution: Contribution) -> ConsentRecord:
    found = consent.current(contribution.id)
    if found is None:
        raise Http404
    return found


def _change(account: Account, row: Contribution, form: PermissionForm) -> None:
    actions.change_permission(
        actor=account,
        contribution=row,
        seen=form.cleaned_data["seen"],
        wish=form.wish(),
        notice=permission_notice(),
    )
