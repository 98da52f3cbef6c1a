"""The agenda: for who prepares it, for who reads it, as a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from board.models import Account
from consultations.models import Consultation
from consultations.queries import consultations_for_agenda
from documents.errors import NotRendered
from meetings import actions, queries, rules
from meetings.forms import ItemForm, PaperForm
from meetings.models import Meeting
from meetings.states import ItemPurpose
from meetings.views.asking import (
    account_of,
    as_file,
    attempt,
    get_or_post,
    press,
    seen_now,
    step_of,
)


@require_safe
def agenda(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The agenda: while it is prepared an editor, afterwards a page to read."""
    account = account_of(request)
    found = queries.agenda_for(account, meeting_id)
    powers = rules.powers_of(account, found.meeting, None)
    template = "meetings/agenda_edit.html" if powers.edit_agenda else "meetings/agenda.html"
    return render(request, template, {"agenda": found, "meeting": found.meeting, "powers": powers})


@require_safe
def agenda_pdf(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The agenda to take along."""
    account = account_of(request)
    # Before anything is opened: who may not take it along has not read it either.
    rules.check_can_export_agenda(account, queries.meeting_to_prepare(account, meeting_id))
    found = queries.agenda_for(account, meeting_id)
    called_on = (found.meeting.called_at or found.meeting.starts_at).astimezone(found.meeting.timezone).date()
    page = queries.agenda_page(found)
    try:
        body = actions.export_agenda(actor=account, meeting=found.meeting, page=page, made_on=called_on)
    except NotRendered as fault:
        messages.warning(request, fault.sentence)
        return redirect("meetings:agenda", meeting_id)
    return as_file(body, found.meeting.id)


@get_or_post
def item_new(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Add an item, written or from a request for advice; `?purpose=break` begins a break."""
    account = account_of(request)
    row = queries.meeting_to_prepare(account, meeting_id)
    rules.check_can_edit_agenda(account, row)
    asked = request.GET.get("purpose")
    initial = {"purpose": ItemPurpose.BREAK, "title": _("Break")} if asked == ItemPurpose.BREAK else None
    form = _item_form(request, row, initial or {"purpose": ItemPurpose.INFORMATION})
    if form.is_valid():
        item = actions.Item(**form.item())
        denied = attempt(form, lambda: actions.add_item(actor=account, meeting=row, item=item))
        if denied is None:
            messages.success(request, _("Added at the end of the agenda."))
            return redirect("meetings:agenda", row.id)
    return render(request, "meetings/item_new.html", {"form": form, "meeting": row})


def _item_form(
    request: HttpRequest, meeting: Meeting, initial: Mapping[str, object], own: Consultation | None = None
) -> ItemForm:
    """`own`: the request the item comes from; it is offered also when it has moved on since."""
    offered = consultations_for_agenda()
    if own is not None and own not in offered:
        offered = [own, *offered]
    return ItemForm(request.POST or None, meeting=meeting, consultations=offered, initial=dict(initial))


@get_or_post
def item_edit(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Write an item anew. Two people may do so at once: the second sees what the first wrote."""
    account = account_of(request)
    row = queries.item_for(account, meeting_id, item_id)
    rules.check_can_edit_agenda(account, row.meeting)
    texts = queries.item_texts(row, account) if request.method != "POST" else {}
    form = _item_form(request, row.meeting, {**ItemForm.of(row), **texts}, row.consultation)
    theirs = ""
    if form.is_valid():
        denied = attempt(form, lambda: _change(account, meeting_id, item_id, form))
        if denied is None:
            messages.success(request, _("Saved. All times were worked out again."))
            return redirect(_back_to(meeting_id, item_id))
        row = queries.item_for(account, meeting_id, item_id)
        seen_now(form, revision=row.revision)
        theirs = "\n\n".join(text for text in (row.title, *queries.item_texts(row, account).values()) if text)
    return render(
        request,
        "meetings/item_edit.html",
        {"form": form, "item": row, "meeting": row.meeting, "theirs": theirs},
    )


def _change(account: Account, meeting_id: UUID, item_id: UUID, form: ItemForm) -> None:
    actions.change_item(
        actor=account,
        item=queries.item_for(account, meeting_id, item_id),
        revision=form.cleaned_data["revision"] or 0,
        to=actions.Item(**form.item()),
    )


@require_POST
def item_move(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One step up or down; one comes back to the same item."""
    account = account_of(request)
    item, steps = step_of(request)
    row = queries.item_for(account, meeting_id, item)
    said = _("Moved. All times were worked out again.")
    press(request, lambda: actions.move_item(actor=account, item=row, steps=steps), said)
    return redirect(_back_to(meeting_id, item))


@get_or_post
def item_remove(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Take an item off the agenda, with its papers."""
    account = account_of(request)
    row = queries.item_for(account, meeting_id, item_id)
    rules.check_can_edit_agenda(account, row.meeting)
    if request.method == "POST":
        press(request, lambda: actions.remove_item(actor=account, item=row), _("Taken off the agenda."))
        return redirect("meetings:agenda", meeting_id)
    return render(request, "meetings/item_remove.html", {"item": row, "meeting": row.meeting})


@get_or_post
def paper_new(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Name a paper on an item."""
    account = account_of(request)
    row = queries.item_for(account, meeting_id, item_id)
    rules.check_can_add_papers(account, row.meeting)
    form = PaperForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        denied = attempt(form, lambda: actions.add_paper(actor=account, item=row, **data))
        if denied is None:
            messages.success(request, _("The paper is on the agenda."))
            return redirect(_back_to(meeting_id, item_id))
    return render(request, "meetings/paper_new.html", {"form": form, "item": row, "meeting": row.meeting})


@require_POST
def paper_remove(request: HttpRequest, meeting_id: UUID, paper_id: UUID) -> HttpResponse:
    """Take a paper off its item."""
    account = account_of(request)
    row = queries.paper_for(account, meeting_id, paper_id)
    press(request, lambda: actions.remove_paper(actor=account, paper=row), _("The paper is off the agenda."))
    return redirect(_back_to(meeting_id, row.item_id))


def _back_to(meeting_id: UUID, item_id: UUID) -> str:
    return f"{reverse('meetings:agenda', args=[meeting_id])}#item-{item_id}"
