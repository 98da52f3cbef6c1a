"""Checking a document."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from privacy.files.upload import takes_file
from recommendations import forms, queries
from recommendations.views.asking import account_of


@takes_file
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Compare a file that somebody has with what was signed; nothing of it is kept."""
    account = account_of(request)
    if not queries.may_check(account):
        raise Http404
    if request.method != "POST":
        return render(request, "recommendations/verify.html", {"form": forms.CheckForm()})
    form = forms.CheckForm(request.POST, request.FILES)
    shown: dict[str, object] = {"form": form}
    if form.is_valid():
        content = b"".join(form.cleaned_data["document"].chunks())
        shown["checked"], shown["sentence"] = queries.check_upload(account, content)
    return render(request, "recommendations/verify.html", shown)


@login_not_required
@require_safe
def verify_key(request: HttpRequest) -> HttpResponse:
    """The public keys, for anybody."""
    return render(request, "recommendations/verify_key.html", {"keys": queries.public_keys()})
