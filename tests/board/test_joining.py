"""Coming in: by invitation, once, under a name of one's own; nobody learns which invitations there are."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from board import actions, passphrases, queries
from board.models import Account, Joining, Person
from board.states import JoiningState, Role
from privacy import clock, index
from privacy.models import Event
from privacy.permissions import Denied
from tests.board.acting import leaves, nothing_remains
from tests.canary import CANARY
from tests.people import Cast
from tests.visiting import HOST, Page, Visitor

WORDS = "some quiet words of mine"
NAME = f"{CANARY} Linden"


def made(cast: Cast, role: Role = Role.MEMBER, secret: str | None = None) -> tuple[Joining, str]:
    secret = secret or passphrases.key_of_link()
    return actions.invite(actor=cast.sam.account, role=role, secret=secret), secret


def come_in(secret: str, name: str = NAME) -> tuple[Visitor, Page]:
    """From the link to the page about leaving."""
    visitor = Visitor()
    visitor.get(f"/join/{secret}/")
    visitor.fill()
    return visitor, visitor.fill({"chosen_name": name, "new": WORDS, "again": WORDS})


# --- the invitation


def test_staff_make_a_link_that_is_shown_once_and_kept_nowhere(cast: Cast) -> None:
    sam = Visitor.as_(cast.sam.account)
    sam.get("/people/")
    sam.click("Invite somebody")
    page = sam.fill({"role": "member", "way": "link"}, stays=True)
    secret = re.search(r"/join/([0-9a-f-]{36})/", page.text)[1]
    assert secret not in str(dict(sam.client.session.items()))
    joining = Joining.objects.get()
    assert bytes(joining.digest) == index.looked_up(index.INVITATION, secret)
    assert page.h1 == "Give this to one person"
    assert secret not in sam.get("/people/invite/").content.decode()
    assert joining.sign_in_name in sam.get("/people/invite/")


def test_an_invitation_outlives_the_key_of_sessions(cast: Cast, settings: Any) -> None:
    """What finds it is a key of the key store: a copy of the table, with the settings, tells nothing."""
    joining, secret = made(cast)
    settings.SECRET_KEY = "quite another one" * 4
    assert queries.joining_by(secret) == joining


def test_a_card_carries_a_code_and_no_word_of_what_it_is_for(cast: Cast) -> None:
    sam = Visitor.as_(cast.sam.account)
    sam.get("/people/invite/")
    page = sam.fill({"role": "member", "way": "card"}, stays=True)
    card = page.document.all("dl")[0].getparent() if hasattr(page.document.root, "getparent") else None
    words = page.main if card is None else "".join(card.itertext())
    code = re.search(r"[a-z]{4}(?:-[a-z]{4}){5}", page.text)[0]
    for telling in ("board", "advis", "member", "traffick", "survivor"):
        assert telling not in words.lower()
    visitor = Visitor()
    visitor.get("/join/")
    typed = code.replace("-", "  ").upper()
    assert visitor.fill({"code": typed}).h1 == "Your name and your passphrase"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"way": "link"}, "Role – Please choose one"),
        ({"role": "member"}, "How will you give it? – Please choose one"),
        ({"role": "chair", "way": "link"}, "Role – Please choose one of these"),
        (
            {"role": "officer", "way": "link"},
            "Organisation – Choose the organisation this person works for.",
        ),
    ],
)
def test_what_is_missing_is_said(cast: Cast, words: dict[str, str], said: str) -> None:
    sam = Visitor.as_(cast.sam.account)
    sam.get("/people/invite/")
    assert sam.post("/people/invite/", words, status=200).errors == [said]
    assert not Joining.objects.exists()


def test_nobody_is_invited_to_a_seat_that_is_not_there(cast: Cast) -> None:
    for _ in range(17):
        made(cast)
    with pytest.raises(Denied) as no:
        made(cast)
    assert no.value.sentence == "All seats have a member, or somebody is invited to them."
    made(cast, Role.SECRETARIAT)
    actions.end_joining(actor=cast.sam.account, joining=Joining.objects.filter(role=Role.MEMBER)[0])
    made(cast)


def test_only_the_secretariat_invites(cast: Cast) -> None:
    joining, _ = made(cast)
    for name in ("anna", "chloe", "olga", "dora", "adam"):
        account = getattr(cast, name).account
        with pytest.raises(Denied):
            actions.invite(actor=account, role=Role.MEMBER, secret="x")
        with pytest.raises(Denied):
            actions.end_joining(actor=account, joining=joining)
        assert Visitor.as_(account).post(f"/people/invite/{joining.id}/end/", status=404)


# --- the link is a page


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_whoever_only_opens_the_link_changes_nothing(cast: Cast, method: str) -> None:
    joining, secret = made(cast)
    before = Event.objects.count()
    scanner = Client(headers={"host": HOST, "user-agent": "MailScanner/1.0"})
    for _ in range(3):
        getattr(scanner, method)(f"/join/{secret}/", secure=True)
    assert Event.objects.count() == before
    assert Joining.objects.get(id=joining.id).state == JoiningState.OPEN
    assert "session" not in "".join(scanner.cookies)
    come_in(secret)
    assert Joining.objects.get(id=joining.id).state == JoiningState.USED


def without_token(content: bytes, secret: str) -> bytes:
    cleaned = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", content)
    return cleaned.replace(secret.encode(), b"")


def answers(secret: str) -> tuple[bytes, bytes]:
    """What a stranger gets for this link: opened, and pressed."""
    visitor = Visitor()
    opened = visitor.get(f"/join/{secret}/").content
    return without_token(opened, secret), without_token(visitor.fill(stays=True).content, secret)


def test_unknown_used_expired_and_taken_back_answer_alike(cast: Cast, time_machine) -> None:
    secrets = {name: made(cast)[1] for name in ("used", "taken back", "expired")}
    come_in(secrets["used"])
    by_digest = {
        name: Joining.objects.get(digest=index.looked_up(index.INVITATION, one))
        for name, one in secrets.items()
    }
    actions.end_joining(actor=cast.sam.account, joining=by_digest["taken back"])
    time_machine.move_to(clock.now() + timedelta(days=15))
    unknown = answers(passphrases.key_of_link())
    assert b"This link does not work any more" in unknown[1]
    for secret in secrets.values():
        assert answers(secret) == unknown


def test_a_code_that_does_not_work_is_the_same_for_all(cast: Cast, time_machine) -> None:
    code = passphrases.one_time()
    made(cast, secret=code)
    time_machine.move_to(clock.now() + timedelta(days=15))
    said = []
    for typed in (code, passphrases.one_time(), "1"):
        visitor = Visitor()
        visitor.get("/join/")
        page = visitor.fill({"code": typed}, stays=True)
        said.append((page.errors, page.form().data()["code"]))
    wrong = "The code on your card – This code does not work. Check each letter, or ask for a new card."
    assert [errors for errors, _ in said] == [[wrong]] * 3


def test_it_lasts_fourteen_days(cast: Cast, time_machine) -> None:
    _, secret = made(cast)
    time_machine.move_to(clock.now() + timedelta(days=14))
    come_in(secret)
    assert queries.seats_filled() == 5


# --- coming in


def test_somebody_comes_in_under_a_name_of_her_own(cast: Cast) -> None:
    joining, secret = made(cast)
    with leaves("person.joined"):
        visitor, page = come_in(secret)
    assert (page.url, page.h1) == ("/welcome/", "You are in. One thing first")
    account = Account.objects.get(sign_in_name=joining.sign_in_name)
    assert (account.role, account.must_change, account.knows_way_out) == (Role.MEMBER, False, False)
    assert account.person.memberships.get().ended_on is None
    page = visitor.fill(reads=True)
    assert page.url == "/"
    assert visitor.get("/", reads=True).h1 == f"Welcome, {NAME}"
    visitor.client.logout()
    back = Visitor()
    page = back.post("/in/", {"sign_in_name": joining.sign_in_name, "passphrase": WORDS}, status=303)
    assert page.response["Location"] == "/"


def test_no_legal_name_and_no_story_is_asked(cast: Cast) -> None:
    _, secret = made(cast)
    visitor = Visitor()
    pages = [visitor.get(f"/join/{secret}/"), visitor.fill()]
    fields = [
        name
        for page in pages
        for form in page.document.all("main")[0].iter("form")
        for name in names_of(form)
    ]
    assert sorted(set(fields)) == ["again", "chosen_name", "language", "name", "new"]
    assert "Your legal name is not asked." in pages[0]
    assert "You do not need to write about your own life." in pages[0]
    for page in pages:
        assert not list(page.document.all("textarea"))


def names_of(form) -> list[str]:
    found = [one.attrib.get("name") for kind in ("input", "select", "textarea") for one in form.iter(kind)]
    return [name for name in found if name and name != "csrfmiddlewaretoken"]


def test_what_was_typed_is_kept_when_a_passphrase_will_not_do(cast: Cast) -> None:
    _, secret = made(cast)
    visitor = Visitor()
    visitor.get(f"/join/{secret}/")
    visitor.fill()
    page = visitor.fill({"chosen_name": "Linden", "new": "short", "again": "short"}, stays=True)
    assert page.errors == ["Your passphrase – Use at least 15 characters. A few words in a row work well."]
    assert page.form().data()["chosen_name"] == ["Linden"]
    assert page.form().data().get("new", [""]) == [""]
    assert Person.objects.count() == 10
    page = visitor.fill({"chosen_name": "Linden", "new": WORDS, "again": WORDS + "s"}, stays=True)
    assert page.errors == ["The same once more – The two are not the same. Type the passphrase again."]


def test_nobody_comes_to_the_name_without_an_invitation(cast: Cast) -> None:
    assert Visitor().get("/join/name/", status=302).response["Location"] == "/join/"
    anna = Visitor.as_(cast.anna.account)
    joining, secret = made(cast)
    anna.get(f"/join/{secret}/")
    assert anna.fill().url == "/"
    assert Joining.objects.get(id=joining.id).state == JoiningState.OPEN
    assert Person.objects.count() == 10


def test_two_browsers_with_one_link_make_one_person(cast: Cast) -> None:
    _, secret = made(cast)
    first, second = Visitor(), Visitor()
    for visitor in (first, second):
        visitor.get(f"/join/{secret}/")
        visitor.fill()
    words = {"chosen_name": "Linden", "new": WORDS, "again": WORDS}
    assert first.fill(words).url == "/welcome/"
    assert second.fill(words).url == "/join/"
    assert Person.objects.count() == 11


def test_an_invitation_taken_back_meanwhile_lets_nobody_in(cast: Cast) -> None:
    joining, secret = made(cast)
    visitor = Visitor()
    visitor.get(f"/join/{secret}/")
    visitor.fill()
    actions.end_joining(actor=cast.sam.account, joining=joining)
    assert visitor.fill({"chosen_name": "Linden", "new": WORDS, "again": WORDS}).url == "/join/"
    with pytest.raises(Denied):
        actions.join(joining=joining, chosen_name="L", passphrase=WORDS, language="en")


def test_nothing_remains_if_the_event_fails(cast: Cast) -> None:
    joining, _ = made(cast)
    nothing_remains(lambda: made(cast))
    nothing_remains(lambda: actions.join(joining=joining, chosen_name=NAME, passphrase=WORDS, language="en"))
    nothing_remains(lambda: actions.end_joining(actor=cast.sam.account, joining=joining))


def test_an_erased_person_leaves_no_invitation_with_her_sign_in_name(cast: Cast) -> None:
    joining, secret = made(cast)
    come_in(secret)
    person = Person.objects.get(account__sign_in_name=joining.sign_in_name)
    other, _secret = made(cast)
    actions.erase_person(actor=person.account, person=person)
    assert list(Joining.objects.values_list("sign_in_name", flat=True)) == [other.sign_in_name]
    # the link is as dead as before
    assert queries.joining_by(secret) is None
