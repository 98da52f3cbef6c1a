"""Writing, addressing and endorsing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from board import queries as board
from privacy.permissions import Denied
from recommendations import actions, forms, queries, rules
from recommendations.copies import names_in_wording
from recommendations.models import CHANGED, LOST, Recommendation
from recommendations.views.asking import account_of, explain, looked_at, seen_now, tell

GET_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """Where a recommendation can come from."""
    account = account_of(request)
    shown = {
        "syntheses": queries.agreed_syntheses(account),
        "meetings": queries.meetings_with_conclusions(account),
    }
    return render(request, "recommendations/new.html", shown)


@require_http_methods(GET_AND_POST)
def new_joint(request: HttpRequest, synthesis: UUID) -> HttpResponse:
    """From passages of a joint text."""
    account = account_of(request)
    found = queries.synthesis_for(account, synthesis)
    form = forms.DraftForm(
        request.POST or None, worded=queries.passages_of(account, found), people=board.roster(account)
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draft_from_passages(
                actor=account, draft=_draft(form), passages=form.chosen, id=form.cleaned_data["id"]
            )
        except Denied as no:
            explain(form, no)
        else:
            return redirect("recommendations:addressees", made.id)
    return render(request, "recommendations/new_joint.html", {"form": form, "synthesis": found})


@require_http_methods(GET_AND_POST)
def new_meeting(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """From the conclusions of a meeting: one press of one button makes a draft of each."""
    account = account_of(request)
    held, worded = queries.conclusions_of(account, meeting)
    if request.method == "POST":
        made = actions.draft_from_conclusions(
            actor=account, meeting=held, conclusions=[one.row for one in worded]
        )
        said = _("The drafts are there.") if made else _("Every conclusion had its draft already.")
        messages.success(request, said)
        return redirect("recommendations:list")
    shown = {"meeting": held, "worded": worded, "waiting": sum(1 for one in worded if not one.is_used)}
    return render(request, "recommendations/new_meeting.html", shown)


@require_http_methods(GET_AND_POST)
def edit(request: HttpRequest, recommendation: UUID) -> HttpResponse:
    """Another wording of a draft."""
    account = account_of(request)
    found = queries.write_for(account, recommendation)
    rules.check_can_reword(account, found)
    if request.method != "POST":
        first = _initial(found, queries.written(account, found))
        return _editing(request, found, forms.EditForm(initial=first, people=board.roster(account)))
    form = forms.EditForm(request.POST, people=board.roster(account))
    if form.is_valid():
        try:
            actions.reword(
                actor=account,
                recommendation=found,
                revision=form.cleaned_data["revision"],
                draft=_draft(form),
            )
        except Denied as no:
            return _stale(request, recommendation, form, no)
        return redirect("recommendations:recommendation", found.id)
    return _editing(request, found, form)


@require_http_methods(GET_AND_POST)
def addressees(request: HttpRequest, recommendation: UUID) -> HttpResponse:
    """To whom a draft is addressed."""
    account = account_of(request)
    found = queries.write_for(account, recommendation)
    rules.check_can_reword(account, found)
    addressed = queries.addressed_to(found)
    initial = {"organisations": list(addressed), "revision": found.revision}
    posted = request.POST if request.method == "POST" else None
    form = forms.AddresseesForm(posted, initial=initial, organisations=board.organisations())
    theirs = ""
    if posted is not None and form.is_valid():
        given = {"revision": form.cleaned_data["revision"], "organisations": form.chosen}
        try:
            actions.address_to(actor=account, recommendation=found, **given)
        except Denied as no:
            explain(form, no)
            seen_now(form, revision=found.revision)
            theirs = "\n\n".join(addressed.values()) or _("It is addressed to nobody yet.")
        else:
            return redirect("recommendations:recommendation", found.id)
    shown = {"form": form, "recommendation": found, "theirs": theirs}
    return render(request, "recommendations/addressees.html", shown)


@require_http_methods(GET_AND_POST)
def endorse(request: HttpRequest, recommendation: UUID) -> HttpResponse:
    """By which recorded decision the board endorsed it."""
    account = account_of(request)
    found = queries.write_for(account, recommendation)
    rules.check_can_reword(account, found)
    posted = request.POST if request.method == "POST" else None
    form = forms.EndorseForm(posted, worded=queries.decisions_for_endorsement(account))
    if posted is not None and form.is_valid():
        try:
            actions.endorse(
                actor=account, recommendation=found, decision=form.chosen, looked_at=looked_at(request)
            )
        except Denied as no:
            explain(form, no)
        else:
            messages.success(request, _("Endorsed. It has its reference now."))
            return redirect("recommendations:recommendation", found.id)
    shown = {
        "form": form,
        "recommendation": found,
        "found": names_in_wording(account, found),
        "looked_at": looked_at(request),
    }
    return render(request, "recommendations/endorse.html", shown)


@require_http_methods(GET_AND_POST)
def again(request: HttpRequest, recommendation: UUID) -> HttpResponse:
    """An endorsed text with a source that is gone or changed is drafted again."""
    account = account_of(request)
    found = queries.write_for(account, recommendation)
    rules.check_can_draft_again(account, found)
    if request.method == "POST":
        try:
            made = actions.draft_again(actor=account, recommendation=found)
        except Denied as no:
            tell(request, no)
            return redirect("recommendations:recommendation", found.id)
        return redirect("recommendations:edit", made.id)
    return render(request, "recommendations/again.html", {"recommendation": found})


@require_http_methods(GET_AND_POST)
def stand(request: HttpRequest, recommendation: UUID) -> HttpResponse:
    """What was handed over stays, without the tie to a source that is gone."""
    account = account_of(request)
    found = queries.write_for(account, recommendation)
    rules.check_can_let_stand(account, found)
    if request.method == "POST":
        actions.let_stand(actor=account, recommendation=found)
        return redirect("recommendations:recommendation", found.id)
    return render(request, "recommendations/stand.html", {"recommendation": found})


@require_http_methods(GET_AND_POST)
def drop(request: HttpRequest, recommendation: UUID) -> HttpResponse:
    """Take back what was not handed over."""
    account = account_of(request)
    found = queries.write_for(account, recommendation)
    rules.check_can_drop(account, found)
    if request.method == "POST":
        actions.drop(actor=account, recommendation=found)
        messages.success(request, _("Taken back."))
        return redirect("recommendations:list")
    return render(request, "recommendations/drop.html", {"recommendation": found})


def _draft(form: forms.DraftForm | forms.EditForm) -> actions.Draft:
    said = form.cleaned_data
    return actions.Draft(said["title"], said["operative"], said["rationale"])


def _initial(found: Recommendation, wording: queries.Wording) -> dict[str, object]:
    return {
        "title": found.title,
        "operative": wording.operative,
        "rationale": wording.rationale,
        "revision": found.revision,
    }


def _editing(
    request: HttpRequest, found: Recommendation, form: forms.EditForm, theirs: str = ""
) -> HttpResponse:
    shown = {
        "form": form,
        "recommendation": found,
        "theirs": theirs,
        "lost": found.evidence.filter(LOST).exists(),
        "changed": found.evidence.filter(CHANGED).exists(),
        "gone": found.texts.latest("number").closed_on is not None,
    }
    return render(request, "recommendations/edit.html", shown)


def _stale(request: HttpRequest, recommendation: UUID, form: forms.EditForm, no: Denied) -> HttpResponse:
    """Her words stay in the form, those of the other stand above; saving again replaces them knowingly."""
    account = account_of(request)
    if no.code != "stale":
        raise no
    fresh = queries.write_for(account, recommendation)
    wording = queries.written(account, fresh)
    typed = {**{name: form.data[name] for name in form.data}, "revision": fresh.revision}
    kept = forms.EditForm(typed, people=form.roster)
    kept.is_valid()
    theirs = "\n\n".join(part for part in (fresh.title, wording.operative, wording.rationale) if part)
    return _editing(request, fresh, kept, kept.theirs(theirs))
