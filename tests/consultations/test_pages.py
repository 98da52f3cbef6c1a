"""Pages of the secretariat and the chair, and what they say when something has changed."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from board import actions as people
from consultations import actions, queries
from consultations.models import Consultation, Contribution, PassageCheck
from consultations.rules import Wish
from privacy import clock
from privacy.states import Form
from tests.canary import CANARY
from tests.consultations import stories
from tests.people import Cast
from tests.visiting import Visitor


def test_the_reference_is_the_next_of_this_year(cast: Cast) -> None:
    year = clock.today().year
    assert queries.next_reference() == f"{year}/1"
    stories.recorded(cast, 1, reference=f"{year}/32")
    stories.recorded(cast, 2, reference=f"{year - 1}/99")
    assert queries.next_reference() == f"{year}/33"
    stories.recorded(cast, 3, reference=f"CON/{year}/041")
    assert queries.next_reference() == f"CON/{year}/042"


def test_request_new_says_what_is_missing_and_keeps_the_rest(cast: Cast) -> None:
    stories.recorded(cast, 1, reference="2026/7")
    sam = Visitor.as_(cast.sam.account)
    sam.get("/c/new/")
    page = sam.fill({"title": "A guide", "minutes_needed": "many"}, stays=True)
    assert len(page.errors) == 3
    assert page.form().data()["title"] == ["A guide"]
    page = sam.fill(
        {"reference": "2026/7", "background": CANARY, "is_paid": "no", "minutes_needed": "5"},
        stays=True,
        reads=True,
    )
    assert page.errors == ["Reference – This reference is in use. Take the next number."] or (
        "This reference is in use. Take the next number." in page
    )
    assert Consultation.objects.count() == 1


def test_not_taken_up(cast: Cast) -> None:
    request = stories.recorded(cast)
    sam = Visitor.as_(cast.sam.account)
    sam.get(f"/c/{request.id}/screen/")
    page = sam.fill({}, stays=True)
    assert page.errors
    page = sam.fill({"decision": "no"}, reads=True)
    assert "Not taken up" in page
    assert "Open to members" not in page.links


def test_request_assign(cast: Cast) -> None:
    request = stories.recorded(cast)
    sam = Visitor.as_(cast.sam.account)
    sam.get(f"/c/{request.id}/", reads=True)
    page = sam.fill({"to": str(cast.tessa.account.id)}, form=f"/c/{request.id}/assign/", reads=True)
    assert "It is assigned." in page
    assert "Tessa" in sam.get("/c/")


def test_a_page_that_is_out_of_date_says_so(cast: Cast) -> None:
    request = stories.opened(cast)
    sam = Visitor.as_(cast.sam.account)
    sam.get(f"/c/{request.id}/close/")
    actions.close(actor=cast.tessa.account, consultation=request)
    page = sam.fill({}, reads=True)
    assert "This request has moved on in the meantime." in page


def test_the_chair_has_the_files_and_her_own_list(cast: Cast) -> None:
    request = stories.screened(cast)
    chloe = Visitor.as_(cast.chloe.account)
    assert "Nothing is waiting for you." in chloe.get("/c/")
    chloe.click("Files of all requests")
    page = chloe.click(request.title, reads=True)
    assert "Open to members" in page.links
    assert "Joint text" not in page.links


def test_a_day_in_the_past_is_not_taken(cast: Cast) -> None:
    request = stories.screened(cast)
    sam = Visitor.as_(cast.sam.account)
    sam.get(f"/c/{request.id}/open/")
    page = sam.fill({"closes_on_day": "3", "closes_on_month": "May", "closes_on_year": "2001"}, stays=True)
    assert any("Choose a day that has not passed." in line for line in page.errors)
    page = sam.fill({"closes_on_day": "31", "closes_on_month": "February"}, stays=True)
    assert any("Check the date" in line for line in page.errors)


def test_after_its_day_it_reads_closed_without_reproach(cast: Cast) -> None:
    request = stories.opened(cast)
    stories.drafted(cast.anna, request)
    with time_machine.travel(clock.now() + dt.timedelta(days=30), tick=False):
        anna = Visitor.as_(cast.anna.account)
        page = anna.get(f"/c/{request.id}/", reads=True)
        assert "This one has closed." in page
        assert "Save a copy for yourself" in page.links
        assert anna.get(f"/c/{request.id}/answer/", status=302).status == 302
        assert "Waiting for you" not in anna.get("/c/")
        assert queries.waiting_for(cast.anna.account).invitations == []


def test_opened_again_it_reaches_those_who_came_since(cast: Cast) -> None:
    request = stories.opened(cast)
    assert queries.members_it_would_reach() == 4
    actions.close(actor=cast.sam.account, consultation=request)
    sam, carla = Visitor.as_(cast.sam.account), Visitor.as_(cast.carla.account)
    carla.get(f"/c/{request.id}/", status=404)
    sam.get(f"/c/{request.id}/open/")
    day = clock.today() + dt.timedelta(days=7)
    sam.fill({"closes_on_day": day.day, "closes_on_month": day.month, "closes_on_year": day.year}, reads=True)
    assert "Take part" in carla.get(f"/c/{request.id}/", reads=True)


def test_a_corrected_source_is_said_where_it_is_written(cast: Cast) -> None:
    request = stories.opened(cast)
    contribution = stories.standing(cast.anna, request)
    passage = stories.passage(cast, request, contribution)
    anna, sam = Visitor.as_(cast.anna.account), Visitor.as_(cast.sam.account)
    anna.get(f"/seen/{contribution.id}/", reads=True)
    anna.click("Correct your text", reads=True)
    page = anna.fill({"body": ""}, stays=True)
    assert page.errors
    anna.fill({"body": f"{CANARY} corrected"}, reads=True)
    assert "An author has corrected a text" in sam.get(f"/c/{request.id}/draft/", reads=True)
    page = sam.get(f"/c/{request.id}/draft/{passage.id}/", reads=True)
    assert f"{CANARY} corrected" in page
    sam.fill({"texts": page.form().offered("texts")}, reads=True)
    assert "An author has corrected a text" not in sam.get(f"/c/{request.id}/draft/", reads=True)


def test_a_source_on_hold_shuts_the_passage_for_everybody(cast: Cast) -> None:
    request = stories.opened(cast)
    contribution = stories.standing(cast.anna, request)
    stories.passage(cast, request, contribution)
    stories.agreed(cast, request)
    bea, sam = Visitor.as_(cast.bea.account), Visitor.as_(cast.sam.account)
    assert CANARY in bea.get(f"/c/{request.id}/text/", reads=True)
    actions.hold(actor=cast.anna.account, contribution=contribution)
    assert "not available now" in bea.get(f"/c/{request.id}/text/", reads=True)
    assert "may not be used now" in sam.get(f"/c/{request.id}/draft/", reads=True)
    actions.resume(actor=cast.anna.account, contribution=contribution)
    assert f"{CANARY} a passage" in bea.get(f"/c/{request.id}/text/", reads=True)


def test_other_words_are_asked_for_and_shown_to_the_writer(cast: Cast) -> None:
    request = stories.opened(cast)
    contribution = stories.standing(cast.anna, request, Wish(use=Form.QUOTE))
    passage = stories.passage(cast, request, contribution, form=Form.QUOTE)
    actions.ask_authors(actor=cast.sam.account, consultation=request)
    anna, sam = Visitor.as_(cast.anna.account), Visitor.as_(cast.sam.account)
    page = anna.get(f"/c/{request.id}/quotes/", reads=True)
    name = next(one for one in page.form().names if one.endswith("-answer")).removesuffix("-answer")
    page = anna.fill({f"{name}-answer": "change"}, button="Save your answer", stays=True, reads=True)
    assert any("Write how it should read" in line for line in page.errors)
    anna.fill({f"{name}-wording": f"{CANARY} like this"}, button="Save your answer", reads=True)
    assert f"{CANARY} like this" in sam.get(f"/c/{request.id}/draft/", reads=True)
    sam.get(f"/c/{request.id}/draft/{passage.id}/", reads=True)
    sam.fill({"body": f"{CANARY} like this"}, reads=True)
    anna.get(f"/c/{request.id}/quotes/", status=404)
    sam.fill({}, form=f"/c/{request.id}/draft/show/", reads=True)
    assert "Waiting for your view" in anna.get(f"/c/{request.id}/quotes/", reads=True)


def test_a_passage_rests_on_the_corrected_text_when_it_is_saved_anew(cast: Cast) -> None:
    request = stories.opened(cast)
    contribution = stories.standing(cast.anna, request)
    passage = stories.passage(cast, request, contribution)
    actions.correct_contribution(
        actor=cast.anna.account, contribution=contribution, seen=1, body=f"{CANARY} rather this"
    )
    sam = Visitor.as_(cast.sam.account)
    page = sam.get(f"/c/{request.id}/draft/", reads=True)
    assert "An author has corrected a text it rests on." in page
    assert "in our own wordsText 1" in page
    sam.get(f"/c/{request.id}/draft/{passage.id}/", reads=True)
    page = sam.fill({}, reads=True)
    assert "An author has corrected a text it rests on." not in page
    passage.refresh_from_db()
    cited = passage.citations.filter(revision=passage.revision).values_list("text", flat=True)
    assert list(cited) == [stories.text_of(contribution).id]


def asked_about_two(cast: Cast) -> tuple[Consultation, list[str], Visitor]:
    """Anna looks at two passages that quote her: the names of their forms, in their order."""
    request = stories.opened(cast)
    contribution = stories.standing(cast.anna, request, Wish(use=Form.QUOTE))
    for _number in range(2):
        stories.passage(cast, request, contribution, form=Form.QUOTE)
    actions.ask_authors(actor=cast.sam.account, consultation=request)
    anna = Visitor.as_(cast.anna.account)
    anna.get(f"/c/{request.id}/quotes/", reads=True)
    checks = contribution.checks.order_by("passage__position")
    return request, [f"q{one.id.hex}" for one in checks], anna


def typed(visitor: Visitor) -> dict[str, list[str]]:
    """What the one form of the page would send, without what nobody types."""
    return {name: sent for name, sent in visitor.page.form().data().items() if name.startswith("q")}


def press(visitor: Visitor, request: Consultation, name: str, changes: dict[str, str]) -> None:
    """Save one of the passages."""
    sent = {**{key: values[0] for key, values in typed(visitor).items()}, **changes}
    visitor.post(f"/c/{request.id}/quotes/", {**sent, "save": name[1:]}, status=200, reads=True)


@pytest.mark.parametrize("wording", ["", f"{CANARY} instead"])
def test_what_she_typed_under_another_passage_stays(cast: Cast, wording: str) -> None:
    request, (first, second), anna = asked_about_two(cast)
    other = {f"{second}-answer": "change", f"{second}-wording": f"{CANARY} the second"}
    press(anna, request, first, {f"{first}-answer": "change", f"{first}-wording": wording, **other})
    saved = {f"{first}-answer": ["change"], f"{first}-wording": [wording]}
    assert typed(anna) == {**saved, **{name: [words] for name, words in other.items()}}
    assert bool(anna.page.errors) == (not wording)


def test_an_answer_to_words_that_were_changed_is_shown_again(cast: Cast) -> None:
    request, (first, second), anna = asked_about_two(cast)
    passage = PassageCheck.objects.get(id=first[1:]).passage
    actions.change_passage(
        actor=cast.sam.account,
        passage=passage,
        revision=passage.revision,
        form=Form.PARAPHRASE,
        body=f"{CANARY} a passage",
        texts=[stories.text_of(Contribution.objects.get()).id],
    )
    press(anna, request, first, {f"{first}-answer": "change", f"{first}-wording": f"{CANARY} for nothing"})
    assert f"What you wrote stands here until you leave this page: {CANARY} for nothing" in anna.page
    assert {name.partition("-")[0] for name in typed(anna)} == {second}


@pytest.mark.parametrize("kind", ["contributions", "text"])
def test_a_note_stands_above_what_it_speaks_of(cast: Cast, kind: str) -> None:
    """CH2: the note comes before the words, and a contribution is folded."""
    request = stories.opened(cast)
    contribution = stories.standing(cast.anna, request, words="the words")
    stories.passage(cast, request, contribution)
    stories.agreed(cast, request)
    page = Visitor.as_(cast.bea.account).get(f"/c/{request.id}/{kind}/", reads=True)
    words = "the words" if kind == "contributions" else "a passage"
    assert page.text.index("mentions debt") < page.text.index(words)
    assert not [one for one in page.document.all("details") if "open" in one.attrib]


@pytest.mark.parametrize(
    ("language", "choice", "said"),
    [
        ("en", "later", "No problem. It stays here until Sunday 3 May. We will not remind you."),
        (
            "en",
            "pass",
            (
                "Thank you. You are not taking part this time. You do not need to say why."
                " You can change your mind until Sunday 3 May."
            ),
        ),
        ("ru", "later", "Хорошо. Запрос останется здесь до 3 мая (воскресенье). Мы не будем напоминать."),
        (
            "ru",
            "pass",
            (
                "Спасибо. В этот раз вы не участвуете. Не нужно говорить почему."
                " Вы можете передумать до 3 мая (воскресенье)."
            ),
        ),
    ],
)
def test_cc1_she_is_told_until_when_as_days_are_written(
    cast: Cast, language: str, choice: str, said: str
) -> None:
    with time_machine.travel(dt.datetime(2026, 4, 13, 12, tzinfo=dt.UTC), tick=False):
        request = stories.opened(cast)
        people.change_language(actor=cast.anna.account, language=language)
        cast.anna.account.refresh_from_db()
        anna = Visitor.as_(cast.anna.account)
        anna.post(f"/c/{request.id}/choice/", {"choice": choice})
        assert anna.follow(reads=True).messages[0] == said
