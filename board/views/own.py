"""A person's own page and what she changes there."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board import actions, queries, rules
from board.forms import IdentityForm, LanguageForm, NameForm, PassphraseForm
from board.views.who import account_of, session_of
from privacy.inventory import held_about
from privacy.reading import Purpose


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """What is kept about me, and what I can do about it."""
    account = account_of(request)
    person = queries.person_of(account)
    shown = {
        "person": person,
        "second_yeses": queries.second_yeses_of(person),
        "name": queries.own_name(account),
        "held": held_about(person.id),
        "may": rules.what_may(account, person),
        "departure": queries.departure_of(account),
        "is_last": rules.is_last_of_secretariat(account),
    }
    return render(request, "board/me.html", shown)


@require_http_methods(["GET", "POST"])
def passphrase(request: HttpRequest) -> HttpResponse:
    """My own new passphrase; every other place where I am signed in is signed out."""
    account = account_of(request)
    form = PassphraseForm(account, request.POST or None)
    if form.is_valid():
        first = account.must_change
        words = form.cleaned_data["new"]
        actions.change_passphrase(actor=account, passphrase=words, here=session_of(request))
        account.refresh_from_db()
        update_session_auth_hash(request, account)
        messages.success(request, _("Your passphrase is changed. You are signed out everywhere else."))
        return redirect(settings.LOGIN_REDIRECT_URL if first else "board:me")
    return render(request, "board/passphrase.html", {"form": form})


@require_http_methods(["GET", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    """The name I am known by here."""
    account = account_of(request)
    form = NameForm(request.POST or None, initial={"chosen_name": queries.own_name(account)})
    if form.is_valid():
        actions.change_chosen_name(actor=account, person=queries.person_of(account), **form.cleaned_data)
        messages.success(request, _("Your name is changed."))
        return redirect("board:me")
    return render(request, "board/name.html", {"form": form})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The language Atrium speaks to me."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        raise Http404
    chosen = form.cleaned_data["language"]
    actions.change_language(actor=account_of(request), language=chosen)
    where = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(where, allowed_hosts=None) and where.startswith("/")
    response = redirect(where if here else "board:me")
    # Whoever signs out goes on in her language.
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


@require_http_methods(["GET", "POST"])
def identity(request: HttpRequest) -> HttpResponse:
    """My legal name and how to reach me, if I want to give them; and who has looked."""
    account = account_of(request)
    person = queries.person_of(account)
    kept = queries.opened_identity(person, reader=account, purpose=Purpose.OWN)
    words = {"legal_name": kept[0].text, "contact": kept[1].text} if kept else {}
    form = IdentityForm(request.POST or None, initial=words)
    if form.is_valid():
        actions.record_identity(actor=account, person=person, **form.cleaned_data)
        messages.success(request, _("Saved and sealed."))
        return redirect("board:identity")
    shown = {"form": form, "kept": kept, "looks": queries.looks_at(person)}
    return render(request, "board/identity.html", shown)


@require_http_methods(["GET", "POST"])
def identity_remove(request: HttpRequest) -> HttpResponse:
    """Take my legal name and contact back."""
    account = account_of(request)
    person = queries.person_of(account)
    if queries.identity_of(person) is None:
        raise Http404
    if request.method == "POST":
        actions.remove_identity(actor=account, person=person)
        messages.success(request, _("Removed for good."))
        return redirect("board:identity")
    return render(request, "board/identity_remove.html")


@require_POST
def naming(request: HttpRequest) -> HttpResponse:
    """Whether people outside the board may learn my name here."""
    account = account_of(request)
    person = queries.person_of(account)
    # said by the button and not by the row: pressed twice, or on an old page, it means the same
    verb = actions.allow_naming if request.POST.get("do") == "allow" else actions.end_naming
    verb(actor=account, person=person)
    return redirect("board:board")
