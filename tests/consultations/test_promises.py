"""What members are promised.

CC1, CC4, TT1, CH1, CL1, E02, and that staff see nothing that ranks or shames.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
import time_machine
from django.utils import translation

from board.models import Account
from consultations import actions, queries
from consultations.models import Consultation, Contribution, Invitation
from consultations.rules import Wish
from consultations.states import InvitationState
from consultations.views.showing import wish_in_words
from privacy import clock, consent
from privacy.consent import Use
from privacy.models import ConsentRecord
from privacy.reading import Purpose, open_many
from privacy.states import Audience, Form, Naming
from tests.canary import CANARY
from tests.consultations import stories
from tests.filling import Form as PageForm
from tests.people import Cast
from tests.visiting import Visitor

ROOT = Path(__file__).resolve().parents[2]


def choice_form(visitor: Visitor, request: Consultation) -> PageForm:
    page = visitor.get(f"/c/{request.id}/", reads=True)
    return page.form(f"/c/{request.id}/choice/")


def test_cc1_three_equal_answers_one_press_no_reason(cast: Cast) -> None:
    request = stories.opened(cast)
    anna = Visitor.as_(cast.anna.account)
    form = choice_form(anna, request)
    assert {button.attrib["class"] for button in form.buttons} == {"btn second"}
    assert len(form.buttons) == 3
    assert form.names == {"csrfmiddlewaretoken"}
    page = anna.fill({}, form=f"/c/{request.id}/choice/", button="Not this time", reads=True)
    assert "You are not taking part this time. You do not need to say why." in page
    assert stories.invitation(cast.anna, request).state == InvitationState.NOT_NOW
    assert {field.name for field in Invitation._meta.fields} == {
        "id",
        "consultation",
        "account",
        "opened_at",
        "state",
    }
    page = anna.fill({}, form=f"/c/{request.id}/choice/", button="Decide later", reads=True)
    assert "We will not remind you" in page


def test_staff_see_nobodys_answer_and_no_draft(cast: Cast) -> None:
    """The file is the same, word for word, whatever members said and whoever writes."""
    request = stories.opened(cast)
    sam, chloe = Visitor.as_(cast.sam.account), Visitor.as_(cast.chloe.account)
    before = [sam.get(f"/c/{request.id}/", reads=True).main, sam.get("/c/").main]
    for person, answer in ((cast.anna, InvitationState.NOT_NOW), (cast.bea, InvitationState.LATER)):
        actions.answer_invitation(
            actor=person.account, invitation=stories.invitation(person, request), answer=answer
        )
    stories.drafted(cast.bea, request)
    assert [sam.get(f"/c/{request.id}/", reads=True).main, sam.get("/c/").main] == before
    assert "Some answers" not in chloe.get(f"/c/{request.id}/file/", reads=True)


def test_cc4_ten_minutes_in_which_nobody_reads(cast: Cast) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        request = stories.opened(cast)
        contribution = stories.sent(cast.anna, request)
        sam = Visitor.as_(cast.sam.account)
        for seconds, words in ((0, "nothing to read yet"), (599, "nothing to read yet"), (1, CANARY)):
            traveller.shift(dt.timedelta(seconds=seconds))
            page = sam.get(f"/c/{request.id}/contributions/", reads=True)
            assert words in page
        assert "10 minutes" not in page
        early = stories.sent(cast.bea, request, words="too early")
        actions.take_back(actor=cast.bea.account, contribution=early)
        traveller.shift(dt.timedelta(hours=1))
        sam = Visitor.as_(cast.sam.account)  # the hour has signed him out
        page = sam.get(f"/c/{request.id}/contributions/", reads=True)
        assert "too early" not in page
        assert queries.who_has_looked(early) == []
        assert [one.role for one in queries.who_has_looked(contribution)] == ["secretariat"]


WISHES = [
    Wish(),
    Wish(reads=Audience.SECRETARIAT),
    Wish(reads=Audience.MEMBERS, use=Form.READ),
    Wish(use=Form.QUOTE, public=True, show_first=False),
]


@pytest.mark.parametrize("number", range(20))
@pytest.mark.slow
def test_tt1_the_number_is_that_of_those_for_whom_it_opens(cast: Cast, number: int) -> None:
    """Twenty situations: who was invited, what she chose, in which state; counted by trying."""
    without = (cast.bea,) if number % 2 else ()
    request = stories.opened(cast, without=without)
    contribution = stories.standing(cast.anna, request, WISHES[number % 4])
    if number % 5 == 0:
        actions.hold(actor=cast.anna.account, contribution=contribution)
    if number % 3 == 0:
        actions.assign(actor=cast.sam.account, consultation=request, to=cast.tessa.account)
        contribution.refresh_from_db()
    sealed = stories.text_of(contribution).body
    members = staff = 0
    for account in Account.objects.exclude(id=cast.anna.account.id):
        [one] = open_many([sealed], reader=account, purpose=Purpose.READ, about=contribution)
        members += bool(one.text and account.is_member)
        staff += bool(one.text and account.is_secretariat)
    readers = queries.readers_of(Contribution.objects.get(id=contribution.id))
    assert (readers.members, readers.secretariat) == (members, staff)
    page = Visitor.as_(cast.anna.account).get(f"/seen/{contribution.id}/", reads=True)
    people = {0: "nobody", 1: "1 person"}.get(members, f"{members} people")
    assert f"Other members: {people}" in page


BANDS = {
    "en": ("No answers yet", "Some answers", "5 to 9 answers", "10 to 14 answers", "15 or more answers"),
    "ru": (
        "Ответов пока нет",
        "Несколько ответов",
        "От 5 до 9 ответов",
        "От 10 до 14 ответов",
        "15 ответов или больше",
    ),
}


@pytest.mark.parametrize("language", BANDS)
def test_tt1_how_many_answers_are_said_so_that_nobody_is_counted(language: str) -> None:
    with translation.override(language):
        said = [queries.band(count) for count in (0, 1, 4, 5, 9, 10, 14, 15, 200)]
    none, *others = BANDS[language]
    assert said == [none, *(words for words in others for _both_ends in range(2))]


def test_e02_member_sees_who_read(cast: Cast) -> None:
    """Three readers: the same three, by role and day."""
    with time_machine.travel(clock.now(), tick=False) as traveller:
        request = stories.opened(cast)
        contribution = stories.standing(cast.anna, request)
        expected = []
        for person, role in ((cast.sam, "secretariat"), (cast.bea, "member"), (cast.chloe, "chair")):
            Visitor.as_(person.account).get(f"/c/{request.id}/contributions/", reads=True)
            expected.insert(0, (clock.today(), role))
            traveller.shift(dt.timedelta(days=1))
        Visitor.as_(cast.anna.account).get(f"/seen/{contribution.id}/", reads=True)
        assert [(one.day, one.role) for one in queries.who_has_looked(contribution)] == expected
        page = Visitor.as_(cast.anna.account).get(f"/seen/{contribution.id}/", reads=True)
        assert all(word in page for word in ("Chair", "Member", "Secretariat"))
        for name in ("Sam", "Bea", "Chloe"):
            assert name not in page.main


FORBIDDEN = re.compile(
    r"your story|what happened to you|describe your experience|tell us about your (past|experience)",
    re.IGNORECASE,
)
HARSH = re.compile(
    r"\b(overdue|deadline|submit|victim|testimony|invalid|you missed|failed to|last chance|reminder \d|"
    r"consent form|case file|trigger warning|revoke|withdrawn?)\b",
    re.IGNORECASE,
)
WORDS = re.compile(r"""(?:translate|blocktranslate[^%]*%\}|_\()\s*["'“]?([^"%{]+)""")


def test_ch1_nothing_asks_for_the_story(cast: Cast) -> None:
    files = list((ROOT / "templates" / "consultations").glob("*"))
    files += list((ROOT / "consultations").rglob("*.py"))
    assert not [file.name for file in files if FORBIDDEN.search(file.read_text())]
    assert FORBIDDEN.search("Please tell us about your past")
    templates = [file for file in files if file.suffix in {".html", ".txt"}]
    harsh = [(file.name, words) for file in templates for words in WORDS.findall(file.read_text())]
    assert not [pair for pair in harsh if HARSH.search(pair[1])]
    request = stories.opened(cast)
    page = Visitor.as_(cast.anna.account).get(f"/c/{request.id}/answer/", reads=True)
    assert "You do not need to write about your own life." in page


def test_cl1_nothing_is_ticked_and_nothing_chosen_is_protective(cast: Cast) -> None:
    request = stories.opened(cast)
    anna = Visitor.as_(cast.anna.account)
    page = anna.get(f"/c/{request.id}/answer/", reads=True)
    assert not [one for one in page.document.all("input") if "checked" in one.attrib]
    anna.fill({"body": f"{CANARY} only this"}, button="Check and send", reads=True)
    anna.fill({}, button="Send")
    record = ConsentRecord.objects.get()
    assert consent.uses_in_force(record.thing) == {
        Use(Form.READ, Audience.BOARD),
        Use(Form.PARAPHRASE, Audience.BOARD),
    }
    assert (record.naming, record.show_first, record.ask_again) == (Naming.NOBODY, True, False)
    assert record.notice == "contribution-permission-1"
    assert len(record.notice_hash) == 64


@pytest.mark.parametrize(
    ("naming", "left_in_the_box", "said"),
    [
        (Naming.NOBODY, "Linden", "Do not mention anyone"),
        (Naming.MEMBER, "Linden", "“A member of the board”"),
        (Naming.PEN_NAME, "Linden", "Linden"),
        (Naming.PEN_NAME, "", "A pen name you choose"),
        (Naming.NAME, "Linden", "Your chosen name"),
    ],
)
def test_she_is_told_the_name_she_chose_and_no_other(naming: Naming, left_in_the_box: str, said: str) -> None:
    """The last is how it reads where her pen name cannot be opened."""
    told = dict(wish_in_words(Wish(naming=naming, pen_name=left_in_the_box), "20 members", {}))
    assert told["How we name you"] == said


def test_a_pen_name_left_in_its_box_is_not_said_before_sending(cast: Cast) -> None:
    request = stories.opened(cast)
    anna = Visitor.as_(cast.anna.account)
    anna.get(f"/c/{request.id}/answer/", reads=True)
    page = anna.fill(
        {"body": f"{CANARY} my words", "naming": "nobody", "pen_name": "Linden"},
        button="Check and send",
        reads=True,
    )
    assert page.title == "Check – Pages"
    assert f"How we name you {Naming.NOBODY.label}" in page
    assert "Linden" not in page


def test_a_failed_post_keeps_what_was_typed_and_saves_it(cast: Cast) -> None:
    request = stories.opened(cast)
    anna = Visitor.as_(cast.anna.account)
    anna.get(f"/c/{request.id}/answer/", reads=True)
    changes = {"body": f"{CANARY} typed", "naming": "name", "months": "own", "months_own": "99"}
    page = anna.fill(changes, button="Check and send", stays=True, reads=True)
    assert "Your text is safe: it is saved as a draft." in page
    assert page.title == "Please check: Answer – Pages"
    again = Visitor.as_(cast.anna.account).get(f"/c/{request.id}/answer/", reads=True).form()
    data = again.data()
    assert data["body"] == [f"{CANARY} typed"]
    assert (data["naming"], data["months_own"]) == (["name"], ["99"])


def test_a_post_after_closing_keeps_what_was_typed(cast: Cast) -> None:
    request = stories.opened(cast)
    anna = Visitor.as_(cast.anna.account)
    anna.get(f"/c/{request.id}/answer/", reads=True)
    actions.close(actor=cast.sam.account, consultation=request)
    page = anna.fill({"body": f"{CANARY} too late"}, button="Check and send", stays=True, reads=True)
    assert "This one has closed." in page
    assert f"{CANARY} too late" in page
    assert "This one has closed." in anna.get(f"/c/{request.id}/", reads=True)


def test_a_text_that_is_too_long_comes_back_whole(cast: Cast) -> None:
    request = stories.opened(cast)
    anna = Visitor.as_(cast.anna.account)
    anna.get(f"/c/{request.id}/answer/", reads=True)
    words = CANARY + " x" * 10001
    for button in ("Save draft", "Check and send"):
        page = anna.fill({"body": words}, button=button, stays=True, reads=True)
        assert page.form().data()["body"] == [words]
        assert "saved as a draft" not in page
    assert not Contribution.objects.exists()
