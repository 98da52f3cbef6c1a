"""Pressed twice at once, or after somebody was quicker: a calm page, one row, and never a fault."""

from __future__ import annotations

from uuid import uuid4

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import IntegrityError

from board import actions as people
from board import factors, rules
from board.models import Account, Departure, SecondYes
from board.states import DepartureKind, Need, SecondYesState
from config import errors
from meetings import actions as meeting
from meetings.models import Meeting, Participant
from privacy import audit
from privacy.permissions import Denied
from tests.attacks.together import Second, after
from tests.meetings import held
from tests.people import Cast
from tests.visiting import Visitor


def test_a_row_that_is_gone_is_the_page_not_found(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page was asked for, somebody removed the row, then came the press."""
    from meetings.views import people

    row = held.row_of(held.prepared(cast), cast.carla)
    sam = Visitor.as_(cast.sam.account)
    press = people.press

    def quicker(request: object, action: object, said: str) -> None:
        meeting.remove_participant(actor=cast.tessa.account, participant=Participant.objects.get(id=row.id))
        press(request, action, said)

    monkeypatch.setattr(people, "press", quicker)
    sam.post(f"/m/{row.meeting_id}/people/{row.id}/remove/", status=404)
    assert not Participant.objects.filter(id=row.id).exists()


def test_what_two_wanted_at_once_is_a_calm_page(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule of the database says no where no other did: nothing was written, so one may try again."""
    from consultations import actions

    def twice(*_args: object, **_kwargs: object) -> object:
        raise IntegrityError("UNIQUE constraint failed: consultations_consultation.reference")

    monkeypatch.setattr(actions, "close", twice)
    from tests.consultations import stories

    request = stories.opened(cast)
    page = Visitor.as_(cast.sam.account).post(f"/c/{request.id}/close/", status=503)
    assert page.response["Retry-After"] == errors.SECONDS_TO_WAIT
    assert "UNIQUE" not in page.text


@pytest.mark.files
def test_one_reference_chosen_by_two_at_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """On PostgreSQL neither sees the other's row before it is there: one of them is told to try again."""
    from meetings.actions import meetings

    second = Second(lambda: meeting.add_meeting(actor=cast.tessa.account, facts=held.facts(1)))
    check = after(meetings._check_reference, second)
    monkeypatch.setattr(meetings, "_check_reference", check)
    first: BaseException | None = None
    try:
        meeting.add_meeting(actor=cast.sam.account, facts=held.facts(1))
    except Exception as error:  # noqa: BLE001  (whatever it is, a page has to come of it)
        first = error
    problems = [one for one in (first, second.ends()) if one is not None]
    assert Meeting.objects.count() == 1
    assert [errors.answer(one) is not None for one in problems] == [True]


@pytest.mark.files
@pytest.mark.postgres
def test_a_no_that_came_first_stays_a_no(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two people settle one thing at once: the yes was looked at before the no was there."""
    asked = people.ask_second(actor=cast.sam.account, person=cast.anna, need=Need.WAY_IN)
    before = Account.objects.get(pk=cast.anna.account_id).password
    second = Second(lambda: people.refuse_second(actor=cast.sam.account, person=cast.anna, need=Need.WAY_IN))
    monkeypatch.setattr(rules, "check_is_the_second", after(rules.check_is_the_second, second))
    with pytest.raises(Denied) as no:
        people.issue_passphrase(actor=cast.tessa.account, person=cast.anna, seen=asked.id)
    assert (no.value.code, second.ends()) == ("wrong_state", None)
    assert SecondYes.objects.get(id=asked.id).state == SecondYesState.REFUSED
    assert Account.objects.get(pk=cast.anna.account_id).password == before


@pytest.mark.files
def test_both_of_the_secretariat_ask_to_leave_at_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """On PostgreSQL neither sees the other's wish before it is there: each would count on the other."""
    kind = DepartureKind.LEAVE
    second = Second(lambda: people.ask_to_leave(actor=cast.tessa.account, person=cast.tessa, kind=kind))
    monkeypatch.setattr(rules, "check_can_ask_to_leave", after(rules.check_can_ask_to_leave, second))
    people.ask_to_leave(actor=cast.sam.account, person=cast.sam, kind=kind)
    said = second.ends()
    assert isinstance(said, Denied)
    assert said.code == "last_of_the_secretariat"
    assert Departure.objects.get().person_id == cast.sam.id


@pytest.mark.files
def test_a_code_on_paper_at_two_doors_at_once_opens_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock is allauth's: the row is held from before the codes are looked at."""
    [code, *_more] = people.make_list(actor=cast.anna.account)
    opened: list[bool] = []
    second = Second(lambda: opened.append(factors.is_right(cast.anna.account, code)))
    monkeypatch.setattr(RecoveryCodes, "generate_codes", after(RecoveryCodes.generate_codes, second))
    opened.append(factors.is_right(cast.anna.account, code))
    assert second.ends() is None
    assert sorted(opened) == [False, True]


def test_an_act_about_nothing_says_so(cast: Cast) -> None:
    with pytest.raises(audit.Gone), audit.act("test.gone", actor=cast.sam.account, about=cast.board) as act:
        act.lock(Meeting(id=uuid4()))
