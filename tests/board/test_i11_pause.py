"""I11: an account is paused on a call: signed out everywhere at once, and nothing is deleted."""

from __future__ import annotations

from board import actions
from board.models import Session
from privacy.reading import Purpose, open_many
from tests.board.acting import leaves, rows
from tests.board.test_sessions import PHONE, is_in, signed_in
from tests.canary import CANARY
from tests.consultations import stories
from tests.visiting import Visitor


def test_i11_pause_and_revoke(cast):
    hers = stories.standing(cast.anna, stories.opened(cast))
    one, other = signed_in(), signed_in(user_agent=PHONE)
    before = rows()
    staff = Visitor.as_(cast.sam.account)
    staff.get(f"/people/{cast.anna.id}/")
    staff.fill({}, form=f"/people/{cast.anna.id}/pause/")
    # At the next request, so within the five seconds that a call may take.
    assert not is_in(one)
    assert not is_in(other)
    assert not Session.objects.filter(account=cast.anna.account).exists()
    # Nothing is deleted: her words can be read as before, and no row is fewer.
    assert [name for name, kept in rows().items() if len(kept) < len(before[name])] == []
    text = stories.text_of(hers).body
    [found] = open_many([text], reader=cast.sam.account, purpose=Purpose.READ, about=hers)
    assert CANARY in found.text
    actions.resume_access(actor=cast.sam.account, person=cast.anna)
    assert is_in(signed_in())


def choices(page):
    """Whom one can choose on a page, by name."""
    return ["".join(one.itertext()) for one in page.document.all("option") if one.attrib.get("value")]


def test_i11_the_chair_pauses_when_a_member_calls(cast):
    """From the page of the board; only members can be chosen, and nobody else of the board comes there."""
    one = signed_in()
    before = rows()
    chair = Visitor.as_(cast.chloe.account)
    chair.get("/board/")
    stale = chair.click("Pause an account")
    assert choices(stale) == ["Anna (Member)", "Bea (Member)", "Carla (Member)"]
    assert chair.fill({"person": ""}, stays=True).errors == ["Who called – Please choose one"]
    with leaves("person.access_paused"):
        page = chair.fill({"person": str(cast.anna.id)})
    assert (page.url, page.messages) == ("/board/", ["Access is paused. Nothing was deleted."])
    assert not is_in(one)
    assert [name for name, kept in rows().items() if len(kept) < len(before[name])] == []
    # Once more, from the page that stood open: nothing happens, and she is told to choose.
    chair.page = stale
    with leaves():
        page = chair.fill({"person": str(cast.anna.id)}, stays=True)
    assert choices(page) == ["Bea (Member)", "Carla (Member)"]
    Visitor.as_(cast.bea.account).get("/people/called/", status=404)
    actions.resume_access(actor=cast.sam.account, person=cast.anna)
    assert is_in(signed_in())
