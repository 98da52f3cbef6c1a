"""A member's own page of ways to be reached."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from notices import actions, letters, queries
from notices.forms import ChannelForm, NumberForm
from notices.models import Channel
from notices.queries import Way
from notices.states import Rhythm
from notices.windows import EVERY_DAY, days_of
from pages.zones import city_of
from privacy.audit.acts import Person
from privacy.permissions import Denied

GET_AND_POST = ["GET", "HEAD", "POST"]


def _account(request: HttpRequest) -> Person:
    return cast("Person", request.user)


@require_safe
def ways(request: HttpRequest) -> HttpResponse:
    """What leaves this site for me: nothing, or what I switched on."""
    return render(request, "notices/ways.html", {"ways": queries.ways_for(_account(request))})


@require_http_methods(GET_AND_POST)
def way(request: HttpRequest, way: UUID) -> HttpResponse:
    """One way: where, when, how it looks; and exactly what arrives."""
    found = queries.way_for(_account(request), way)
    is_sent = request.method == "POST"
    form = ChannelForm(found.carrier, request.POST if is_sent else None, initial=_initial(request, found))
    if is_sent and form.is_valid() and request.POST.get("do") != "look":
        try:
            actions.switch_on(
                actor=_account(request),
                carrier=found.carrier.name,
                wishes=form.wishes,
                revision=form.cleaned_data["revision"],
            )
        except Denied as no:
            form.add_error(None, no.sentence)
        else:
            return redirect("notices:number", way)
    looked = is_sent and not form.errors
    shown = {"form": form, "way": found, "preview": _preview(request, form), "looked": looked}
    return render(request, "notices/way.html", shown)


@require_http_methods(GET_AND_POST)
def number(request: HttpRequest, way: UUID) -> HttpResponse:
    """The number from the first message, which shows that it came to me."""
    channel = queries.channel_for(_account(request), way)
    if channel.state != "new":
        return redirect("notices:ways")
    form = NumberForm(request.POST or None)
    if form.is_valid():
        if actions.enter_number(actor=_account(request), channel=channel, number=form.cleaned_data["number"]):
            messages.success(request, _("This way is on now."))
            return redirect("notices:ways")
        form.add_error("number", _("This is another number. Look at the newest message."))
        channel.refresh_from_db()
    shown = {
        "form": form,
        "way": way,
        "channel": channel,
        "may_try": queries.may_try(channel),
        "on_a_break": not queries.who_for(_account(request)).is_free,
    }
    return render(request, "notices/number.html", shown)


@require_http_methods(GET_AND_POST)
def safe(request: HttpRequest, way: UUID) -> HttpResponse:
    """Is this still safe?"""
    channel = queries.channel_for(_account(request), way)
    if request.method == "POST":
        if request.POST.get("answer") == "yes":
            actions.say_safe(actor=_account(request), channel=channel)
            messages.success(request, _("Thank you. It stays on."))
        else:
            return off(request, way)
        return redirect("notices:ways")
    return render(request, "notices/safe.html", {"way": queries.way_for(_account(request), way)})


@require_POST
def off(request: HttpRequest, way: UUID) -> HttpResponse:
    """Nothing goes this way any more."""
    channel = queries.channel_for(_account(request), way)
    actions.switch_off(actor=_account(request), channel=channel)
    messages.success(request, _("Switched off. The address is removed."))
    return redirect("notices:ways")


def _initial(request: HttpRequest, found: Way) -> dict[str, Any]:
    channel = found.channel
    if channel is None:
        return {
            "sender": letters.SENDER,
            "line": letters.LINE,
            "days": days_of(EVERY_DAY),
            "city": city_of(queries.who_for(_account(request)).zone),
            "rhythm": Rhythm.DAILY,
            "revision": 0,
        }
    return {**_kept(request, channel), "revision": channel.revision}


def _kept(request: HttpRequest, channel: Channel) -> dict[str, Any]:
    words = queries.kept(channel, reader=_account(request))
    shown = {"address": words.address, "sender": words.sender, "line": words.line} if words else {}
    return {
        **shown,
        "has_link": "yes" if channel.has_link else "no",
        "days": queries.days(channel),
        "opens_at": channel.opens_at,
        "closes_at": channel.closes_at,
        "city": city_of(channel.zone),
        "rhythm": channel.rhythm,
    }


def _preview(request: HttpRequest, form: ChannelForm) -> Any:
    """What arrives with the words that stand in the form now, as far as they have no fault."""
    said = form.cleaned_data if form.is_bound else form.initial
    return queries.preview(
        queries.who_for(_account(request)),
        sender=said.get("sender") or str(letters.SENDER),
        line=said.get("line") or str(letters.LINE),
        has_link=said.get("has_link") == "yes",
    )
