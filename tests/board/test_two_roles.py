"""Somebody with two roles is counted, told and listed in both of them."""

from __future__ import annotations

import pytest

from board import actions, queries
from board.models import Account, Person
from board.queries.reaching import reached
from board.rules.people import check_is_not_last
from board.states import INSIDE, Need, Role
from consultations import actions as asking
from consultations import queries as requests
from consultations.rules import Wish
from meetings import actions as meeting_actions
from meetings import queries as meetings
from meetings.states import ParticipantKind
from privacy.permissions import Denied
from privacy.states import Audience, Form
from tests.board.acting import asked
from tests.consultations import stories
from tests.meetings import held
from tests.people import Cast
from tests.visiting import Visitor


def give(cast: Cast, person: Person, role: Role, *, by: Account | None = None) -> None:
    """From now on she has this second role."""
    actions.ask_second(actor=cast.sam.account, person=person, need=Need.ROLES, second_role=role)
    actions.change_roles(actor=by or cast.tessa.account, person=person, seen=asked())
    person.account.refresh_from_db()


def in_the_other_role(person: Person) -> Account:
    """Her account as it is in a request in which she uses her second role."""
    account = Account.objects.get(pk=person.account_id)
    account.role, account.second_role = account.second_role, account.role
    return account


@pytest.fixture
def dora(cast: Cast) -> Visitor:
    """Dora of data protection, who is of the secretariat too and uses that role now."""
    give(cast, cast.dora, Role.SECRETARIAT)
    visitor = Visitor.as_(cast.dora.account)
    visitor.get("/role/")
    visitor.post("/role/", {"role": "secretariat"})
    return visitor


def names(cast: Cast, *roles: str) -> set[str]:
    held_by = set(Account.objects.holding(*roles))
    return {name for name, account in cast.everybody().items() if account in held_by}


def test_holding_asks_both_roles(cast: Cast, dora: Visitor) -> None:
    assert names(cast, Role.SECRETARIAT) == {"sam", "tessa", "dora"}
    assert names(cast, Role.DATA_PROTECTION) == {"dora"}
    assert names(cast, *INSIDE) == {"anna", "bea", "carla", "chloe", "sam", "tessa", "dora"}
    assert names(cast) == set()


def test_an_author_is_told_of_whoever_reads_in_another_role(cast: Cast, dora: Visitor) -> None:
    request = stories.opened(cast)
    contribution = stories.standing(cast.anna, request, words="told to three")
    assert "told to three" in dora.get(f"/c/{request.id}/contributions/", reads=True)
    readers = requests.readers_of(contribution)
    assert (readers.members, readers.secretariat) == (2, 3)
    page = Visitor.as_(cast.anna.account).get(f"/seen/{contribution.id}/", reads=True)
    assert "The secretariat: 3 people" in page


def test_a_member_of_the_secretariat_reads_what_members_alone_may_read_once(cast: Cast) -> None:
    give(cast, cast.bea, Role.SECRETARIAT)
    request = stories.opened(cast)
    kept = stories.standing(cast.anna, request, Wish(reads=Audience.MEMBERS, use=Form.READ))
    readers = requests.readers_of(kept)
    assert (readers.members, readers.secretariat) == (2, 0)


def test_the_secretariat_is_listed_whole(cast: Cast, dora: Visitor) -> None:
    assert {one.id for one in queries.secretariat()} == {cast.sam.id, cast.tessa.id, cast.dora.id}
    assert [name for _id, name in requests.secretariat_names(cast.sam.account)] == ["Dora", "Sam", "Tessa"]
    request = stories.opened(cast)
    asking.assign(actor=cast.sam.account, consultation=request, to=cast.dora.account)
    request.refresh_from_db()
    assert request.assigned_to_id == cast.dora.account.id


def test_texts_know_her_name(cast: Cast, dora: Visitor) -> None:
    assert queries.roster(cast.sam.account).names[cast.dora.id] == "Dora"
    found = queries.names_found([("here", "Dora spoke")], reader=cast.sam.account, about=cast.dora)
    assert [one.spot.words for one in found] == ["Dora"]


def test_readers_of_a_meeting_are_counted_with_her(cast: Cast, dora: Visitor) -> None:
    meeting = held.prepared(cast)
    assert meetings.readers_now_and_later()[0] == 4
    assert meetings.who_will_see(meeting)[1].who == "The secretariat: three people"


def test_somebody_with_a_seat_is_offered_once_and_listed_as_a_member(cast: Cast, dora: Visitor) -> None:
    meeting = meeting_actions.add_meeting(actor=cast.sam.account, facts=held.facts())
    give(cast, cast.anna, Role.SECRETARIAT)
    offered = [one.id for one in meetings.candidates(meeting)]
    assert sorted(offered) == sorted(set(offered))
    people = [cast.anna, cast.dora]
    meeting_actions.add_participants(actor=cast.sam.account, meeting=meeting, people=people, labels=[])
    assert held.row_of(meeting, cast.anna).kind == ParticipantKind.MEMBER
    assert held.row_of(meeting, cast.dora).kind == ParticipantKind.SECRETARIAT


def test_whoever_is_data_protection_too_is_told(cast: Cast, dora: Visitor) -> None:
    assert reached(cast.tessa.id) is None
    give(cast, cast.tessa, Role.DATA_PROTECTION, by=in_the_other_role(cast.dora))
    assert cast.tessa.account.may_have_notices
    told = reached(cast.tessa.id)
    assert told is not None
    assert told.subject == cast.tessa.id


def test_the_last_of_the_secretariat_is_the_last_in_either_role(cast: Cast, dora: Visitor) -> None:
    actions.end_access(actor=cast.sam.account, person=cast.tessa)
    check_is_not_last(cast.sam.account)
    actions.end_access(actor=in_the_other_role(cast.dora), person=cast.sam)
    with pytest.raises(Denied) as refused:
        check_is_not_last(cast.dora.account)
    assert refused.value.code == "last_of_the_secretariat"
