"""Minutes while they are written."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from board import queries as board
from board.models import Account
from meetings import actions, queries, rules
from meetings.forms import NoteForm, QuoteForm, SummaryForm
from meetings.models import Entry, Minutes
from meetings.queries import Draft
from meetings.states import EntryKind
from meetings.views.asking import account_of, attempt, get_or_post, press, seen_now, step_of


@require_POST
def minutes_begin(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Begin the minutes."""
    account = account_of(request)
    row = queries.meeting_to_prepare(account, meeting_id)
    press(request, lambda: actions.begin_minutes(actor=account, meeting=row), _("The minutes are begun."))
    return redirect("meetings:live", row.id)


@get_or_post
def live(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The draft as a whole: the running order, "In brief", what is missing before approval."""
    account = account_of(request)
    minutes = queries.draft_exists(account, meeting_id)
    form = _summary_form(request, account, minutes)
    theirs = None
    if form.is_valid():
        denied = attempt(
            form, lambda: actions.write_summary(actor=account, minutes=minutes, **form.cleaned_data)
        )
        if denied is None:
            messages.success(request, _("Saved."))
            return redirect("meetings:live", meeting_id)
        minutes = queries.draft_exists(account, meeting_id)
        theirs = form.theirs(queries.summary_of(minutes, account))
        seen_now(form, revision=minutes.summary_revision)
    context = {"form": form, "theirs": theirs, **_live_context(account, minutes)}
    return render(request, "meetings/live.html", context)


def _live_context(account: Account, minutes: Minutes) -> dict[str, object]:
    now, later = queries.readers_now_and_later()
    return {
        "draft": queries.draft_of(account, minutes.meeting_id),
        "meeting": minutes.meeting,
        "now": now,
        "later": later,
        "powers": rules.powers_of(account, minutes.meeting, minutes),
    }


def _summary_form(request: HttpRequest, account: Account, minutes: Minutes) -> SummaryForm:
    people = board.roster(account)
    if request.method == "POST":
        return SummaryForm(request.POST, people=people)
    shown = queries.summary_of(minutes, account)
    return SummaryForm(initial={"summary": shown, "revision": minutes.summary_revision}, people=people)


@get_or_post
def live_item(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """One item: its notes, and the next one to be written. `?kind=decision` chooses what it is."""
    account = account_of(request)
    kind, people = _kind_of(request), board.roster(account)
    if request.method == "POST":
        plain = queries.live_place(account, meeting_id, item_id)
        form = NoteForm(request.POST, kind=kind, slots=plain.slots, people=people)
        if form.is_valid():
            denied = attempt(form, lambda: _add(account, plain, form))
            if denied is None:
                messages.success(request, _("The note is saved."))
                return redirect("meetings:live-item", meeting_id, item_id)
    draft = queries.draft_for(account, meeting_id, item_id)
    if request.method != "POST":
        form = NoteForm(kind=kind, slots=draft.slots, people=people)
    return render(request, "meetings/live_item.html", _item_context(account, draft, form, kind))


def _add(account: Account, plain: Draft, form: NoteForm) -> None:
    actions.add_entry(
        actor=account,
        minutes=plain.minutes,
        item=plain.slot.item,
        note=actions.Note(**form.note()),
        id=form.cleaned_data["id"],
    )


def _item_context(account: Account, draft: Draft, form: NoteForm, kind: EntryKind) -> dict[str, object]:
    kinds = [one for one in EntryKind if one != EntryKind.QUOTE]
    quotable = bool(queries.quotable_on(draft.slot.item, account))
    return {
        "draft": draft,
        "meeting": draft.meeting,
        "form": form,
        "kind": kind,
        "kinds": kinds,
        "quotable": quotable,
    }


def _kind_of(request: HttpRequest) -> EntryKind:
    """What the next note is: said, unless another kind was chosen. Raises Http404."""
    asked = request.POST.get("kind") or request.GET.get("kind") or EntryKind.SAID
    if asked not in EntryKind.values or asked == EntryKind.QUOTE:
        raise Http404
    return EntryKind(asked)


@require_POST
def note_move(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """One step up or down on the same item."""
    account = account_of(request)
    entry, steps = step_of(request)
    row = _on_item(account, meeting_id, item_id, entry)
    press(request, lambda: actions.move_entry(actor=account, entry=row, steps=steps), _("Moved."))
    return redirect(f"{reverse('meetings:live-item', args=[meeting_id, item_id])}#note-{entry}")


def _on_item(account: Account, meeting_id: UUID, item_id: UUID, entry: UUID) -> Entry:
    row = queries.entry_for(account, meeting_id, entry)
    if row.item_id != item_id:
        raise Http404
    return row


@get_or_post
def note_edit(request: HttpRequest, meeting_id: UUID, entry_id: UUID) -> HttpResponse:
    """Write a note anew. Two people may do so at once: the second sees what the first wrote."""
    account = account_of(request)
    row = queries.entry_for(account, meeting_id, entry_id)
    form = _note_form(request, account, row)
    theirs = None
    if form.is_valid():
        denied = attempt(form, lambda: _change(account, meeting_id, entry_id, form))
        if denied is None:
            messages.success(request, _("Saved."))
            return redirect(_back_to(row))
        row = queries.entry_for(account, meeting_id, entry_id)
        theirs = form.theirs(queries.entry_texts(row, account)["text"]) if denied.code == "stale" else None
        seen_now(form, revision=row.revision)
    return render(
        request,
        "meetings/note_edit.html",
        {"form": form, "entry": row, "meeting": row.minutes.meeting, "theirs": theirs},
    )


def _note_form(request: HttpRequest, account: Account, row: Entry) -> NoteForm:
    slots = queries.live_place(account, row.minutes.meeting_id, row.item_id).slots
    people = board.roster(account)
    if request.method == "POST":
        data = request.POST.copy()
        data["kind"] = row.kind
        return NoteForm(data, kind=row.kind, slots=slots, people=people)
    initial = {
        **queries.entry_texts(row, account),
        **{name: getattr(row, name) for name in ("revision", "heading", "method", "owner", "due_on")},
        "rests_on": [str(basis.item_id) for basis in row.bases.all()],
    }
    return NoteForm(kind=row.kind, slots=slots, initial=initial, people=people)


def _change(account: Account, meeting_id: UUID, entry_id: UUID, form: NoteForm) -> None:
    actions.change_entry(
        actor=account,
        entry=queries.entry_for(account, meeting_id, entry_id),
        revision=form.cleaned_data["revision"] or 0,
        note=actions.Note(**form.note()),
    )


@get_or_post
def note_remove(request: HttpRequest, meeting_id: UUID, entry_id: UUID) -> HttpResponse:
    """Take a note out of the draft."""
    account = account_of(request)
    row = queries.entry_for(account, meeting_id, entry_id)
    if request.method == "POST":
        press(request, lambda: actions.remove_entry(actor=account, entry=row), _("The note is gone."))
        return redirect("meetings:live-item", meeting_id, row.item_id)
    return render(request, "meetings/note_remove.html", {"entry": row, "meeting": row.minutes.meeting})


@get_or_post
def quote_new(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Quote a member who allows it, with exactly her words."""
    account = account_of(request)
    place = queries.live_place(account, meeting_id, item_id)
    sources = queries.quotable_on(place.slot.item, account)
    if not sources:
        raise Http404
    form = QuoteForm(
        request.POST or None, contributions=[one.id for one in sources], people=board.roster(account)
    )
    if form.is_valid():
        denied = attempt(form, lambda: _quote(account, place, form), "words")
        if denied is None:
            messages.success(request, _("The quote is saved."))
            return redirect("meetings:live-item", meeting_id, item_id)
    texts = queries.source_texts(sources, account)
    context = {"form": form, "meeting": place.meeting, "item": place.slot.item, "texts": texts}
    return render(request, "meetings/quote_new.html", context)


def _quote(account: Account, place: Draft, form: QuoteForm) -> None:
    data = form.cleaned_data
    sources = {str(one.id): one for one in queries.quotable_on(place.slot.item, account)}
    actions.add_quote(
        actor=account,
        minutes=place.minutes,
        item=place.slot.item,
        contribution=sources[data["contribution"]],
        words=data["words"],
        text=data["text"],
        id=data["id"],
    )


def _back_to(entry: Entry) -> str:
    address = reverse("meetings:live-item", args=[entry.minutes.meeting_id, entry.item_id])
    return f"{address}#note-{entry.id}"
