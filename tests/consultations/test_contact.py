"""A text for the secretariat contact alone is for one person: whoever that was when its author chose."""

from __future__ import annotations

import datetime as dt

import time_machine

from board import actions as people
from board.models import Person
from consultations import actions, queries
from consultations.models import Consultation, Contribution
from consultations.rules import Wish
from privacy import clock, consent
from privacy.consent import Use
from privacy.reading import Purpose
from privacy.states import Audience, Form
from tests.canary import CANARY
from tests.consultations import stories
from tests.consultations.test_rules_truth_tables import who_opens
from tests.markup import text_of
from tests.people import Cast
from tests.visiting import Visitor

FOR_THE_CONTACT = Wish(reads=Audience.SECRETARIAT)
ALONE = "The contact in the secretariat: Sam, and nobody else there Without your name"
LEFT = "The secretariat: nobody The contact you chose has left the secretariat. You can choose again."
NOBODY_ELSE = "Other members: nobody"


def assigned(cast: Cast, request: Consultation, to: Person) -> None:
    """Tessa assigns the request."""
    actions.assign(actor=cast.tessa.account, consultation=request, to=to.account)
    request.refresh_from_db()


def told(person: Person, contribution: Contribution) -> list[str]:
    """Who can see it now, as its author reads it: the secretariat, and other members."""
    page = Visitor.as_(person.account).get(f"/seen/{contribution.id}/", reads=True)
    [listed] = [one for one in page.document.all("ul") if one.attrib.get("class") == "who"]
    return [text_of(line).split(": as")[0] for line in listed][1:3]


def choices(visitor: Visitor) -> dict[str, str]:
    """What may be chosen for "Who can read this?": words to value."""
    assert visitor.page is not None
    document = visitor.page.document
    cards = [one for one in document.all("label") if one.attrib.get("class") == "choice"]
    pairs = [(card.find("input"), card.find("span/b")) for card in cards]
    return {text_of(b): i.attrib["value"] for i, b in pairs if i.attrib["name"] == "reads"}


def test_nobody_reads_it_by_becoming_the_contact(cast: Cast) -> None:
    """Tessa assigns the request to herself, looks, and assigns it back: she has seen nothing."""
    request = stories.opened(cast)
    contribution = stories.standing(cast.anna, request, FOR_THE_CONTACT, words="for Sam alone")
    stories.attached(contribution)
    tessa = Visitor.as_(cast.tessa.account)
    tessa.get(f"/c/{request.id}/", reads=True)
    tessa.post(f"/c/{request.id}/assign/", {"to": str(cast.tessa.account.id)})
    request.refresh_from_db()
    assert request.assigned_to_id == cast.tessa.account.id
    assert "for Sam alone" not in tessa.get(f"/c/{request.id}/contributions/", reads=True)
    file = contribution.attachments.get()
    tessa.get(f"/c/{request.id}/files/{file.id}/", status=404)
    assert queries.contributions_for_synthesis(request, cast.tessa.account) == []
    assert who_opens(cast, contribution, Purpose.READ) == {"anna", "sam"}
    assert who_opens(cast, contribution, Purpose.SYNTHESIS) == {"sam"}
    assert "for Sam alone" in Visitor.as_(cast.sam.account).get(f"/c/{request.id}/contributions/", reads=True)


def test_her_page_names_the_one_who_reads_whoever_is_the_contact(cast: Cast) -> None:
    request = stories.opened(cast)
    contribution = stories.standing(cast.anna, request, FOR_THE_CONTACT)
    assert told(cast.anna, contribution) == [ALONE, NOBODY_ELSE]
    assigned(cast, request, cast.tessa)
    contribution.refresh_from_db()
    assert told(cast.anna, contribution) == [ALONE, NOBODY_ELSE]
    page = Visitor.as_(cast.anna.account).get(f"/seen/{contribution.id}/", reads=True)
    assert "In the secretariat only Sam, whoever is the contact later" in page


def test_it_is_for_whom_she_saw_when_she_chose(cast: Cast) -> None:
    """The contact changes between the page and the press: the one she saw reads it."""
    request = stories.opened(cast)
    anna = Visitor.as_(cast.anna.account)
    page = anna.get(f"/c/{request.id}/answer/", reads=True)
    assert "Sam. It stays with this person, also when the contact changes." in page
    sam = choices(anna)["Only the secretariat contact"]
    assigned(cast, request, cast.tessa)
    filled = {"body": f"{CANARY} for Sam alone", "reads": sam}
    page = anna.fill(filled, button="Check and send", reads=True)
    assert "In the secretariat only Sam, whoever is the contact later" in page
    again = Visitor.as_(cast.anna.account)
    again.get(f"/c/{request.id}/answer/", reads=True)
    assert list(choices(again)) == [
        "The board and the secretariat",
        "Only the secretariat contact",
        "Only the contact from before",
        "Only members",
    ]
    assert again.page is not None
    assert again.page.form().data()["reads"] == [sam]
    anna.fill({}, button="Send")
    contribution = Contribution.objects.get()
    assert Use(Form.READ, Audience.SECRETARIAT, cast.sam.account.id) in consent.uses_in_force(contribution.id)
    with time_machine.travel(stories.later(minutes=11)):
        assert who_opens(cast, contribution, Purpose.READ) == {"anna", "sam"}


def test_another_choice_leaves_it_with_the_same_person(cast: Cast) -> None:
    request = stories.opened(cast)
    contribution = stories.standing(cast.anna, request, FOR_THE_CONTACT)
    assigned(cast, request, cast.tessa)
    anna = Visitor.as_(cast.anna.account)
    anna.get(f"/seen/{contribution.id}/change/")
    anna.fill({"months": "6"}, reads=True)
    assert who_opens(cast, contribution, Purpose.READ) == {"anna", "sam"}
    with time_machine.travel(stories.later(days=2)):
        assert who_opens(cast, contribution, Purpose.READ) == {"anna", "sam"}


def test_once_that_person_has_left_nobody_reads_until_she_chooses_again(cast: Cast) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        request = stories.opened(cast)
        contribution = stories.standing(cast.anna, request, FOR_THE_CONTACT)
        assigned(cast, request, cast.tessa)
        people.end_access(actor=cast.tessa.account, person=cast.sam)
        contribution.refresh_from_db()
        assert who_opens(cast, contribution, Purpose.READ) == {"anna"}
        assert told(cast.anna, contribution) == [LEFT, NOBODY_ELSE]
        anna = Visitor.as_(cast.anna.account)
        page = anna.get(f"/seen/{contribution.id}/change/")
        assert "Nobody now: this person has left the secretariat." in page
        anna.fill({"reads": choices(anna)["Only the secretariat contact"]}, reads=True)
        traveller.shift(dt.timedelta(hours=23))
        assert who_opens(cast, contribution, Purpose.READ) == {"anna"}
        traveller.shift(dt.timedelta(hours=2))
        assert who_opens(cast, contribution, Purpose.READ) == {"anna", "tessa"}


def test_whoever_assigns_it_is_told_before(cast: Cast) -> None:
    request = stories.opened(cast)
    page = Visitor.as_(cast.tessa.account).get(f"/c/{request.id}/", reads=True)
    assert "Texts for the contact alone stay with whoever that was when they were sent." in page
