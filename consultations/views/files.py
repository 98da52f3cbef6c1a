"""The file of a request: recorded, screened, opened, closed."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board.models import Account
from board.queries import organisations
from board.states import Role
from consultations import actions, queries, rules
from consultations.forms import AssignForm, OpenForm, QuestionsForm, RequestForm, ScreenForm
from consultations.models import Consultation
from consultations.queries import RequestWords
from consultations.views.asking import account_of, attempt, press, seen_now
from consultations.views.showing import facts_of, people_in_words, state_tag
from privacy import clock

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def file(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """The page of a request for those who prepare it."""
    account = account_of(request)
    return file_page(request, account, queries.file_for(account, consultation_id))


def file_page(request: HttpRequest, account: Account, row: Consultation) -> HttpResponse:
    """The same, for a request that is loaded."""
    people = queries.secretariat_names(account)
    names = dict(people)
    context = {
        "consultation": row,
        "state": state_tag(row),
        "facts": facts_of(row),
        "contact": names.get(row.assigned_to_id, "") if row.assigned_to_id else "",
        "words": queries.words_of(row, reader=account),
        "may": rules.permissions_of(account, row),
        "assign": AssignForm(people=people, initial={"to": str(row.assigned_to_id)}),
        "timeline": [
            (one.when, f"events/{one.code}.txt", Role(one.role).label) for one in queries.timeline_of(row)
        ],
        "synthesis": queries.synthesis_of(row),
        "papers": row.papers.count(),
        **_who_reads(account, row),
    }
    return render(request, "consultations/file.html", context)


@get_or_post
def request_new(request: HttpRequest) -> HttpResponse:
    """Record what a partner asks."""
    account = account_of(request)
    rules.check_can_prepare(account)
    initial = {
        "id": uuid4(),
        "reference": queries.next_reference(),
        "asked_on": clock.today_here(),
        "minutes_needed": 20,
        "languages": _("English"),
    }
    form = _request_form(request, initial)
    if request.method == "POST" and form.is_valid():
        made = form.cleaned_data["id"] or uuid4()
        if not attempt(form, lambda: actions.record_request(actor=account, id=made, **form.values())):
            return redirect("consultations:file", made)
    return render(request, "consultations/request_new.html", {"form": form})


@get_or_post
def request_edit(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Correct it before it opens."""
    account = account_of(request)
    row = queries.file_for(account, consultation_id)
    rules.check_can_change(account, row)
    form = _request_form(request, {} if request.method == "POST" else _initial(row, account))
    context: dict[str, Any] = {"form": form, "consultation": row}
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"] or 0
        denied = attempt(
            form,
            lambda: actions.change_request(
                actor=account, consultation=row, revision=revision, **form.values()
            ),
        )
        if denied is None:
            return redirect("consultations:file", row.id)
        if denied.code == "stale":
            context["theirs"] = queries.words_of(row, reader=account).background.text or ""
            seen_now(form, revision=row.revision)
    return render(request, "consultations/request_edit.html", context)


@get_or_post
def questions_edit(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Write what is asked."""
    account = account_of(request)
    row = queries.file_for(account, consultation_id)
    rules.check_can_change(account, row)
    asked = _questions(queries.words_of(row, reader=account))
    form = QuestionsForm(request.POST or None, questions=asked, initial={"revision": row.revision})
    context: dict[str, Any] = {"form": form, "consultation": row}
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["revision"]
        denied = attempt(
            form,
            lambda: actions.write_questions(
                actor=account, consultation=row, revision=seen, questions=form.written()
            ),
        )
        if denied is None:
            return redirect("consultations:file", row.id)
        context["theirs"] = "\n\n".join(asked) if denied.code == "stale" else ""
        seen_now(form, revision=row.revision)
    return render(request, "consultations/questions_edit.html", context)


@get_or_post
def request_screen(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Whether the board takes it up."""
    account = account_of(request)
    row = queries.file_for(account, consultation_id)
    form = ScreenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        screen = actions.take_up if form.is_taken_up else actions.decline
        if not attempt(form, lambda: screen(actor=account, consultation=row)):
            return redirect("consultations:file", row.id)
    return render(request, "consultations/request_screen.html", {"form": form, "consultation": row})


@require_POST
def request_assign(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Say who looks after it."""
    account = account_of(request)
    row = queries.file_for(account, consultation_id)
    people = queries.secretariat_names(account)
    form = AssignForm(request.POST, people=people)
    if form.is_valid():
        to = Account.objects.get(id=form.cleaned_data["to"])
        press(
            request,
            lambda: actions.assign(actor=account, consultation=row, to=to),
            _("It is assigned."),
        )
    return redirect("consultations:file", row.id)


@get_or_post
def request_open(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """The page before opening: who will see what, who is told, until when."""
    account = account_of(request)
    row = queries.file_for(account, consultation_id)
    rules.check_could_open(account, row)
    form = OpenForm(request.POST or None, initial={"closes_on": row.closes_on})
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["closes_on"]
        if not attempt(
            form, lambda: actions.open_to_members(actor=account, consultation=row, closes_on=until)
        ):
            return redirect("consultations:file", row.id)
    context = {
        "form": form,
        "consultation": row,
        "missing": rules.missing_before_opening(row),
        "members": queries.members_it_would_reach(),
        "secretariat": len(queries.secretariat_names(account)),
    }
    return render(request, "consultations/request_open.html", context)


@get_or_post
def request_close(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """The page before closing."""
    account = account_of(request)
    row = queries.file_for(account, consultation_id)
    if request.method == "POST":
        press(request, lambda: actions.close(actor=account, consultation=row), _("It is closed."))
        return redirect("consultations:file", row.id)
    rules.check_can_close(account, row)
    return render(request, "consultations/request_close.html", {"consultation": row})


@require_POST
def request_answered(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """The answer has gone to the one who asked."""
    account = account_of(request)
    row = queries.file_for(account, consultation_id)
    press(
        request,
        lambda: actions.record_answer(actor=account, consultation=row),
        _("It is noted that the answer has gone out."),
    )
    return redirect("consultations:file", row.id)


def _request_form(request: HttpRequest, initial: dict[str, Any]) -> RequestForm:
    listed = [one.id for one in organisations()]
    return RequestForm(request.POST or None, organisations=listed, initial=initial)


def _initial(row: Consultation, account: Account) -> dict[str, Any]:
    words = queries.words_of(row, reader=account)
    names = ("revision", "reference", "title", "subject", "asked_on", "languages", "minutes_needed")
    return {
        **{name: getattr(row, name) for name in names},
        "requester": row.requester_id,
        "is_paid": "yes" if row.is_paid else "no",
        "background": words.background.text or "",
        "content_note": (words.content_note.text if words.content_note else "") or "",
    }


def _questions(words: RequestWords) -> list[str]:
    return [one.text or "" for one in words.questions]


def _who_reads(account: Account, row: Consultation) -> dict[str, Any]:
    board = queries.readers_of_request(row, rules.BY_THE_BOARD)
    return {
        "members": board.members,
        "people": people_in_words(board),
        "answers": queries.band(queries.how_many_readable(account, row)),
    }
