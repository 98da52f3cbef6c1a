"""F07: whoever saves second sees the other's words and keeps her own. F08: pressed twice, done once."""

from __future__ import annotations

from typing import Any

from consultations import actions
from consultations.models import Consultation, Contribution, Passage
from privacy.models import ConsentRecord
from privacy.states import Form
from tests.canary import CANARY
from tests.consultations import stories
from tests.people import Cast
from tests.visiting import Visitor

CHANGED = "Somebody changed this since you opened it"


def sent_again(visitor: Visitor, url: str, data: dict[str, Any]) -> str:
    """The same post once more, as a double click or the back button sends it; where it leads."""
    page = visitor.post(url, data)
    return str(page.response["Location"])


def test_f07_lost_update_of_a_request(cast: Cast) -> None:
    request = stories.screened(cast)
    sam, tessa = Visitor.as_(cast.sam.account), Visitor.as_(cast.tessa.account)
    sam.get(f"/c/{request.id}/edit/", reads=True)
    tessa.get(f"/c/{request.id}/edit/", reads=True)
    sam.fill({"background": f"{CANARY} by Sam"}, reads=True)
    page = tessa.fill({"background": f"{CANARY} by Tessa"}, stays=True, reads=True)
    assert CHANGED in page
    assert f"{CANARY} by Sam" in page
    assert f"{CANARY} by Tessa" in page
    page = tessa.fill({}, reads=True)
    assert f"{CANARY} by Tessa" in page


def test_f07_lost_update_of_questions(cast: Cast) -> None:
    request = stories.screened(cast)
    sam, tessa = Visitor.as_(cast.sam.account), Visitor.as_(cast.tessa.account)
    sam.get(f"/c/{request.id}/questions/", reads=True)
    tessa.get(f"/c/{request.id}/questions/", reads=True)
    sam.fill({"question_1": f"{CANARY} asked by Sam"}, reads=True)
    page = tessa.fill({"question_1": f"{CANARY} asked by Tessa"}, stays=True, reads=True)
    assert CHANGED in page
    assert f"{CANARY} asked by Sam" in page
    assert f"{CANARY} asked by Tessa" in tessa.fill({}, reads=True)


def test_f07_lost_update_of_a_passage(cast: Cast) -> None:
    request = stories.opened(cast)
    passage = stories.passage(cast, request, stories.standing(cast.anna, request))
    url = f"/c/{request.id}/draft/{passage.id}/"
    sam, tessa = Visitor.as_(cast.sam.account), Visitor.as_(cast.tessa.account)
    sam.get(url, reads=True)
    tessa.get(url, reads=True)
    sam.fill({"body": f"{CANARY} passage by Sam"}, reads=True)
    page = tessa.fill({"body": f"{CANARY} passage by Tessa"}, stays=True, reads=True)
    assert CHANGED in page
    assert f"{CANARY} passage by Sam" in page
    page = tessa.fill({}, reads=True)
    assert f"{CANARY} passage by Tessa" in page
    assert Passage.objects.get().revision == 3


def test_f07_two_windows_of_one_author(cast: Cast) -> None:
    """The draft changed after it was checked: it is not sent as something she has not seen."""
    request = stories.opened(cast)
    first, second = Visitor.as_(cast.anna.account), Visitor.as_(cast.anna.account)
    first.get(f"/c/{request.id}/answer/", reads=True)
    first.fill({"body": f"{CANARY} first"}, button="Check and send", reads=True)
    second.get(f"/c/{request.id}/answer/", reads=True)
    second.fill({"body": f"{CANARY} second"}, button="Save draft", reads=True)
    page = first.fill({}, button="Send", stays=True, reads=True)
    assert f"{CANARY} second" in page
    assert "Somebody changed this" in page or "changed this" in page
    assert Contribution.objects.get().sent_at is None
    first.fill({}, button="Send", reads=True)
    assert Contribution.objects.get().sent_at is not None


def test_f07_correcting_in_two_windows(cast: Cast) -> None:
    contribution = stories.standing(cast.anna, stories.opened(cast))
    url = f"/seen/{contribution.id}/edit/"
    first, second = Visitor.as_(cast.anna.account), Visitor.as_(cast.anna.account)
    first.get(url, reads=True)
    second.get(url, reads=True)
    first.fill({"body": f"{CANARY} one"}, reads=True)
    page = second.fill({"body": f"{CANARY} two"}, stays=True, reads=True)
    assert f"{CANARY} one" in page
    assert f"{CANARY} two" in page


def test_f08_a_request_recorded_twice_is_one(cast: Cast) -> None:
    sam = Visitor.as_(cast.sam.account)
    sam.get("/c/new/")
    changes = {"title": "A guide", "background": CANARY, "is_paid": "yes"}
    data = {name: values[0] for name, values in sam.page.form().filled(changes, None).items()}
    assert sent_again(sam, "/c/new/", data) == sent_again(sam, "/c/new/", data)
    assert Consultation.objects.count() == 1


def test_f08_a_draft_and_a_sending_pressed_twice(cast: Cast) -> None:
    request = stories.opened(cast)
    anna = Visitor.as_(cast.anna.account)
    answer = {"body": CANARY, "do": "save"}
    for _ in range(2):
        sent_again(anna, f"/c/{request.id}/answer/", answer)
    assert Contribution.objects.count() == 1
    draft = {"draft": str(stories.text_of(Contribution.objects.get()).id)}
    where = [sent_again(anna, f"/c/{request.id}/check/", draft) for _ in range(2)]
    assert where == [f"/c/{request.id}/sent/"] * 2
    assert ConsentRecord.objects.count() == 1
    assert Contribution.objects.get().texts.count() == 1


def test_f08_a_passage_pressed_twice_and_a_move(cast: Cast) -> None:
    request = stories.opened(cast)
    contribution = stories.standing(cast.anna, request)
    sam = Visitor.as_(cast.sam.account)
    sam.get(f"/c/{request.id}/draft/new/", reads=True)
    changes = {"body": f"{CANARY} once", "texts": [str(stories.text_of(contribution).id)]}
    data = {name: values[0] for name, values in sam.page.form().filled(changes, None).items()}
    for _ in range(2):
        sent_again(sam, f"/c/{request.id}/draft/new/", data)
    assert Passage.objects.count() == 1


def test_f08_taking_back_twice(cast: Cast) -> None:
    contribution = stories.standing(cast.anna, stories.opened(cast))
    anna = Visitor.as_(cast.anna.account)
    where = [sent_again(anna, f"/seen/{contribution.id}/take-back/", {}) for _ in range(2)]
    assert where == [f"/seen/{contribution.id}/"] * 2


def test_moving_up_and_down(cast: Cast) -> None:
    request = stories.opened(cast)
    contribution = stories.standing(cast.anna, request)
    first, second, third = (stories.passage(cast, request, contribution) for _ in range(3))
    sam = cast.sam.account

    def order() -> list[Any]:
        return [one.id for one in Passage.objects.order_by("position")]

    actions.move_passage(actor=sam, passage=third, steps=-1)
    assert order() == [first.id, third.id, second.id]
    actions.move_passage(actor=sam, passage=first, steps=-1)
    assert order() == [first.id, third.id, second.id]
    actions.remove_passage(actor=sam, passage=third, revision=1)
    actions.move_passage(actor=sam, passage=first, steps=1)
    assert [one for one in order() if one != third.id] == [second.id, first.id]
    assert {one.form for one in Passage.objects.all()} == {Form.PARAPHRASE}
