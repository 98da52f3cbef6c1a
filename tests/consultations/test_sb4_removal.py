"""SB4: somebody else's text is removed by two people; data protection and its author are told."""

from __future__ import annotations

import pytest

from board import actions as boarding
from board.models import Account
from board.states import Need, Reason
from consultations import actions
from consultations.rules import Wish
from privacy import consent
from privacy.crypto import KeyDestroyed
from privacy.keystore import store
from privacy.models import ConsentCell, Event
from privacy.permissions import Denied
from privacy.states import Audience, Ending, Form
from tests.board.acting import asked, nothing_remains
from tests.canary import CANARY
from tests.consultations import stories
from tests.people import Cast
from tests.visiting import Visitor

WORDS = "about somebody who did not agree"


@pytest.fixture
def told(cast: Cast):
    request = stories.opened(cast)
    return request, stories.standing(cast.anna, request, words=WORDS)


def ask(cast: Cast, hers, actor=None):
    return boarding.ask_second(
        actor=(actor or cast.sam).account,
        person=cast.anna,
        need=Need.REMOVAL,
        thing=hers.id,
        reason=Reason.THIRD,
    )


def test_sb4_deletion_of_others_content_takes_two(cast: Cast, told) -> None:
    request, hers = told
    url = f"/c/texts/{hers.id}/remove/"
    sam, tessa, dora, anna = (
        Visitor.as_(one.account) for one in (cast.sam, cast.tessa, cast.dora, cast.anna)
    )
    sam.get(f"/c/{request.id}/contributions/", reads=True)
    sam.click("Ask to have text 1 removed", reads=True)
    assert sam.page.url == url
    assert sam.fill({}, stays=True, reads=True).errors
    sam.fill({"reason": "third"}, reads=True)
    assert Event.objects.filter(code="second_yes.asked").count() == 1
    # told at once
    assert "A text of somebody removed" in dora.get("/").main
    assert "Somebody asked to remove one of your texts" in anna.get("/me/")
    # one person alone: also by a stale form
    sam.post(url, {"yes": str(asked())})
    assert hers.__class__.objects.get(id=hers.id).state == "sent"
    tessa.get("/")
    tessa.click("Look", reads=True)
    tessa.fill({}, button="Yes, remove it for good", reads=True)
    assert hers.__class__.objects.get(id=hers.id).state == "withdrawn"
    assert isinstance(store.get_many([bytes(hers.record)])[bytes(hers.record)], KeyDestroyed)
    assert set(ConsentCell.objects.filter(record__thing=hers.id).values_list("end__how", flat=True)) == {
        Ending.REVOKED
    }
    assert not consent.in_force([hers.id], [])
    assert "Two people removed one of your texts for good" in anna.get("/me/")
    assert "Your text was removed" in anna.get(f"/seen/{hers.id}/")
    assert "done" in dora.get("/dpo/pairs/").main
    for visitor in (sam, tessa):
        visitor.get(url, status=404)
        assert CANARY not in visitor.get(f"/c/{request.id}/contributions/", reads=True).main.replace(
            stories.NOTE, ""
        )


WITHOUT = {
    # who says yes after Sam has asked
    "the same person": ("sam", "not_the_second"),
    "the same human": ("tessa", "not_the_second"),
    "the administrator": ("adam", "no_permission"),
    "data protection": ("dora", "no_permission"),
    "a member": ("bea", "no_permission"),
    "an officer": ("olga", "no_permission"),
}


@pytest.mark.parametrize("case", WITHOUT)
def test_sb4_a_single_person_removes_nothing(cast: Cast, told, case: str) -> None:
    _request, hers = told
    who, code = WITHOUT[case]
    with pytest.raises(Denied) as no:
        actions.remove_text(actor=cast.tessa.account, contribution=hers, seen=asked())
    assert no.value.code == "nobody_asked"
    ask(cast, hers)
    if case == "the same human":
        boarding.join_accounts(actor=cast.sam.account, person=cast.sam, other=cast.tessa)
    account = Account.objects.get(pk=getattr(cast, who).account_id)
    with pytest.raises(Denied) as no:
        actions.remove_text(actor=account, contribution=hers, seen=asked())
    assert no.value.code == code
    assert hers.__class__.objects.get(id=hers.id).state == "sent"


def test_sb4_what_one_may_not_read_is_not_there_to_ask_about(cast: Cast, told) -> None:
    request, hers = told
    shut = stories.standing(cast.bea, request, Wish(reads=Audience.MEMBERS, use=Form.READ))
    for who, thing in (("sam", shut), ("bea", hers), ("dora", hers), ("adam", hers), ("olga", hers)):
        visitor = Visitor.as_(getattr(cast, who).account)
        nothing = visitor.get(f"/c/texts/{cast.board.id}/remove/", status=404).content
        assert visitor.get(f"/c/texts/{thing.id}/remove/", status=404).content == nothing


def test_sb4_another_text_is_not_meant(cast: Cast, told) -> None:
    _request, hers = told
    other = stories.standing(cast.anna, stories.opened(cast, 2), words="another text")
    ask(cast, hers)
    with pytest.raises(Denied) as no:
        actions.remove_text(actor=cast.tessa.account, contribution=other, seen=asked())
    assert no.value.code == "nobody_asked"
    nothing_remains(lambda: actions.remove_text(actor=cast.tessa.account, contribution=hers, seen=asked()))
