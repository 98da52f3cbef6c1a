"""Who takes part, how each is listed, who was there."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from board.models import Account
from board.queries import chosen_names
from meetings import actions, queries, rules
from meetings.forms import AttendanceForm, BodiesForm, ListingForm, PeopleForm
from meetings.models import Meeting
from meetings.states import ListedAs, ParticipantKind
from meetings.views.asking import account_of, attempt, get_or_post, press


@get_or_post
def participants(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The list: everybody at once, one by one, or countries and bodies by label."""
    account = account_of(request)
    row = queries.meeting_to_prepare(account, meeting_id)
    do = request.POST.get("do", "")
    people = _people_form(account, row, request.POST if do == "people" else None)
    bodies = BodiesForm(request.POST if do == "bodies" else None)
    if request.method == "POST" and _added(account, row, do, people, bodies):
        messages.success(request, _("Added to the list."))
        return redirect("meetings:participants", row.id)
    listed = queries.participants_of(row)
    names = queries.names_of(listed, account)
    context = {
        "meeting": row,
        "people": people,
        "bodies": bodies,
        "form": people if do == "people" else bodies,
        "listed": [(one, names[one.id]) for one in listed],
        "may_change": rules.asked(rules.check_can_manage_participants, account, row),
    }
    return render(request, "meetings/participants.html", context)


def _people_form(account: Account, meeting: Meeting, data: object) -> PeopleForm:
    free = queries.candidates(meeting)
    names = chosen_names(free, reader=account)
    return PeopleForm(data, people=[(one.id, names[one.id], one.account.get_role_display()) for one in free])


def _added(account: Account, meeting: Meeting, do: str, people: PeopleForm, bodies: BodiesForm) -> bool:
    """Whether the form that was sent was good and its people are on the list now."""
    free = queries.candidates(meeting)
    if do == "everybody":
        actions.add_participants(actor=account, meeting=meeting, people=free)
        return True
    if do == "people" and people.is_valid():
        chosen = [one for one in free if str(one.id) in people.cleaned_data["people"]]
        return (
            attempt(people, lambda: actions.add_participants(actor=account, meeting=meeting, people=chosen))
            is None
        )
    if do == "bodies" and bodies.is_valid():
        kind = ParticipantKind(bodies.cleaned_data["kind"])
        labels = [(kind, label) for label in bodies.cleaned_data["labels"]]
        return (
            attempt(bodies, lambda: actions.add_participants(actor=account, meeting=meeting, labels=labels))
            is None
        )
    return False


@require_POST
def participant_remove(request: HttpRequest, meeting_id: UUID, participant_id: UUID) -> HttpResponse:
    """Take somebody off the list; reversible, so there is no page before it."""
    account = account_of(request)
    row = queries.participant_for(account, meeting_id, participant_id)
    press(
        request, lambda: actions.remove_participant(actor=account, participant=row), _("Taken off the list.")
    )
    return redirect("meetings:participants", meeting_id)


@get_or_post
def listing(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Each person's own choice of how she is listed."""
    account = account_of(request)
    row = queries.place_of(account, meeting_id)
    form = ListingForm(request.POST or None, initial={"listed_as": row.listed_as})
    if form.is_valid():
        listed_as = ListedAs(form.cleaned_data["listed_as"])
        denied = attempt(
            form,
            lambda: actions.choose_listing(actor=account, participant=row, listed_as=listed_as),
            "listed_as",
        )
        if denied is None:
            messages.success(request, _("Your choice is saved."))
            return redirect("meetings:meeting", meeting_id)
    return render(request, "meetings/listing.html", {"form": form, "meeting": row.meeting})


@get_or_post
def attendance(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Write down who was there."""
    account = account_of(request)
    row = queries.meeting_to_prepare(account, meeting_id)
    rules.check_can_record_attendance(account, row)
    listed = queries.participants_of(row)
    names = queries.names_of(listed, account)
    form = AttendanceForm(request.POST or None, people=listed, names=names)
    if form.is_valid():
        found = form.attendance()
        denied = attempt(
            form, lambda: actions.record_attendance(actor=account, meeting=row, attendance=found)
        )
        if denied is None:
            messages.success(request, _("Attendance is saved."))
            return redirect("meetings:attendance", row.id)
    return render(
        request, "meetings/attendance.html", {"form": form, "meeting": row, "so_far": queries.so_far(row)}
    )


@get_or_post
def attendance_close(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The meeting was held: freeze who was there, and the quorum."""
    account = account_of(request)
    row = queries.meeting_to_prepare(account, meeting_id)
    rules.check_can_record_attendance(account, row)
    if request.method == "POST":
        press(
            request,
            lambda: actions.close_attendance(actor=account, meeting=row),
            _("Attendance is closed. The meeting was held."),
        )
        return redirect("meetings:meeting", row.id)
    return render(request, "meetings/attendance_close.html", {"meeting": row, "so_far": queries.so_far(row)})
