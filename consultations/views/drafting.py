"""Writing the joint text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board import queries as board
from board.models import Account
from consultations import actions, queries, rules
from consultations.forms import PassageForm
from consultations.models import Consultation, Passage
from consultations.queries import ShownPassage, Usable
from consultations.states import SynthesisState
from consultations.views.asking import account_of, attempt, press, revision_of, seen_now
from pages.mentions import Roster
from privacy.states import Form

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def draft(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """The passages as they stand, with what they rest on and what their authors said."""
    account = account_of(request)
    row = _request_for(account, consultation_id)
    usable = queries.contributions_for_synthesis(row, account)
    numbers = {one.text.id: one.number for one in usable}
    passages = queries.draft_passages(row, reader=account)
    context = {
        "consultation": row,
        "synthesis": queries.synthesis_of(row),
        "passages": [(one, _rests_on(one, numbers)) for one in passages],
        "may": rules.permissions_of(account, row),
        "answers": queries.band(len(usable)),
    }
    return render(request, "consultations/draft.html", context)


@get_or_post
def passage_new(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Write a passage at the end."""
    account = account_of(request)
    row = _request_for(account, consultation_id)
    rules.check_can_write_synthesis(account, row)
    usable = queries.contributions_for_synthesis(row, account)
    form = _form(request, usable, board.roster(account), {"id": uuid4(), "form": "paraphrase"})
    if request.method == "POST" and form.is_valid():
        made = form.cleaned_data["id"]
        if not attempt(
            form, lambda: actions.add_passage(actor=account, consultation=row, id=made, **form.values())
        ):
            return redirect("consultations:draft", row.id)
    context = {"form": form, "consultation": row, "usable": usable}
    return render(request, "consultations/passage_new.html", context)


@get_or_post
def passage_edit(request: HttpRequest, consultation_id: UUID, passage_id: UUID) -> HttpResponse:
    """Change a passage: a new revision, to be checked anew by its authors."""
    account = account_of(request)
    row = _request_for(account, consultation_id)
    passage = queries.passage_for(account, row, passage_id)
    usable = queries.contributions_for_synthesis(row, account)
    shown = _shown(account, row, passage)
    people = board.roster(account)
    form = _form(request, usable, people, _initial(passage, shown, people))
    context = {"form": form, "consultation": row, "passage": passage, "usable": usable, "shown": shown}
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["revision"] or 0
        denied = attempt(
            form,
            lambda: actions.change_passage(actor=account, passage=passage, revision=seen, **form.values()),
        )
        if denied is None:
            return redirect("consultations:draft", row.id)
        if denied.code == "stale":
            context["theirs"] = _words(shown, people)
            seen_now(form, revision=passage.revision)
    return render(request, "consultations/passage_edit.html", context)


@require_POST
def passage_move(request: HttpRequest, consultation_id: UUID, passage_id: UUID) -> HttpResponse:
    """One place up or down."""
    account = account_of(request)
    row = _request_for(account, consultation_id)
    passage = queries.passage_for(account, row, passage_id)
    steps = -1 if request.POST.get("direction") == "up" else 1
    press(
        request,
        lambda: actions.move_passage(actor=account, passage=passage, steps=steps),
        _("The passage has moved."),
    )
    return redirect("consultations:draft", row.id)


@require_POST
def passage_remove(request: HttpRequest, consultation_id: UUID, passage_id: UUID) -> HttpResponse:
    """Take a passage out."""
    account = account_of(request)
    row = _request_for(account, consultation_id)
    passage = queries.passage_for(account, row, passage_id)
    press(
        request,
        lambda: actions.remove_passage(actor=account, passage=passage, revision=revision_of(request)),
        _("The passage is removed."),
    )
    return redirect("consultations:draft", row.id)


@require_POST
def authors_ask(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Show the exact words to the authors who want to see them first."""
    account = account_of(request)
    row = _request_for(account, consultation_id)
    press(
        request,
        lambda: actions.ask_authors(actor=account, consultation=row),
        _("The words are shown to their authors. Until a yes they stay inside the board."),
    )
    return redirect("consultations:draft", row.id)


@get_or_post
def synthesis_agree(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """The page before the joint text is agreed."""
    account = account_of(request)
    row = _request_for(account, consultation_id)
    synthesis = queries.synthesis_of(row)
    if synthesis is None:
        raise Http404
    looked_at = request.POST.getlist("looked_at")
    found = rules.names_in_synthesis(account, synthesis)
    if request.method == "POST" and {one.key for one in found} <= set(looked_at):
        press(
            request,
            lambda: actions.agree(
                actor=account, synthesis=synthesis, revision=revision_of(request), looked_at=looked_at
            ),
            _("The joint text is agreed."),
        )
        return redirect("consultations:draft", row.id)
    context = {"consultation": row, "synthesis": synthesis, "found": found, "looked_at": looked_at}
    return render(request, "consultations/synthesis_agree.html", context)


@require_POST
def synthesis_reopen(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Take an agreed text up again."""
    account = account_of(request)
    row = _request_for(account, consultation_id)
    synthesis = queries.synthesis_of(row)
    if synthesis is None or synthesis.state != SynthesisState.AGREED:
        raise Http404
    press(
        request,
        lambda: actions.reopen(actor=account, synthesis=synthesis),
        _("The joint text is a draft again."),
    )
    return redirect("consultations:draft", row.id)


def _request_for(account: Account, consultation_id: UUID) -> Consultation:
    if not account.is_secretariat:
        raise Http404
    return queries.file_for(account, consultation_id)


def _form(
    request: HttpRequest, usable: Sequence[Usable], people: Roster, initial: dict[str, Any]
) -> PassageForm:
    quoted, own_words = _("May also be taken over word for word."), _("In our own words only.")
    texts = [
        (
            one.text.id,
            _("Text %(number)s") % {"number": one.number},
            quoted if one.may_be_quoted else own_words,
        )
        for one in usable
    ]
    return PassageForm(request.POST or None, texts=texts, people=people, initial=initial)


def _shown(account: Account, row: Consultation, passage: Passage) -> ShownPassage | None:
    passages = queries.draft_passages(row, reader=account)
    return next((one for one in passages if one.passage.id == passage.id), None)


def _initial(passage: Passage, shown: ShownPassage | None, people: Roster) -> dict[str, Any]:
    return {
        "revision": passage.revision,
        "form": passage.form,
        "body": _words(shown, people),
        "texts": [str(text) for text in shown.cites] if shown else [],
    }


def _words(shown: ShownPassage | None, people: Roster) -> str:
    """As its editor sees it: our words with codes, hers as they are."""
    words = (shown.written.text if shown and shown.written else None) or ""
    return words if shown and shown.passage.form == Form.QUOTE else people.shown(words)


def _rests_on(shown: ShownPassage, numbers: dict[UUID, int]) -> str:
    # What is not available now is not counted here: nobody learns that somebody took something back.
    known = sorted(numbers[text] for text in shown.cites if text in numbers)
    return ", ".join(_("Text %(number)s") % {"number": number} for number in known)
