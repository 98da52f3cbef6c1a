"""From the request to the take-back, by clicking, as each person."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from consultations.models import Consultation, Contribution
from privacy import clock, verify
from tests.canary import CANARY
from tests.people import Cast
from tests.visiting import Visitor


def days_from_now(days: int) -> dict[str, str]:
    day = clock.today() + dt.timedelta(days=days)
    return {"closes_on_day": str(day.day), "closes_on_month": str(day.month), "closes_on_year": str(day.year)}


def record_a_request(sam: Visitor, agency: str) -> Consultation:
    sam.get("/c/")
    sam.click("New request for advice")
    page = sam.fill(
        {
            "title": "Wording of a guide",
            "requester": agency,
            "background": f"{CANARY} what is asked",
            "is_paid": "yes",
            "subject": "training",
        },
        reads=True,
    )
    assert "Received" in page
    return Consultation.objects.get()


def open_it(sam: Visitor, request: Consultation) -> None:
    sam.click("Screen it")
    sam.fill({"decision": "yes"}, reads=True)
    page = sam.click("Open to members")
    assert "Write a content note" in page
    sam.get(f"/c/{request.id}/edit/", reads=True)
    sam.fill({"content_note": f"{CANARY} mentions debt"}, reads=True)
    sam.click("Questions", reads=True)
    sam.fill({"question_1": f"{CANARY} what would you change"}, reads=True)
    page = sam.click("Open to members")
    assert "4 members see the text" in page
    page = sam.fill(days_from_now(14), reads=True)
    assert "Open to 4 members" in page


def answer(anna: Visitor, request: Consultation) -> Contribution:
    page = anna.get("/c/")
    assert "Waiting for you" in page
    anna.click("Wording of a guide", reads=True)
    anna.fill({}, button="Take part", reads=True)
    page = anna.fill({"body": f"{CANARY} my very words indeed"}, button="Save draft", reads=True)
    assert "Your draft is saved" in page
    page = anna.fill({"body": "", "use": "quote"}, button="Check and send", stays=True, reads=True)
    assert page.errors
    page = anna.fill(
        {
            "body": f"{CANARY} my very words indeed",
            "use": "quote",
            "naming": "pen_name",
            "pen_name": "Linden",
        },
        button="Check and send",
        reads=True,
    )
    assert page.title == "Check – Pages"
    assert "word for word" in page
    page = anna.fill({}, button="Send")
    assert "for the next 10 minutes" in page
    return Contribution.objects.get(consultation=request)


@pytest.mark.slow
def test_from_request_to_take_back(cast: Cast) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        walk(cast, traveller)
    assert verify.chain().result == verify.Result.OK
    assert verify.current().result == verify.Result.OK


def walk(cast: Cast, traveller: time_machine.Coordinates) -> None:
    sam, anna, bea = (Visitor.as_(person.account) for person in (cast.sam, cast.anna, cast.bea))
    request = record_a_request(sam, str(cast.agency.id))
    open_it(sam, request)
    contribution = answer(anna, request)
    assert "No answers yet" in sam.get(f"/c/{request.id}/", reads=True)
    traveller.shift(dt.timedelta(minutes=11))
    assert "Some answers" in sam.get(f"/c/{request.id}/", reads=True)
    page = bea.get(f"/c/{request.id}/contributions/", reads=True)
    assert "Linden" in page
    assert f"{CANARY} my very words indeed" in page
    write(sam, request)
    page = anna.get(f"/c/{request.id}/", reads=True)
    anna.click("Look at the exact words", reads=True)
    anna.fill({f"q{check_id(request)}-answer": "yes"}, reads=True)
    agree(sam, request)
    page = bea.get(f"/c/{request.id}/text/", reads=True)
    assert f"{CANARY} my very words" in page
    take_back(anna, contribution)
    assert "not available" in bea.get(f"/c/{request.id}/text/", reads=True)
    assert "needs new wording" in sam.get(f"/c/{request.id}/draft/")


def write(sam: Visitor, request: Consultation) -> None:
    sam.click("Joint text")
    page = sam.click("Add a passage", reads=True)
    [text] = page.form().offered("texts") or []
    page = sam.fill({"texts": [text], "form": "quote", "body": f"{CANARY} my very words"}, reads=True)
    assert "Passage 1" in page
    page = sam.fill({}, form=f"/c/{request.id}/draft/show/", reads=True)
    assert "Shown to its author, not answered" in page


def check_id(request: Consultation) -> str:
    from consultations.models import PassageCheck

    return PassageCheck.objects.get(contribution__consultation=request).id.hex


def agree(sam: Visitor, request: Consultation) -> None:
    sam.get(f"/c/{request.id}/close/")
    sam.fill({}, reads=True)
    page = sam.get(f"/c/{request.id}/draft/", reads=True)
    assert "Its author says yes" in page
    sam.click("The text is agreed")
    page = sam.fill({}, reads=True)
    assert "The joint text is agreed" in page


def take_back(anna: Visitor, contribution: Contribution) -> None:
    page = anna.get(f"/seen/{contribution.id}/", reads=True)
    assert "The secretariat: 2 people" in page
    assert "Other members: 3 people" in page
    assert "Secretariat" in page
    assert "In 1 passage of the joint text" in page
    copy = anna.get(f"/seen/{contribution.id}/copy/", reads=True)
    assert copy.content.decode() == f"{CANARY} my very words indeed"
    anna.get(f"/seen/{contribution.id}/", reads=True)
    page = anna.click("Take it back")
    assert "Save a copy for yourself first" in page
    page = anna.fill({})
    assert page.title == "Taken back – Pages"
    assert "Done." in page
    assert "You took your text back" in anna.get("/c/")
