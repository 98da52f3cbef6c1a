"""Each verb leaves exactly its event, or nothing when the event cannot be written; two people; who may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import timezone

from privacy import audit, clock
from privacy.models import Event
from privacy.permissions import Denied
from recommendations import actions, rules
from recommendations.models import (
    Recall,
    Recommendation,
    Release,
    ReleasedCopy,
    Response,
    TermsAccepted,
)
from recommendations.states import Position, RecommendationState, ReleaseState
from tests.board.acting import nothing_remains
from tests.canary import CANARY
from tests.house.tree import ROOT
from tests.recommendations.world import ANSWER, OPERATIVE, World

Verb = Callable[[], object]


def _verbs(world: World, name: str) -> Verb:
    """The verb with everything it needs in place."""
    sam, tessa, olga = world.sam, world.tessa, world.olga
    draft = actions.Draft("T", OPERATIVE)
    made = {
        "draft_from_passages": lambda: _bind(
            actions.draft_from_passages, actor=sam, draft=draft, passages=[world.quote]
        ),
        "draft_from_conclusions": lambda: _bind(
            actions.draft_from_conclusions,
            actor=sam,
            meeting=world.meeting,
            conclusions=world.conclusions,
        ),
        "reword": lambda: _bind(
            actions.reword, actor=sam, recommendation=world.draft(), revision=1, draft=draft
        ),
        "address_to": lambda: _bind(
            actions.address_to,
            actor=sam,
            recommendation=world.draft(),
            revision=1,
            organisations=[world.cast.agency],
        ),
        "endorse": lambda: _bind(
            actions.endorse,
            actor=sam,
            recommendation=world.address(world.draft()),
            decision=world.decision,
        ),
        "drop": lambda: _bind(actions.drop, actor=sam, recommendation=world.draft()),
        "draft_again": lambda: _bind(actions.draft_again, actor=sam, recommendation=_flagged(world)),
        "let_stand": lambda: _bind(
            actions.let_stand, actor=sam, recommendation=_recalled(world).release.copies.get().recommendation
        ),
        "prepare_release": lambda: _bind(
            actions.prepare_release,
            actor=sam,
            organisation=world.cast.agency,
            recommendations=[world.endorsed()],
        ),
        "approve_release": lambda: _bind(actions.approve_release, actor=tessa, release=world.prepared()),
        "drop_release": lambda: _bind(actions.drop_release, actor=sam, release=world.prepared()),
        "grant_access": lambda: _bind(
            actions.grant_access, actor=sam, release=world.approved(), officer=olga
        ),
        "end_access": lambda: _bind(actions.end_access, actor=sam, release=world.granted(), officer=olga),
        "accept_terms": lambda: _bind(actions.accept_terms, actor=olga, release=_untold(world)),
        "hand_over": lambda: _bind(actions.hand_over, actor=olga, release=world.granted()),
        "respond": lambda: _bind(
            actions.respond,
            actor=olga,
            copy=world.copy_of(world.sent()),
            position=Position.ADOPTED,
            words=ANSWER,
            answered_on=clock.today(),
        ),
        "settle_recall": lambda: _bind(actions.settle_recall, actor=sam, recall=_recalled(world)),
    }
    return made[name]()


def _bind(verb: Callable[..., object], **needs: object) -> Verb:
    return lambda: verb(**needs)


def _flagged(world: World) -> Recommendation:
    endorsed = world.endorsed()
    world.anna_takes_back()
    return endorsed


def _untold(world: World) -> Release:
    release = world.approved()
    actions.grant_access(actor=world.sam, release=release, officer=world.olga)
    return release


def _recalled(world: World) -> Recall:
    world.sent()
    world.anna_takes_back()
    return Recall.objects.get()


OPENING = "text.opened"
EVENTS = {
    "draft_from_passages": ("recommendation.drafted",),
    "draft_from_conclusions": (OPENING, "recommendation.drafted_from_meeting"),
    "reword": ("recommendation.reworded",),
    "address_to": ("addressee.set",),
    "endorse": (OPENING, "recommendation.endorsed"),
    "drop": ("recommendation.dropped",),
    # Nothing to open: the wording has gone with the words that were taken back.
    "draft_again": ("recommendation.drafted_again",),
    "let_stand": ("evidence.cut",),
    "prepare_release": ("release.prepared",),
    "approve_release": (OPENING, OPENING, OPENING, "release.approved"),
    "drop_release": ("release.dropped",),
    "grant_access": ("grant.given",),
    "end_access": ("grant.ended",),
    "accept_terms": ("terms.accepted",),
    # The event stands before anything is opened: no copy leaves without it.
    "hand_over": ("release.handed_over", OPENING, OPENING),
    "respond": ("response.given",),
    "settle_recall": ("release.recall_settled",),
}


@pytest.mark.parametrize("name", EVENTS)
@pytest.mark.slow
def test_each_verb_leaves_its_event_or_nothing(world: World, name: str) -> None:
    verb = _verbs(world, name)
    nothing_remains(verb)
    last = Event.objects.order_by("-seq").values_list("seq", flat=True).first()
    verb()
    found = Event.objects.filter(seq__gt=last).order_by("seq").values_list("code", flat=True)
    assert tuple(found) == EVENTS[name]
    assert (
        ROOT / "templates" / "events" / f"{found[len(found) - 1 if found[0] == OPENING else 0]}.txt"
    ).exists()


def test_every_verb_is_in_the_table() -> None:
    assert set(EVENTS) == set(actions.__all__) - {"Draft"}


# --- two people

WHO = ("sam", "tessa", "chloe", "anna", "olga", "dora", "adam")
WRITES = frozenset({"sam", "tessa", "chloe"})


@pytest.mark.parametrize("preparer", ["sam", "chloe"])
def test_two_people_stand_behind_a_release(world: World, preparer: str) -> None:
    """The whole table: whoever writes may prepare; any other who writes may approve; nobody else, ever."""
    prepares = getattr(world.cast, preparer).account
    endorsed = world.endorsed()
    for name in WHO:
        approves = getattr(world.cast, name).account
        release = actions.prepare_release(
            actor=prepares, organisation=world.cast.agency, recommendations=[endorsed]
        )
        may = name in WRITES and name != preparer
        assert rules.release_permissions_of(approves, release).approve is may
        if may:
            actions.approve_release(actor=approves, release=release)
        else:
            with pytest.raises(Denied):
                actions.approve_release(actor=approves, release=release)
        assert (Release.objects.get(id=release.id).state == ReleaseState.APPROVED) is may


def test_the_database_wants_two_people_too(world: World) -> None:
    release = world.prepared()
    with pytest.raises(IntegrityError), audit.act("t", actor=world.sam, about=release) as act:
        row = act.lock(release)
        row.approved_by, row.approved_on, row.state = world.sam, clock.today(), ReleaseState.APPROVED
        row.save(act=act)


def test_a_release_is_approved_once(world: World) -> None:
    release = world.approved()
    with pytest.raises(Denied, match="wrong_state"):
        actions.approve_release(actor=world.cast.chloe.account, release=release)


def test_only_what_is_endorsed_and_addressed_is_released(world: World) -> None:
    draft = world.draft()
    with pytest.raises(Denied, match="gate"):
        world.prepared(draft, quoting=False)
    elsewhere = world.endorsed(to=[world.cast.other_agency])
    with pytest.raises(Denied, match="gate"):
        world.prepared(elsewhere, quoting=False)
    with pytest.raises(Denied, match="nothing_chosen"):
        actions.prepare_release(actor=world.sam, organisation=world.cast.agency, recommendations=[])


# --- the partner


def test_terms_come_before_the_package(world: World) -> None:
    release = _untold(world)
    with pytest.raises(Denied, match="terms"):
        actions.hand_over(actor=world.olga, release=release)
    actions.accept_terms(actor=world.olga, release=release)
    actions.accept_terms(actor=world.olga, release=release)
    assert TermsAccepted.objects.count() == 1
    actions.hand_over(actor=world.olga, release=release)


def test_the_hand_over_moves_release_and_recommendation_once(world: World) -> None:
    release = world.sent()
    recommendation = Recommendation.objects.get()
    assert (release.state, recommendation.state) == (ReleaseState.SENT, RecommendationState.RELEASED)
    actions.hand_over(actor=world.olga, release=release)
    assert Release.objects.get(id=release.id).history.count() == release.history.count()


def test_later_answers_stand_in_front_of_earlier_ones(world: World) -> None:
    copy = world.copy_of(world.sent())
    for position in (Position.NOTED, Position.ADOPTED):
        actions.respond(
            actor=world.olga, copy=copy, position=position, words=ANSWER, answered_on=clock.today()
        )
    assert list(copy.responses.values_list("number", "position")) == [(2, "adopted"), (1, "noted")]
    assert Recommendation.objects.get().state == RecommendationState.FOLLOW_UP


@pytest.mark.parametrize(("days", "code"), [(1, "not_yet"), (-30, "too_early")])
def test_an_answer_has_a_day_that_fits(world: World, days: int, code: str) -> None:
    copy = world.copy_of(world.sent())
    with pytest.raises(Denied, match=code):
        actions.respond(
            actor=world.olga,
            copy=copy,
            position=Position.NOTED,
            words=f"{CANARY} x",
            answered_on=clock.today() + dt.timedelta(days=days),
        )
    assert not Response.objects.exists()


@pytest.mark.parametrize("hour", [1, 20])
@pytest.mark.parametrize(
    ("approved_in", "answered_in"),
    [("Pacific/Auckland", "America/New_York"), ("America/New_York", "Pacific/Auckland")],
)
def test_an_officer_s_own_today_is_a_day_for_her_answer(
    world: World, approved_in: str, answered_in: str, hour: int
) -> None:
    """An hour after it was sent, from wherever that was; two days before or after never."""
    tomorrow = clock.today() + dt.timedelta(days=1)
    with time_machine.travel(dt.datetime.combine(tomorrow, dt.time(hour), dt.UTC), tick=False) as traveller:
        with timezone.override(approved_in):
            copy = world.copy_of(world.sent())
        assert copy.release.approved_on == tomorrow
        traveller.shift(dt.timedelta(hours=1))
        with timezone.override(answered_in):
            here = clock.today_here()
            _answered(world, copy, here)
            for wrong, days in (("too_early", -1), ("not_yet", 1)):
                with pytest.raises(Denied, match=wrong):
                    _answered(world, copy, here + dt.timedelta(days=2 * days))
    assert [row.answered_on for row in Response.objects.all()] == [here]


def _answered(world: World, copy: ReleasedCopy, day: dt.date) -> None:
    actions.respond(
        actor=world.olga, copy=copy, position=Position.NOTED, words=f"{CANARY} x", answered_on=day
    )


def test_nobody_answers_before_the_hand_over(world: World) -> None:
    copy = world.copy_of(world.granted())
    with pytest.raises(Denied, match="not_handed_over"):
        actions.respond(
            actor=world.olga, copy=copy, position=Position.NOTED, words=ANSWER, answered_on=clock.today()
        )
