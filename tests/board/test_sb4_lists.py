"""SB4: a list of legal names takes two people, is fetched once, and everybody concerned is told."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
import time_machine
from pypdf import PdfReader

from board import actions, queries
from board.forms.pairs import FetchForm
from board.models import Identity, SecondYes
from board.states import Reason
from documents.locking import lock
from privacy import clock, withdrawal
from privacy.permissions import Denied
from privacy.reading import Purpose, Shut, open_many
from tests.board.acting import asked, leaves, nothing_remains
from tests.canary import CANARY
from tests.people import Cast
from tests.visiting import Visitor

WORDS = "seven plain words for one file"
URL = "/people/identities/"


@pytest.fixture
def known(cast: Cast) -> Cast:
    for person in (cast.anna, cast.bea):
        actions.record_identity(
            actor=person.account, person=person, legal_name=f"{CANARY} legal", contact=f"{CANARY} street"
        )
    return cast


def ask(cast: Cast, *people) -> SecondYes:
    return actions.ask_identities(actor=cast.sam.account, people=people or [cast.anna], reason=Reason.TRAVEL)


def opened(reader, person):
    row = Identity.objects.get(person=person)
    return open_many([row.legal_name], reader=reader.account, purpose=Purpose.IDENTITY, about=person)[0]


def test_sb4_identity_export_takes_two(known: Cast) -> None:
    sam, tessa, dora = (Visitor.as_(one.account) for one in (known.sam, known.tessa, known.dora))
    sam.get(URL)
    with leaves("second_yes.asked"):
        sam.fill({"people": [str(known.anna.id)], "reason": "travel"})
    # D and those on it are told at once
    assert "A list of legal names" in dora.get("/").main
    assert "Somebody asked for a list with your legal name" in Visitor.as_(known.anna.account).get("/me/")
    assert "a list with your legal name" not in Visitor.as_(known.bea.account).get("/me/")
    # one person alone
    assert "You asked for this" in sam.get(URL)
    sam.post(URL, {"yes": str(asked())})
    sam.post(URL, {"new": WORDS, "again": WORDS})
    assert SecondYes.objects.get().state == "waiting"
    assert opened(known.sam, known.anna).shut == Shut.REFUSED
    # two: to whoever asked, those on the list, and nobody else
    tessa.get(URL)
    with leaves("identities.given"):
        tessa.fill({}, button="Yes, give this list")
    assert opened(known.tessa, known.anna).shut == Shut.REFUSED
    assert opened(known.sam, known.bea).shut == Shut.REFUSED
    assert "Choose a passphrase" not in tessa.get(URL)
    assert "Choose a passphrase" in sam.get(URL)
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        assert "Choose a passphrase" not in Visitor.as_(known.sam.account).get(URL)
        assert opened(known.sam, known.anna).shut == Shut.REFUSED


def test_sb4_only_another_person_says_yes(known: Cast) -> None:
    ask(known)
    for who, code in (("sam", "not_the_second"), ("adam", "no_permission"), ("dora", "no_permission")):
        with pytest.raises(Denied) as no:
            actions.give_identities(actor=getattr(known, who).account, seen=asked())
        assert no.value.code == code
    actions.join_accounts(actor=known.tessa.account, person=known.sam, other=known.tessa)
    known.tessa.account.refresh_from_db()
    with pytest.raises(Denied) as no:
        actions.give_identities(actor=known.tessa.account, seen=asked())
    assert no.value.code == "not_the_second"


def test_sb4_no_list_without_people_or_reason(known: Cast) -> None:
    sam = known.sam.account
    for people, reason in (([], Reason.TRAVEL), ([known.anna], ""), ([known.anna], Reason.THIRD)):
        with pytest.raises(Denied):
            actions.ask_identities(actor=sam, people=people, reason=reason)
    with pytest.raises(Denied):
        actions.ask_identities(actor=known.chloe.account, people=[known.anna], reason=Reason.TRAVEL)
    nothing_remains(lambda: ask(known))
    ask(known)
    nothing_remains(lambda: actions.give_identities(actor=known.tessa.account, seen=asked()))


@pytest.mark.slow
def test_sb4_it_is_fetched_once_and_opens_with_its_passphrase(known: Cast) -> None:
    ask(known, known.anna, known.carla)
    actions.give_identities(actor=known.tessa.account, seen=asked())
    sam = Visitor.as_(known.sam.account)
    sam.get(URL)
    assert sam.fill({"new": WORDS, "again": "other words altogether"}, stays=True).errors
    page = sam.post(URL, {"new": WORDS, "again": WORDS}, status=200, reads=True)
    made = page.content
    assert page.response["Content-Disposition"] == 'attachment; filename="list.pdf"'
    assert CANARY.encode() not in made
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(made))
    shown = PdfReader(BytesIO(made), password=WORDS).pages[0].extract_text()
    assert ("Anna" in shown, "Carla" in shown, "Bea" in shown) == (True, True, False)
    # once
    sam.get(URL)
    assert "Choose a passphrase" not in sam.page
    assert opened(known.sam, known.anna).shut == Shut.REFUSED
    with pytest.raises(Denied):
        actions.fetch_identities(
            actor=known.sam.account, asked=SecondYes.objects.get(), rows=[], passphrase=WORDS, mark=0
        )
    assert [(look.role, look.reason) for look in queries.looks_at(known.anna)] == [
        ("secretariat", "To book travel or a place to stay")
    ]
    assert "Two people put your legal name" in Visitor.as_(known.anna.account).get("/me/")


@pytest.mark.slow
def test_sb4_what_is_taken_back_while_the_list_is_set_is_not_handed_over(known: Cast) -> None:
    ask(known)
    actions.give_identities(actor=known.tessa.account, seen=asked())
    given, mark = SecondYes.objects.get(), withdrawal.so_far()
    rows = queries.listed_identities(known.sam.account, given)
    actions.remove_identity(actor=known.anna.account, person=known.anna)

    def fetch(rows, mark) -> bytes:
        return actions.fetch_identities(
            actor=known.sam.account, asked=given, rows=rows, passphrase=WORDS, mark=mark
        )

    with pytest.raises(Denied) as no:
        fetch(rows, mark)
    assert no.value.code == "taken_back"
    # asked for once more, with what is there now
    made = fetch(queries.listed_identities(known.sam.account, given), withdrawal.so_far())
    assert "legal" not in PdfReader(BytesIO(made), password=WORDS).pages[0].extract_text().replace(
        "Legal names", ""
    )


def test_sb4_a_locked_pdf_is_the_same_pages() -> None:
    plain = pikepdf.new()
    plain.add_blank_page()
    made = BytesIO()
    plain.save(made)
    shut = lock(made.getvalue(), WORDS)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(shut), password="other words")
    with pikepdf.open(BytesIO(shut), password=WORDS) as again:
        assert (len(again.pages), again.encryption.bits, again.encryption.R) == (1, 256, 6)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("too short", ["Use at least 15 characters. A few words in a row work well."]),
        ("aaaaaaaaaaaaaaaaaaaa", ["This is easy to guess. Choose other words."]),
        ("seven plain words for one file", []),
    ],
)
def test_the_passphrase_of_a_file_is_as_strong_as_one_s_own(typed: str, said: list[str]) -> None:
    assert FetchForm({"new": typed, "again": typed}).errors.get("new", []) == said
