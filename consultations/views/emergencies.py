"""One text opened in an emergency: one asks, another says yes, and it is open for an hour."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from board import actions as boarding
from board.models import Account, Person, SecondYes
from board.queries import chosen_names, newest_about, stands
from board.rules import check_can_ask
from board.states import Need
from consultations import queries
from consultations.forms import EmergencyForm
from consultations.models import Consultation
from consultations.views.asking import account_of, attempt, press
from pages.pressed import seen_of
from privacy import clock


@require_http_methods(["GET", "HEAD", "POST"])
def emergency(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """What it does, whose text, and why."""
    account = account_of(request)
    row = queries.file_for(account, consultation_id)
    check_can_ask(account, Need.EMERGENCY)
    form = EmergencyForm(request.POST or None, people=queries.people_asked(account, row))
    if form.is_valid():
        person = queries.person_asked(account, row, UUID(form.cleaned_data["person"]))
        wanted: dict[str, Any] = {"person": person, "need": Need.EMERGENCY, "thing": row.id}
        reason = form.cleaned_data["reason"]
        asked = attempt(form, lambda: boarding.ask_second(actor=account, reason=reason, **wanted))
        if asked is None:
            return redirect("consultations:emergency-person", row.id, person.id)
    return render(request, "consultations/emergency.html", {"consultation": row, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def emergency_person(request: HttpRequest, consultation_id: UUID, person: UUID) -> HttpResponse:
    """How it stands; the second yes, or no; the end of it before its hour is over."""
    account = account_of(request)
    row = queries.file_for(account, consultation_id)
    about = queries.person_asked(account, row, person)
    asked = newest_about(Need.EMERGENCY, about, row.id)
    if asked is None:
        raise Http404
    if request.method == "POST":
        _decide(request, account, asked, row, about)
        return redirect("consultations:emergency-person", row.id, about.id)
    return render(request, "consultations/emergency_person.html", _shown(account, asked, row, about))


@require_safe
def emergency_text(request: HttpRequest, consultation_id: UUID, person: UUID) -> HttpResponse:
    """The words, for whoever asked, until the hour is over. It is noted before they are shown."""
    account = account_of(request)
    row = queries.file_for(account, consultation_id)
    about = queries.person_asked(account, row, person)
    asked = newest_about(Need.EMERGENCY, about, row.id)
    if asked is None or asked.asked_by_id != account.pk or stands(asked) != "open":
        raise Http404
    shown = _shown(account, asked, row, about)
    shown["text"] = queries.text_in_emergency(account, row, about)
    shown["note"] = queries.words_of(row, reader=account).content_note
    answer = render(request, "consultations/emergency_text.html", shown)
    left = shown["left"] = clock.seconds_left(asked.until or clock.now())
    # The page goes by itself when the hour is over, also without a script.
    answer["Refresh"] = f"{left}; url={reverse('consultations:emergency-person', args=[row.id, about.id])}"
    return answer


def _decide(
    request: HttpRequest, account: Account, asked: SecondYes, consultation: Consultation, about: Person
) -> None:
    wanted: dict[str, Any] = {"actor": account, "person": about, "thing": consultation.id}
    if "no" in request.POST:
        press(
            request,
            lambda: boarding.refuse_second(need=Need.EMERGENCY, **wanted),
            _("Nothing was opened."),
        )
    elif "end" in request.POST:
        press(request, lambda: boarding.end_given(actor=account, asked=asked), _("It is shut again."))
    else:
        wanted["seen"] = seen_of(request.POST)
        press(request, lambda: boarding.open_in_emergency(**wanted), _("The text is open for an hour."))


def _shown(account: Account, asked: SecondYes, consultation: Consultation, about: Person) -> dict[str, Any]:
    return {
        "consultation": consultation,
        "asked": asked,
        "stands": stands(asked),
        "mine": asked.asked_by_id == account.pk,
        "person": about,
        "name": chosen_names([about], reader=account)[about.id],
    }
