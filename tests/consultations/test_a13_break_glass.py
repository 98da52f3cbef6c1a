"""A13: one text opened as an exception by two people, for an hour."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from board import actions as boarding
from board.models import Account, SecondYes
from board.states import Need, Reason
from consultations import actions
from consultations.rules import Wish
from notices.models import Notice
from notices.states import Cause
from privacy import clock
from privacy.models import Event
from privacy.permissions import Denied
from privacy.queries import Seen, seen_by
from privacy.reading import Purpose, Shut, open_many
from privacy.states import Audience, Form
from tests.board.acting import asked, leaves, nothing_remains
from tests.canary import CANARY
from tests.consultations import stories
from tests.notices.conftest import reaches, sink  # noqa: F401  (fixtures)
from tests.people import Cast
from tests.visiting import Visitor

WORDS = "kept for members"


@pytest.fixture
def kept(cast: Cast):
    """Anna's text that only members may read; the request it answers."""
    request = stories.opened(cast)
    hers = stories.standing(cast.anna, request, Wish(reads=Audience.MEMBERS, use=Form.READ), words=WORDS)
    return request, hers


def ask(cast: Cast, request, person=None, reason=Reason.DANGER, actor=None) -> SecondYes:
    return boarding.ask_second(
        actor=(actor or cast.sam).account,
        person=person or cast.anna,
        need=Need.EMERGENCY,
        thing=request.id,
        reason=reason,
    )


def give(cast: Cast, request, actor, person=None) -> SecondYes:
    about = person or cast.anna
    return boarding.open_in_emergency(actor=actor.account, person=about, thing=request.id, seen=asked())


def opened(reader, hers):
    text = stories.text_of(hers).body
    return open_many([text], reader=reader.account, purpose=Purpose.EMERGENCY, about=hers)[0]


def test_a13_break_glass_two_persons(cast: Cast, kept, reaches) -> None:  # noqa: F811  (the fixture)
    request, hers = kept
    reaches(cast.anna)
    url = f"/c/{request.id}/exception/{cast.anna.id}/"
    sam, chloe, dora = (Visitor.as_(one.account) for one in (cast.sam, cast.chloe, cast.dora))
    # nobody asked: the same page as for nothing at all
    assert opened(cast.sam, hers).shut == Shut.REFUSED
    sam.get(url, status=404)
    sam.get(f"/c/{request.id}/file/", reads=True)
    assert "Open one text as an exception" in sam.page
    # one person: asked, and told at once to her and to data protection; nothing is open
    sam.get(f"/c/{request.id}/exception/", reads=True)
    with leaves("second_yes.asked"):
        sam.fill({"person": str(cast.anna.id), "reason": "danger"})
    assert "Somebody asked to open one of your texts as an exception" in Visitor.as_(cast.anna.account).get(
        "/me/"
    )
    assert Notice.objects.filter(subject=cast.anna.id, cause=Cause.ACCESS).count() == 1
    assert "One text opened as an exception" in dora.get("/").main
    assert opened(cast.sam, hers).shut == Shut.REFUSED
    sam.get(f"{url}text/", status=404)
    # her own second yes is none
    sam.get(url)
    assert "Yes, open it" not in sam.page
    sam.post(url, {"yes": str(asked())})
    assert opened(cast.sam, hers).shut == Shut.REFUSED
    # two persons
    assert "Waits for a second yes" in chloe.get("/")
    chloe.get(url)
    with leaves("emergency.given"):
        chloe.fill({}, button="Yes, open it for 60 minutes")
    assert Notice.objects.filter(subject=cast.anna.id, cause=Cause.ACCESS).count() == 2
    assert "open now" in dora.get("/dpo/pairs/")
    seq = Event.objects.order_by("-seq").values_list("seq", flat=True).first()
    page = sam.get(f"{url}text/", reads=True)
    assert f"{CANARY} {WORDS}" in page.content.decode()
    assert page.response["Refresh"] == f"3600; url={url}"
    noted = list(Event.objects.filter(seq__gt=seq, code="emergency.opened").values_list("outcome", flat=True))
    assert noted == ["read"]
    assert seen_by([stories.text_of(hers).id]) == [Seen(clock.today(), "secretariat")]
    # to whoever asked, and to nobody else; this one text, and no other purpose
    chloe.get(f"{url}text/", status=404)
    for other in (cast.chloe, cast.tessa, cast.adam, cast.dora, cast.olga):
        assert opened(other, hers).shut == Shut.REFUSED
    [plain] = open_many(
        [stories.text_of(hers).body], reader=cast.sam.account, purpose=Purpose.READ, about=hers
    )
    assert plain.text is None
    theirs = stories.standing(cast.bea, request, Wish(reads=Audience.MEMBERS, use=Form.READ))
    assert opened(cast.sam, theirs).shut == Shut.REFUSED
    for path in ("/", "/me/"):
        page = Visitor.as_(cast.anna.account).get(path)
        assert "Two people opened one of your texts as an exception" in page, path
    # 60 minutes
    with time_machine.travel(clock.now() + timedelta(minutes=59), tick=False):
        assert f"{CANARY} {WORDS}" in (opened(cast.sam, hers).text or "")
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        assert opened(cast.sam, hers).shut == Shut.REFUSED
        sam = Visitor.as_(cast.sam.account)
        sam.get(f"{url}text/", status=404)
        assert "It is shut again." in sam.get(url)


def test_a13_the_event_comes_before_the_text(cast: Cast, kept) -> None:
    request, hers = kept
    ask(cast, request)
    nothing_remains(lambda: give(cast, request, cast.chloe))
    give(cast, request, cast.chloe)
    nothing_remains(lambda: opened(cast.sam, hers))


def same_human(cast: Cast) -> None:
    boarding.join_accounts(actor=cast.tessa.account, person=cast.sam, other=cast.chloe)


PAIRS = {
    # who asked, who says yes, what was noted before, the reason for a no
    "the same account": ("sam", "sam", None, "not_the_second"),
    "the same human's other account": ("sam", "chloe", same_human, "not_the_second"),
    "two of the secretariat": ("sam", "tessa", None, "chair_is_missing"),
    "an administrator": ("sam", "adam", None, "no_permission"),
    "data protection": ("sam", "dora", None, "no_permission"),
    "a member": ("sam", "bea", None, "no_permission"),
    "the author herself": ("sam", "anna", None, "no_permission"),
    "an officer": ("sam", "olga", None, "no_permission"),
    "the chair asked": ("chloe", "tessa", None, None),
    "the chair says yes": ("sam", "chloe", None, None),
}


@pytest.mark.parametrize("case", PAIRS)
def test_a13_only_a_proper_pair(cast: Cast, kept, case: str) -> None:
    first, second, before, code = PAIRS[case]
    request, hers = kept
    asker, other = getattr(cast, first), getattr(cast, second)
    ask(cast, request, actor=asker)
    if before:
        before(cast)
    other.account = Account.objects.get(pk=other.account_id)
    if code is None:
        give(cast, request, other)
        assert opened(asker, hers).text
        return
    with pytest.raises(Denied) as no:
        give(cast, request, other)
    assert no.value.code == code
    assert opened(asker, hers).shut == Shut.REFUSED


@pytest.mark.parametrize("who", ["adam", "dora", "bea", "olga", "anna"])
def test_a13_who_may_not_ask(cast: Cast, kept, who: str) -> None:
    request, _hers = kept
    with pytest.raises(Denied):
        ask(cast, request, actor=getattr(cast, who))
    visitor = Visitor.as_(getattr(cast, who).account)
    stranger = visitor.get(f"/c/{cast.board.id}/exception/", status=404).content
    for url in (f"/c/{request.id}/exception/", f"/c/{request.id}/exception/{cast.anna.id}/"):
        assert visitor.get(url, status=404).content == stranger


def test_a13_nobody_asks_about_her_own_or_without_a_reason(cast: Cast, kept) -> None:
    request, _hers = kept
    for wrong in ({"person": cast.sam}, {"reason": ""}, {"reason": Reason.PAYMENT}, {"reason": "because"}):
        with pytest.raises(Denied):
            ask(cast, request, **wrong)
    boarding.join_accounts(actor=cast.tessa.account, person=cast.sam, other=cast.anna)
    cast.sam.account.refresh_from_db()
    with pytest.raises(Denied) as no:
        ask(cast, request)
    assert no.value.code == "not_your_own"


@pytest.mark.parametrize("who", ["sam", "chloe", "dora"])
def test_a13_it_can_be_ended_earlier(cast: Cast, kept, who: str) -> None:
    request, hers = kept
    ask(cast, request)
    row = give(cast, request, cast.chloe)
    visitor = Visitor.as_(getattr(cast, who).account)
    url = f"/dpo/pairs/{row.id}/end/" if who == "dora" else f"/c/{request.id}/exception/{cast.anna.id}/"
    visitor.get(url)
    with leaves("second_yes.ended"):
        visitor.fill({}, button="Shut it now")
    assert opened(cast.sam, hers).shut == Shut.REFUSED
    for stranger in (cast.bea, cast.adam, cast.olga):
        with pytest.raises(Denied):
            boarding.end_given(actor=stranger.account, asked=row)


def test_a13_what_rests_opens_and_what_was_not_given_does_not(cast: Cast, kept) -> None:
    request, hers = kept
    ask(cast, request)
    give(cast, request, cast.chloe)
    actions.hold(actor=cast.anna.account, contribution=hers)
    assert opened(cast.sam, hers).text
    actions.take_back(actor=cast.anna.account, contribution=hers)
    assert opened(cast.sam, hers).text is None
    draft = stories.drafted(cast.anna, request, words="not sent")
    assert opened(cast.sam, draft).shut == Shut.REFUSED
    page = Visitor.as_(cast.sam.account).get(f"/c/{request.id}/exception/{cast.anna.id}/text/", reads=True)
    assert "There is nothing to open." in page


def test_a13_a_week_later_it_has_to_be_asked_anew(cast: Cast, kept) -> None:
    request, _hers = kept
    ask(cast, request)
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False), pytest.raises(Denied) as no:
        give(cast, request, cast.chloe)
    assert no.value.code == "nobody_asked"


def test_a13_the_table_refuses_what_never_ends(cast: Cast, kept) -> None:
    request, _hers = kept
    ask(cast, request)
    give(cast, request, cast.chloe)
    for change in ("until = NULL", "settled_by_id = asked_by_id", "settled_by_id = NULL"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE board_secondyes SET {change}")


def test_a13_data_protection_sees_no_name(cast: Cast, kept) -> None:
    request, _hers = kept
    ask(cast, request)
    give(cast, request, cast.chloe)
    dora = Visitor.as_(cast.dora.account)
    for url in ("/", "/dpo/pairs/"):
        page = dora.get(url)
        assert "Somebody may be in danger" in page
        assert not any(name in page.main for name in ("Anna", "Sam", "Chloe"))
    for other in (cast.sam, cast.chloe, cast.adam, cast.anna):
        Visitor.as_(other.account).get("/dpo/pairs/", status=404)


def test_a13_the_chair_is_not_asked_about_her_own_words(cast: Cast) -> None:
    """Two of the secretariat decide; but nobody is made the chair for it: her office began today."""
    request = stories.opened(cast)
    hers = stories.standing(cast.chloe, request, Wish(reads=Audience.MEMBERS, use=Form.READ), words=WORDS)
    now = clock.now()
    with time_machine.travel(now, tick=False) as travelled:
        ask(cast, request, person=cast.chloe)
        with pytest.raises(Denied) as no:
            give(cast, request, cast.tessa, cast.chloe)
        assert no.value.code == "chair_is_missing"
        travelled.shift(timedelta(days=8))
        ask(cast, request, person=cast.chloe)
        give(cast, request, cast.tessa, cast.chloe)
        assert opened(cast.sam, hers).text
