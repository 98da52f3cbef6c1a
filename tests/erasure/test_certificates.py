"""Whoever takes something back reaches its certificate: after one text, at once, and after seven days."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pdfua
import pikepdf
import pytest
import time_machine
from pypdf import PdfReader

from board.actions import ask_to_leave, erase_person, finish_leavings
from board.states import DepartureKind
from consultations import actions
from documents.errors import NotRendered
from documents.protocol import Outcome
from privacy import sheets, withdrawal
from privacy.models import Shredding
from privacy.queries import Erasure
from tests.canary import CANARY
from tests.consultations import stories
from tests.people import Cast
from tests.visiting import Visitor

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
FILE = "application/pdf"


def number_of_the_last() -> str:
    return str(Shredding.objects.latest("asked_at").id)


def test_after_one_text_she_is_led_to_it(cast: Cast) -> None:
    request = stories.opened(cast)
    text = stories.standing(cast.anna, request, words="one text")
    anna = Visitor.as_(cast.anna.account)
    anna.get(f"/seen/{text.id}/take-back/")
    page = anna.fill({}, button="Take it back")
    number = number_of_the_last()
    assert page.link("Your certificate") == f"/certificate/{number}/"
    assert "Certificate of erasure" in anna.click("Your certificate")
    # later, from the request
    anna.get(f"/c/{request.id}/", reads=True)
    assert anna.click("What became of it").link("Your certificate") == f"/certificate/{number}/"
    Visitor.as_(cast.bea.account).get(f"/seen/{text.id}/", status=404)


def test_of_two_texts_the_request_leads_to_the_last(cast: Cast) -> None:
    request = stories.opened(cast)
    for words in ("first", "second"):
        text = stories.standing(cast.anna, request, words=words)
        actions.take_back(actor=cast.anna.account, contribution=text)
    anna = Visitor.as_(cast.anna.account)
    anna.get(f"/c/{request.id}/", reads=True)
    page = anna.click("What became of it")
    assert page.link("Your certificate") == f"/certificate/{number_of_the_last()}/"


def test_before_she_leaves_she_is_told_where_it_will_be(cast: Cast) -> None:
    with time_machine.travel(START, tick=False) as travel:
        ask_to_leave(actor=cast.anna.account, person=cast.anna, kind=DepartureKind.ERASE)
        address = f"/certificate/{withdrawal.number_of(bytes(cast.anna.scope))}/"
        assert f"https://127.0.0.1{address}" in Visitor.as_(cast.anna.account).get("/me/leave/")
        Visitor().get(address, status=404)
        staff = f"/people/{cast.anna.id}/"
        assert "Certificate of erasure" not in Visitor.as_(cast.sam.account).get(staff)
        travel.shift(timedelta(days=8))
        assert finish_leavings() == 1
        assert "Asked for on 10 March 2026" in Visitor().get(address)
        # whoever looks after people hands it over, and data protection finds it by its day
        assert Visitor.as_(cast.sam.account).get(staff).link("Certificate of erasure") == address
        assert Visitor.as_(cast.dora.account).get("/").link("Certificate 10 March 2026") == address


def test_who_leaves_without_erasing_is_told_of_no_certificate(cast: Cast) -> None:
    ask_to_leave(actor=cast.anna.account, person=cast.anna, kind=DepartureKind.LEAVE)
    assert "certificate" not in Visitor.as_(cast.anna.account).get("/me/leave/").text


def test_at_once_it_has_the_number_that_was_told(cast: Cast) -> None:
    told = withdrawal.number_of(bytes(cast.anna.scope))
    assert erase_person(actor=cast.anna.account, person=cast.anna) == told
    assert told != withdrawal.number_of(bytes(cast.bea.scope))
    assert bytes(cast.anna.scope)[:4] not in told.bytes


@pytest.mark.slow
def test_on_paper_it_says_the_same_in_her_language(cast: Cast, tmp_path: Path) -> None:
    with time_machine.travel(START, tick=False):
        number = erase_person(actor=cast.anna.account, person=cast.anna)
        answer = Visitor().client.get(f"/certificate/{number}/pdf/", headers={"accept-language": "ru"})
    assert (answer.status_code, answer["Content-Type"]) == (200, FILE)
    assert answer["Content-Disposition"] == f'attachment; filename="papers-{number.hex[:4]}.pdf"'
    assert "no-store" in answer["Cache-Control"]
    (tmp_path / "it.pdf").write_bytes(answer.content)
    assert [found.rule_id for found in pdfua.validate(str(tmp_path / "it.pdf")).findings] == []
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        about = {key: str(value) for key, value in document.docinfo.items()}
        assert (str(document.Root.Lang), len(document.attachments)) == ("ru", 0)
    title = about.pop("/Title")
    assert about == {"/Producer": "Atrium", "/CreationDate": "D:20260302", "/ModDate": "D:20260302"}
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert str(number) in words
    assert "2 марта 2026" in words
    assert title != "Certificate of erasure"
    for hers in ("Anna", "anna-", str(cast.anna.id), CANARY, "Advisory"):
        assert hers not in words + title


def test_no_paper_for_what_has_no_certificate(cast: Cast) -> None:
    Visitor().get(f"/certificate/{uuid4()}/pdf/", status=404)
    told = withdrawal.number_of(bytes(cast.anna.scope))
    Visitor().get(f"/certificate/{told}/pdf/", status=404)


@pytest.fixture
def out_of_paper() -> object:
    """A printer that has no time."""
    before = sheets._printers[Erasure]

    def busy(thing: object) -> bytes:
        raise sheets.NotPrinted(NotRendered(Outcome.BUSY).sentence)

    sheets.register(Erasure, busy)
    yield
    sheets.register(Erasure, before)


def test_when_it_cannot_be_printed_the_page_says_so(cast: Cast, out_of_paper: None) -> None:
    number = erase_person(actor=cast.anna.account, person=cast.anna)
    page = Visitor().get(f"/certificate/{number}/")
    visitor = Visitor()
    visitor.get(page.link("Certificate (PDF)"), status=302)
    page = visitor.follow()
    assert page.messages[:1] == ["Other documents are being made just now. Try again in a minute."]
    assert "Certificate of erasure" in page
