"""An entry for one's own calendar: made when it is asked for, titled by whoever asks."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from documents.calendar import appointment
from meetings import queries, rules
from meetings.forms import CalendarForm
from meetings.views.asking import account_of, get_or_post
from privacy import clock


@get_or_post
def calendar(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The file holds when, the title that was typed, and nothing of the meeting."""
    account = account_of(request)
    row = queries.meeting_for(account, meeting_id)
    if not rules.asked(rules.check_can_note_in_calendar, account, row):
        raise Http404
    form = CalendarForm(request.POST or None, initial={"title": _("Appointment")})
    if form.is_valid():
        file = appointment(
            title=form.cleaned_data["title"] or _("Appointment"),
            starts=row.starts_at,
            ends=row.ends_at,
            made=clock.now(),
        )
        headers = {"Content-Disposition": 'attachment; filename="appointment.ics"'}
        return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)
    return render(request, "meetings/calendar.html", {"form": form, "meeting": row})
