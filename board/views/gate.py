"""The one page that is open while Atrium is locked after a restore: two people unlock it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from board.forms import SignInForm
from board.views.entering import whose
from privacy import gate as doors
from privacy.backup import Problem
from privacy.gate import Standing, Step
from privacy.permissions import Denied


@login_not_required
@require_http_methods(["GET", "POST"])
def gate(request: HttpRequest) -> HttpResponse:
    """How far the restore has come, and a passphrase to unlock with. Nobody is signed in by it."""
    standing = doors.standing()
    if not standing.locked:
        raise Http404
    form = SignInForm(request.POST or None)
    if form.is_valid() and (left := _unlocked(request, form)) is not None:
        return redirect("board:gate" if left else settings.LOGIN_URL)
    shown = {"form": form, "standing": standing, "steps": _steps(standing), "wanted": doors.PEOPLE}
    return render(request, "board/gate.html", shown)


def _unlocked(request: HttpRequest, form: SignInForm) -> int | None:
    """How many people are still to come; None, and a word in the form, where this one may not."""
    account = whose(request, form)
    if account is None:
        return None
    try:
        return doors.unlock(account)
    except Denied as no:
        if no.sentence:
            form.add_error(None, no.sentence)
        else:
            form.refuse()
    except Problem as problem:
        form.add_error(None, str(problem))
    return None


def _steps(standing: Standing) -> list[tuple[str, bool]]:
    words = {
        Step.TABLES: _("The tables are up to date"),
        Step.LEDGER: _("The newest list of deleted keys is here"),
        Step.REMAINS: _("What was taken back is deleted again"),
        Step.OPENING: _("One text of each key opens"),
        Step.CHAIN: _("The log is whole"),
    }
    return [(sentence, step in standing.done) for step, sentence in words.items()]
