"""What several views need: who asks, which page of a list, what was asked by mistake."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, QueryDict

from board.models import Account
from privacy.permissions import Denied


def account_of(request: HttpRequest) -> Account:
    """Who asks; the wall around all addresses lets only accounts through."""
    return cast("Account", request.user)


def after_of(request: HttpRequest) -> UUID | None:
    """The key of the page of a list. Raises Http404 for anything else."""
    typed = request.GET.get("after")
    if not typed:
        return None
    try:
        return UUID(typed)
    except ValueError:
        raise Http404 from None


def explain(form: forms.Form, no: Denied) -> None:
    """Put the sentence of a refusal above the form; one without a sentence is raised again."""
    if not no.sentence:
        raise no
    form.add_error(None, no.sentence)


def tell(request: HttpRequest, no: Denied) -> None:
    """Say the sentence of a refusal on the next page; one without a sentence is raised again."""
    if not no.sentence:
        raise no
    messages.warning(request, no.sentence)


def seen_now(form: forms.Form, revision: int) -> None:
    """A stale page is shown again: what it had seen becomes what there is now, the rest stays as typed."""
    data = cast("QueryDict", form.data).copy()
    data["revision"] = str(revision)
    form.data = data


def looked_at(request: HttpRequest) -> list[str]:
    """The keys of what may be a name and was found to be none."""
    return request.POST.getlist("looked_at")
