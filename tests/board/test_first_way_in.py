"""The whole way in of somebody new who looks after others: nothing on it leads in a circle."""

from __future__ import annotations

import pytest

from board import actions
from board.states import Role
from tests.board.test_joining import made
from tests.people import Cast
from tests.visiting import REDIRECTS, Page, Visitor

WORDS = "some quiet words of mine"
ROLES = [Role.MEMBER, Role.SECRETARIAT, Role.DATA_PROTECTION, Role.ADMINISTRATOR]


LONGEST = 4  # pages that lead on to another one


def at_last(visitor: Visitor, url: str) -> Page:
    """Where a browser ends that asks for this address."""
    page = Page(visitor.client.get(url, secure=True), url)
    for _ in range(LONGEST):
        if page.status not in REDIRECTS:
            return visitor.get(page.url)
        page = Page(visitor.client.get(page.response["Location"], secure=True), page.response["Location"])
    raise AssertionError(f"{url} leads in a circle: {page.url}")


def with_a_second_step(visitor: Visitor, role: Role) -> None:
    """From the page about leaving to the first page of the house."""
    page = at_last(visitor, "/")
    assert (page.url, page.h1) == ("/welcome/", "You are in. One thing first")
    visitor.post("/welcome/")
    page = at_last(visitor, "/")
    if role != Role.MEMBER:
        assert (page.url, page.h1) == ("/me/keys/", "Your second step")
    visitor.get("/me/keys/list/")
    assert visitor.fill({"current": WORDS}, stays=True).h1 == "Your codes"
    assert at_last(visitor, "/").url == "/"


@pytest.mark.parametrize("role", ROLES)
def test_with_a_passphrase_for_one_use(cast: Cast, role: Role) -> None:
    """As `setup` makes the first two."""
    name = "harbour-0001"
    _person, once = actions.add_person(
        actor=cast.sam.account, chosen_name="Hazel", sign_in_name=name, role=role
    )
    visitor = Visitor()
    visitor.get("/in/")
    visitor.post("/in/", {"sign_in_name": name, "passphrase": once})
    assert at_last(visitor, "/").url == "/me/passphrase/"
    visitor.post("/me/passphrase/", {"current": once, "new": WORDS, "again": WORDS})
    with_a_second_step(visitor, role)


@pytest.mark.parametrize("role", ROLES)
def test_by_invitation(cast: Cast, role: Role) -> None:
    _joining, secret = made(cast, role)
    visitor = Visitor()
    visitor.get(f"/join/{secret}/")
    visitor.fill()
    visitor.post("/join/name/", {"chosen_name": "Hazel", "language": "en", "new": WORDS, "again": WORDS})
    with_a_second_step(visitor, role)
