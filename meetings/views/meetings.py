"""The list of meetings, one meeting, its facts, calling it, joining it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings import actions, queries, rules
from meetings.forms import JoinForm, MeetingForm
from meetings.views.asking import account_of, attempt, get_or_post, key_of, press, seen_now
from privacy.permissions import Denied


@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """All meetings one may see, the newest first."""
    account = account_of(request)
    found = queries.meetings_for(account, key_of(request, "after"))
    may_prepare = rules.asked(rules.check_can_prepare, account)
    return render(request, "meetings/meeting_list.html", {"found": found, "may_prepare": may_prepare})


@get_or_post
def meeting_new(request: HttpRequest) -> HttpResponse:
    """Begin to prepare a meeting."""
    account = account_of(request)
    rules.check_can_prepare(account)
    form = MeetingForm(request.POST or None)
    if form.is_valid():
        made = []
        facts = actions.Facts(**form.facts())
        denied = attempt(
            form, lambda: made.append(actions.add_meeting(actor=account, facts=facts)), "reference"
        )
        if denied is None:
            return redirect("meetings:meeting", made[0].id)
    return render(request, "meetings/meeting_new.html", {"form": form})


@require_safe
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting: when, where, what is next."""
    account = account_of(request)
    row = queries.meeting_for(account, meeting_id)
    minutes = queries.minutes_of(row)
    powers = rules.powers_of(account, row, minutes)
    context = {
        "meeting": row,
        "minutes": minutes,
        "powers": powers,
        "history": queries.history_of(row) if powers.prepare else [],
        "about": queries.about_meeting(account, row),
    }
    return render(request, "meetings/meeting.html", context)


@get_or_post
def meeting_edit(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Correct its facts."""
    account = account_of(request)
    row = queries.meeting_to_prepare(account, meeting_id)
    rules.check_can_change_meeting(account, row)
    form = MeetingForm(request.POST or None, initial=MeetingForm.of(row))
    stale = False
    if form.is_valid():
        denied = attempt(form, lambda: _change(request, row.id, form))
        if denied is None:
            messages.success(request, _("Saved."))
            return redirect("meetings:meeting", row.id)
        stale = denied.code == "stale"
        row = queries.meeting_to_prepare(account, meeting_id)
        seen_now(form, revision=row.revision)
    return render(request, "meetings/meeting_edit.html", {"form": form, "meeting": row, "stale": stale})


def _change(request: HttpRequest, meeting_id: UUID, form: MeetingForm) -> None:
    account = account_of(request)
    actions.change_meeting(
        actor=account,
        meeting=queries.meeting_to_prepare(account, meeting_id),
        revision=form.cleaned_data["revision"] or 0,
        facts=actions.Facts(**form.facts()),
    )


@get_or_post
def meeting_call(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Look at it once more, then send the agenda to members."""
    account = account_of(request)
    row = queries.meeting_to_prepare(account, meeting_id)
    rules.check_can_edit_agenda(account, row)
    if request.method == "POST":
        said = _("The meeting is called. Members see the agenda now.")
        press(request, lambda: actions.call_meeting(actor=account, meeting=row), said)
        return redirect("meetings:meeting", row.id)
    context = {"meeting": row, "seen": queries.who_will_see(row), "lacks": _lacks(request, row.id)}
    return render(request, "meetings/meeting_call.html", context)


def _lacks(request: HttpRequest, meeting_id: UUID) -> str:
    account = account_of(request)
    try:
        rules.check_can_call(account, queries.meeting_to_prepare(account, meeting_id))
    except Denied as denied:
        return denied.sentence
    return ""


@get_or_post
def meeting_cancel(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Call a meeting off."""
    account = account_of(request)
    row = queries.meeting_to_prepare(account, meeting_id)
    rules.check_can_cancel(account, row)
    if request.method == "POST":
        press(
            request,
            lambda: actions.cancel_meeting(actor=account, meeting=row),
            _("The meeting will not be held."),
        )
        return redirect("meetings:meeting", row.id)
    return render(request, "meetings/meeting_cancel.html", {"meeting": row})


@require_safe
def join(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Link and passcode, for who takes part. Each look is written down first."""
    account = account_of(request)
    row = queries.meeting_for(account, meeting_id)
    details = actions.show_join_details(actor=account, meeting=row)
    return render(request, "meetings/join.html", {"meeting": row, "details": details})


@get_or_post
def join_edit(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Keep link and passcode; what is there is not shown here."""
    account = account_of(request)
    row = queries.meeting_to_prepare(account, meeting_id)
    rules.check_can_change_meeting(account, row)
    form = JoinForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        denied = attempt(form, lambda: actions.set_join_details(actor=account, meeting=row, **data))
        if denied is None:
            messages.success(request, _("Link and passcode are kept."))
            return redirect("meetings:meeting", row.id)
    return render(request, "meetings/join_edit.html", {"form": form, "meeting": row})
