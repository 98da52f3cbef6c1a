"""Whoever has left can still take everything back: two of the secretariat do it when she asks."""

from __future__ import annotations

import pytest

from board import actions
from board.models import Person, SecondYes
from board.states import Need, PersonState
from consultations.models import Contribution
from consultations.states import ContributionState
from privacy.permissions import Denied
from privacy.reading import Purpose, open_many
from tests.board.acting import asked, leaves, nothing_remains
from tests.consultations import stories
from tests.people import Cast
from tests.visiting import Visitor


@pytest.fixture
def hers(cast: Cast) -> Contribution:
    """A text of Anna, who has left."""
    given = stories.standing(cast.anna, stories.opened(cast))
    actions.end_access(actor=cast.sam.account, person=cast.anna)
    return given


def test_two_of_the_secretariat_erase_what_she_asks_for(cast: Cast, hers: Contribution) -> None:
    url = f"/people/{cast.anna.id}/"
    sam, tessa = Visitor.as_(cast.sam.account), Visitor.as_(cast.tessa.account)
    body = stories.text_of(hers).body
    sam.get(url)
    sam.click("Erase everything")
    sam.fill(button="Ask for the second yes")
    assert "everything of somebody who has left" in tessa.get("/").text
    sam.get(f"{url}erase/")
    sam.post(f"{url}erase/", {"yes": str(asked())})
    assert Person.objects.get(id=cast.anna.id).state == PersonState.ENDED
    tessa.get(f"{url}erase/")
    with leaves("person.erased_on_request", "keys.destroyed"):
        page = tessa.fill(button="Yes, erase it for good")
    assert page.messages == ["It is done. Hand the certificate to whoever asked."]
    assert "Certificate of erasure" in page
    assert Person.objects.get(id=cast.anna.id).state == PersonState.ERASED
    hers.refresh_from_db()
    assert hers.state == ContributionState.WITHDRAWN
    [opened] = open_many([body], reader=cast.sam.account, purpose=Purpose.READ, about=hers)
    assert opened.text is None


def test_who_is_here_takes_back_alone(cast: Cast) -> None:
    sam = Visitor.as_(cast.sam.account)
    assert "Erase everything" not in sam.get(f"/people/{cast.anna.id}/")
    stranger = sam.get(f"/people/{cast.board.id}/erase/", status=404).content
    assert sam.get(f"/people/{cast.anna.id}/erase/", status=404).content == stranger
    with pytest.raises(Denied):
        actions.ask_second(actor=cast.sam.account, person=cast.anna, need=Need.ERASURE)


def test_one_person_and_other_roles_erase_nobody(cast: Cast, hers: Contribution) -> None:
    for who in (cast.chloe, cast.bea, cast.dora, cast.adam):
        with pytest.raises(Denied):
            actions.ask_second(actor=who.account, person=cast.anna, need=Need.ERASURE)
    actions.ask_second(actor=cast.sam.account, person=cast.anna, need=Need.ERASURE)
    for who, seen in ((cast.sam, asked()), (cast.tessa, None), (cast.chloe, asked())):
        with pytest.raises(Denied):
            actions.erase_who_left(actor=who.account, person=cast.anna, seen=seen)
    nothing_remains(lambda: actions.erase_who_left(actor=cast.tessa.account, person=cast.anna, seen=asked()))
    assert SecondYes.objects.get().state == "waiting"
    assert Person.objects.get(id=cast.anna.id).state == PersonState.ENDED
