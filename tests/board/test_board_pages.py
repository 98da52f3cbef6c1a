"""The page of the board: names outside only of those who allow it, and what the secretariat enters there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from board import actions
from board.models import Account, Board, Cohort, Membership, Office
from board.states import OfficeKind, Role
from privacy import clock
from tests.people import Cast
from tests.visiting import Page, Visitor


def named(page: Page) -> list[str]:
    """The names that the page shows as those of people who may be named."""
    return [" ".join("".join(one.itertext()).split()) for one in page.document.all("main")[0].iter("li")]


def test_partners_see_exactly_those_who_allow_it_and_the_count_stays(cast: Cast) -> None:
    olga = Visitor.as_(cast.olga.account)
    page = olga.get("/board/")
    assert named(page) == []
    assert "21 seats." in page
    for who, others in ((cast.anna, ["Anna"]), (cast.chloe, ["Anna", "Chloe, Chair"])):
        member = Visitor.as_(who.account)
        member.get("/board/")
        assert "Partners may see your name here" in member.fill(form="/me/naming/", button="Partners may see")
        page = olga.get("/board/")
        assert named(page) == others
        assert "21 seats." in page
    anna = Visitor.as_(cast.anna.account)
    anna.get("/board/")
    anna.fill(form="/me/naming/", button="Do not name me")
    assert named(olga.get("/board/")) == ["Chloe, Chair"]


def test_an_old_page_names_nobody_who_has_taken_it_back(cast: Cast) -> None:
    anna = Visitor.as_(cast.anna.account)
    for do, is_named in (("allow", True), ("allow", True), ("end", False), ("end", False), ("", False)):
        anna.post("/me/naming/", {"do": do}, status=303)
        cast.anna.refresh_from_db()
        assert cast.anna.may_be_named is is_named


@pytest.mark.parametrize("who", ["dora", "adam"])
def test_who_has_nothing_to_do_with_it_does_not_come(cast: Cast, who: str) -> None:
    visitor = Visitor.as_(getattr(cast, who).account)
    assert visitor.get("/board/", status=404)
    assert visitor.post("/me/naming/", {"do": "allow"}, status=404)


@pytest.mark.parametrize("who", ["anna", "chloe", "olga", "dora", "adam"])
def test_only_the_secretariat_comes_to_what_is_entered(cast: Cast, who: str) -> None:
    visitor = Visitor.as_(getattr(cast, who).account)
    for path in ("/board/edit/", "/board/term/", "/board/office/"):
        assert visitor.get(path, status=404)
        assert visitor.post(path, {}, status=404)
    assert visitor.post(f"/board/{cast.anna.id}/renew/", status=404)
    assert visitor.post(f"/board/office/{Office.objects.get().id}/end/", status=404)


def test_an_election_is_entered_and_ends(cast: Cast) -> None:
    sam = Visitor.as_(cast.sam.account)
    sam.get("/people/")
    sam.click("The board: seats, terms, offices")
    sam.click("Enter an election")
    page = sam.fill({"kind": "chair", "person": str(cast.anna.id)}, stays=True)
    assert page.errors == ["Somebody has this office now. End that first."]
    office = Office.objects.get()
    sam.get("/board/")
    sam.fill(form=f"/board/office/{office.id}/end/")
    sam.click("Enter an election")
    assert "Anna, Chair" in sam.fill({"kind": "chair", "person": str(cast.anna.id)})
    roles = {one.sign_in_name: one.role for one in Account.objects.filter(role__in=["member", "chair"])}
    assert (roles["anna-0000"], roles["chloe-0000"]) == (Role.CHAIR, Role.MEMBER)


def test_a_term_is_entered_and_members_are_appointed_again(cast: Cast, time_machine) -> None:
    begins = clock.today() + timedelta(days=1)
    sam = Visitor.as_(cast.sam.account)
    sam.get("/board/term/")
    words = {"starts_on_day": begins.day, "starts_on_month": begins.month, "starts_on_year": begins.year}
    page = sam.fill({name: str(value) for name, value in words.items()})
    assert "Appointed again" not in page
    time_machine.move_to(begins)
    sam = Visitor.as_(cast.sam.account)
    page = sam.get("/board/")
    assert "Term 2:" in page
    page = sam.fill(form=f"/board/{cast.anna.id}/renew/")
    assert page.messages == ["Entered: appointed for this term."]
    assert Membership.objects.get(person=cast.anna, ended_on=None).cohort == Cohort.objects.get(number=2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"quorum": "22"}, "Quorum – There are 21 seats. Write this number or a smaller one."),
        ({"quorum": ""}, "Quorum – Please fill this in"),
        ({"term_months": "x"}, "Months in a term – Enter a whole number."),
    ],
)
def test_rules_are_checked(cast: Cast, words: dict[str, str], said: str) -> None:
    sam = Visitor.as_(cast.sam.account)
    sam.get("/board/edit/")
    kept = {"quorum": "11", "term_months": "24", "renewals": "1", **words}
    assert sam.post("/board/edit/", kept, status=200).errors == [said]
    assert Board.objects.get().quorum == 11


def test_rules_are_saved(cast: Cast) -> None:
    sam = Visitor.as_(cast.sam.account)
    sam.get("/board/edit/")
    sam.fill({"quorum": "12", "term_months": "36", "renewals": "2"})
    board = Board.objects.get()
    assert (board.quorum, board.term_months, board.renewals) == (12, 36, 2)


def test_the_page_counts_nobody_by_name(cast: Cast) -> None:
    actions.appoint(actor=cast.sam.account, person=cast.bea, kind=OfficeKind.RAPPORTEUR)
    page = Visitor.as_(cast.anna.account).get("/board/")
    assert named(page) == ["Anna", "Bea, Rapporteur", "Carla", "Chloe, Chair"]
