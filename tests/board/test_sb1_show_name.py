"""SB1: a legal name is shown for a reason, for ten minutes, and she sees who looked and what for."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from board import actions
from board.models import Identity, Showing
from board.rules import SHOWN_FOR
from board.states import SHOW_REASONS, Reason
from privacy import clock
from privacy.models import Event
from privacy.permissions import Denied
from privacy.reading import Purpose, Shut, open_many
from tests.board.acting import leaves, nothing_remains
from tests.canary import CANARY
from tests.people import Cast
from tests.visiting import Visitor

LEGAL, STREET = f"{CANARY} legal name", f"{CANARY} street"


@pytest.fixture
def known(cast: Cast) -> Cast:
    actions.record_identity(actor=cast.anna.account, person=cast.anna, legal_name=LEGAL, contact=STREET)
    return cast


def opened(reader, person):
    row = Identity.objects.get(person=person)
    return open_many([row.legal_name], reader=reader.account, purpose=Purpose.IDENTITY, about=person)[0]


def test_sb1_show_name(known: Cast) -> None:
    url = f"/people/{known.anna.id}/"
    sam, anna = Visitor.as_(known.sam.account), Visitor.as_(known.anna.account)
    page = sam.get(url)
    assert CANARY not in page.content.decode()
    assert "Refresh" not in page.response
    # without a purpose nothing is shown
    assert sam.fill({}, form=f"{url}identity/", stays=True).errors
    assert CANARY not in sam.page.content.decode()
    assert not Showing.objects.exists()
    seq = Event.objects.order_by("-seq").values_list("seq", flat=True).first()
    page = sam.fill({"reason": "payment"}, form=f"{url}identity/", reads=True)
    assert (LEGAL in page.text, STREET in page.text) == (True, True)
    assert page.response["Refresh"] == f"600; url={url}"
    codes = list(Event.objects.filter(seq__gt=seq).order_by("seq").values_list("code", flat=True))
    assert codes == ["identity.shown", "text.opened"]
    # she sees who, when and what for
    assert "Secretariat, " in anna.get("/me/identity/", reads=True).main
    assert "To pay" in anna.page.main
    # ten minutes
    with time_machine.travel(clock.now() + timedelta(minutes=9, seconds=58), tick=False):
        assert LEGAL in sam.get(url, reads=True).text
    with time_machine.travel(clock.now() + timedelta(minutes=10, seconds=1), tick=False):
        assert CANARY not in Visitor.as_(known.sam.account).get(url).content.decode()
        assert opened(known.sam, known.anna).shut == Shut.REFUSED


def test_sb1_shown_to_one_is_shown_to_nobody_else(known: Cast) -> None:
    assert opened(known.sam, known.anna).shut == Shut.REFUSED
    actions.show_identity(actor=known.sam.account, person=known.bea, reason=Reason.REACH)
    assert opened(known.sam, known.anna).shut == Shut.REFUSED
    actions.show_identity(actor=known.sam.account, person=known.anna, reason=Reason.REACH)
    assert opened(known.sam, known.anna).text == LEGAL
    for other in (known.tessa, known.chloe, known.dora, known.adam, known.olga, known.bea):
        assert opened(other, known.anna).shut == Shut.REFUSED
    assert CANARY not in Visitor.as_(known.tessa.account).get(f"/people/{known.anna.id}/").text


def test_sb1_it_can_be_hidden_before(known: Cast) -> None:
    actions.show_identity(actor=known.sam.account, person=known.anna, reason=Reason.REACH)
    sam = Visitor.as_(known.sam.account)
    sam.get(f"/people/{known.anna.id}/", reads=True)
    with leaves("identity.hidden"):
        sam.fill({}, form=f"/people/{known.anna.id}/identity/")
    assert CANARY not in sam.page.content.decode()
    assert opened(known.sam, known.anna).shut == Shut.REFUSED


@pytest.mark.parametrize("who", ["anna", "bea", "olga", "dora", "adam"])
def test_sb1_who_may_not(known: Cast, who: str) -> None:
    with pytest.raises(Denied):
        actions.show_identity(actor=getattr(known, who).account, person=known.anna, reason=Reason.REACH)
    visitor = Visitor.as_(getattr(known, who).account)
    visitor.post(f"/people/{known.anna.id}/identity/", {"reason": "payment"}, status=404)


@pytest.mark.parametrize("reason", ["", "because", Reason.THIRD, "x" * 5000])
def test_sb1_only_a_reason_of_the_list(known: Cast, reason: str) -> None:
    assert reason not in SHOW_REASONS
    with pytest.raises(Denied):
        actions.show_identity(actor=known.sam.account, person=known.anna, reason=reason)
    page = Visitor.as_(known.sam.account)
    page.get(f"/people/{known.anna.id}/")
    page.post(f"/people/{known.anna.id}/identity/", {"reason": reason}, status=200)
    assert CANARY not in page.page.content.decode()


def test_sb1_without_its_event_nothing_is_shown(known: Cast) -> None:
    sam, anna = known.sam.account, known.anna
    nothing_remains(lambda: actions.show_identity(actor=sam, person=anna, reason=Reason.REACH))
    actions.show_identity(actor=sam, person=anna, reason=Reason.REACH)
    nothing_remains(lambda: opened(known.sam, anna))


def test_sb1_no_page_of_staff_names_her_before(known: Cast) -> None:
    pages = ("/", "/people/", "/board/", f"/people/{known.anna.id}/", "/partners/", "/c/files/")
    for who in (known.sam, known.chloe):
        visitor = Visitor.as_(who.account)
        for url in pages:
            if who is known.sam or not url.startswith(("/people", "/partners")):
                assert LEGAL not in visitor.get(url).content.decode()


def test_sb1_who_looked_is_kept_for_two_years(known: Cast) -> None:
    actions.show_identity(actor=known.sam.account, person=known.anna, reason=Reason.REACH)
    shown = Showing.objects.get()
    assert shown.until - shown.shown_at == SHOWN_FOR == timedelta(minutes=10)
    day = shown.shown_at.date()
    assert actions.forget_old_showings(day.replace(year=day.year + 2)) == 0
    assert Showing.objects.count() == 1
    later = (shown.shown_at + timedelta(days=732)).date()
    assert actions.forget_old_showings(later) == 1
    assert not Showing.objects.exists()
