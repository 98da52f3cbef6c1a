"""Minutes for their readers: as a page, as a PDF, edition by edition; and their approval."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.errors import NotRendered
from meetings import actions, queries, rules
from meetings.forms import ApproveForm
from meetings.queries import MinutesShown
from meetings.views.asking import account_of, as_file, attempt, get_or_post, seen_now
from privacy import withdrawal
from privacy.permissions import Denied


@require_safe
def minutes(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The minutes as this person may read them: the newest edition, or the draft."""
    account = account_of(request)
    actions.renew_edition(minutes=queries.minutes_to_read(account, meeting_id))
    return _page(request, queries.minutes_for(account, meeting_id))


@require_safe
def edition(request: HttpRequest, meeting_id: UUID, edition_id: UUID) -> HttpResponse:
    """One edition by its own address. An older one is gone, and says so."""
    account = account_of(request)
    actions.renew_edition(minutes=queries.minutes_to_read(account, meeting_id))
    row = queries.edition_for(account, meeting_id, edition_id)
    if not queries.is_shown(row):
        return render(request, "meetings/edition_gone.html", {"meeting": row.minutes.meeting}, status=410)
    return _page(request, queries.minutes_for(account, meeting_id))


def _page(request: HttpRequest, shown: MinutesShown) -> HttpResponse:
    account = account_of(request)
    context = {
        "meeting": shown.meeting,
        "edition": shown.edition,
        "powers": rules.powers_of(account, shown.meeting, shown.minutes),
        "may_export": rules.asked(rules.check_can_export_minutes, account, shown.minutes),
        "page": queries.minutes_page(shown) if shown.page else None,
    }
    return render(request, "meetings/minutes.html", context)


@require_safe
def minutes_pdf(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The newest edition to take along."""
    account = account_of(request)
    row = queries.minutes_to_read(account, meeting_id)
    rules.check_can_export_minutes(account, row)
    actions.renew_edition(minutes=row)
    mark = withdrawal.so_far()
    shown = queries.minutes_for(account, meeting_id)
    if shown.page is None or shown.edition is None or shown.page.made_on is None:
        return redirect("meetings:minutes", meeting_id)
    page = queries.minutes_page(shown)
    try:
        body = actions.export_minutes(
            actor=account, minutes=row, page=page, made_on=shown.page.made_on, mark=mark
        )
    except (Denied, NotRendered) as fault:
        messages.warning(request, fault.sentence)
        return redirect("meetings:minutes", meeting_id)
    return as_file(body, shown.edition.id)


@get_or_post
def minutes_approve(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Read them once more, say how they were approved, and let everybody inside read them."""
    account = account_of(request)
    row = queries.draft_exists(account, meeting_id)
    rules.check_can_approve(account, row, row.meeting)
    form = ApproveForm(request.POST or None, initial={"revision": row.revision})
    looked_at = request.POST.getlist("looked_at")
    if form.is_valid():
        given = {**form.cleaned_data, "looked_at": looked_at}
        denied = attempt(form, lambda: actions.approve_minutes(actor=account, minutes=row, **given))
        if denied is None:
            messages.success(request, _("The minutes are approved. Everybody on the board can read them."))
            return redirect("meetings:minutes", meeting_id)
        seen_now(form, revision=queries.draft_exists(account, meeting_id).revision)
    context = {
        "form": form,
        "meeting": row.meeting,
        "later": queries.readers_now_and_later()[1],
        "found": rules.names_in_minutes(account, row),
        "looked_at": looked_at,
    }
    return render(request, "meetings/minutes_approve.html", context)
