"""D06: an erasure with older copies alive: its certificate waits until each is destroyed or has ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import time_machine

from board.actions import erase_person
from privacy import anchors, audit, clock, copies
from privacy.models import KeyCopy, Shredding
from privacy.reading import System
from privacy.states import CopyOf
from tests.people import Cast
from tests.visiting import Visitor

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
NEW = {"holds": "store", "medium": "USB stick 4", "holder": "Safe of the secretariat"}
PENDING = "Not complete yet"


def register(adam: Visitor, **more: str) -> None:
    adam.get("/copies/")
    adam.fill({**NEW, **more}, button="Register")


def test_d06_copy_register_and_certificate(cast: Cast) -> None:
    with time_machine.travel(START, tick=False) as travel:
        adam = Visitor.as_(cast.adam.account)
        register(adam)
        register(adam, medium="USB stick 5")
        first, _second = KeyCopy.objects.order_by("medium")
        travel.shift(timedelta(days=1))
        erasure = erase_person(actor=cast.anna.account, person=cast.anna)
        address = f"/certificate/{erasure}/"
        page = Visitor().get(address)
        assert PENDING in page
        assert "Unreadable in Atrium since 2 March 2026" in page
        assert "not yet; by 31 March 2026 at the latest" in page
        assert "delete it" in Visitor.as_(cast.adam.account).get("/copies/")
        assert "is older than a take-back" in Visitor.as_(cast.adam.account).get("/status/")
        assert "An older copy of the keys is still kept" in Visitor.as_(cast.dora.account).get("/")

        travel.shift(timedelta(days=2))
        adam = Visitor.as_(cast.adam.account)
        adam.get(f"/copies/{first.id}/destroyed/")
        assert "Confirmed." in adam.fill({}, button="It is deleted for good")
        assert PENDING in Visitor().get(address)

        # a copy made after the erasure does not hold it up
        register(adam, medium="USB stick 6")
        travel.move_to(datetime(2026, 3, 30, 23, 59, tzinfo=UTC))
        assert PENDING in Visitor().get(address)
        travel.move_to(datetime(2026, 3, 31, 0, 0, tzinfo=UTC))
        page = Visitor().get(address)
        assert "Complete: no copy is left" in page
        assert "Unreadable in all copies since 31 March 2026" in page
        assert (page.status, PENDING in page) == (200, False)
        assert "Certificate 2 March 2026" in Visitor.as_(cast.dora.account).get("/")


def test_d06_complete_at_once_without_older_copies(cast: Cast) -> None:
    erasure = erase_person(actor=cast.anna.account, person=cast.anna)
    copies.add(actor=cast.adam.account, holds=CopyOf.STORE, medium="USB", holder="Safe")
    assert "Complete: no copy is left" in Visitor().get(f"/certificate/{erasure}/")


def test_a_certificate_names_nobody_and_ends_nowhere(cast: Cast) -> None:
    page = Visitor().get(f"/certificate/{erase_person(actor=cast.anna.account, person=cast.anna)}/")
    assert not any(word in page.content.decode() for word in ("Anna", "anna-", str(cast.anna.id)))
    Visitor().get(f"/certificate/{uuid4()}/", status=404)


def test_an_interrupted_erasure_says_so(cast: Cast) -> None:
    waiting = Shredding(keys=b"k" * 16, asked_at=clock.now())
    with audit.act("contribution.taken_back", actor=System("test"), about=waiting) as act:
        waiting.save(act=act)
    assert "deleted for good at the next start" in Visitor().get(f"/certificate/{waiting.id}/")


def test_a_third_copy_is_refused_and_what_was_typed_stays(cast: Cast) -> None:
    adam = Visitor.as_(cast.adam.account)
    register(adam)
    register(adam)
    adam.get("/copies/")
    page = adam.fill({**NEW, "medium": "USB stick 7"}, button="Register", stays=True)
    assert page.errors
    assert b'value="USB stick 7"' in page.content
    assert KeyCopy.objects.count() == 2
    page = adam.fill({**NEW, "medium": "", "holder": "x" * 81}, button="Register", stays=True)
    assert len(page.errors) == 2
    adam.post("/copies/", {**NEW, "holds": "other"}, status=200)
    assert KeyCopy.objects.count() == 2


def test_confirming_twice_and_what_is_not_there(cast: Cast) -> None:
    made = copies.add(actor=cast.adam.account, holds=CopyOf.STORE, medium="USB", holder="Safe")
    adam = Visitor.as_(cast.adam.account)
    adam.post(f"/copies/{made.id}/destroyed/", {})
    first = KeyCopy.objects.get().destroyed_at
    adam.post(f"/copies/{made.id}/destroyed/", {})
    assert KeyCopy.objects.get().destroyed_at == first
    adam.get(f"/copies/{uuid4()}/destroyed/", status=404)


def test_who_sees_the_copies(cast: Cast) -> None:
    for name, account in cast.everybody().items():
        sees = {"adam": 200, "dora": 200}.get(name, 404)
        visitor = Visitor.as_(account)
        visitor.get("/copies/", status=sees)
        if name != "adam":
            visitor.post("/copies/", NEW, status=404)
    assert KeyCopy.objects.count() == 0


def test_the_officer_of_data_protection_fetches_an_anchor(cast: Cast) -> None:
    page = Visitor.as_(cast.dora.account).client.get("/dpo/anchor/")
    assert page["Content-Disposition"] == 'attachment; filename="anchor.txt"'
    assert anchors.compare(anchors.read(page.content)).result == 0
    assert Visitor.as_(cast.adam.account).client.get("/dpo/anchor/").status_code == 404
