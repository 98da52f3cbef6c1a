"""A03, A04: somebody else's ids, and ids that do not belong together, on every address of meetings."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID, uuid4

import pytest

from meetings.models import Meeting, Paper
from tests.meetings import held
from tests.people import Cast
from tests.routes import routes
from tests.visiting import Visitor

ROUTES = [route for route in routes() if route.name.startswith("meetings:") and route.converters]
NESTED = [route for route in ROUTES if len(route.converters) > 1]
OUTSIDE = ("olga", "adam")


def ids_of(meeting: Meeting) -> dict[str, UUID]:
    """An id of that meeting for every kind in an address."""
    minutes = meeting.minutes
    item = held.items(meeting)[-1]
    return {
        "meeting_id": meeting.id,
        "participant_id": held.people(meeting)[0].id,
        "item_id": item.id,
        "paper_id": Paper.objects.get(item=item).id,
        "entry_id": held.entries(minutes)[0].id,
        "edition_id": minutes.editions.first().id if minutes.editions.exists() else uuid4(),
    }


class Refused:
    """Whether an address answers one visitor as an id that does not exist: 404, with the very same bytes."""

    def __init__(self, visitor: Visitor) -> None:
        self.client, self.token = visitor.client, visitor._token()
        self.nothing = self.client.get(f"/m/{uuid4()}/", secure=True).content

    def __call__(self, address: str) -> bool:
        origin = {"origin": "https://127.0.0.1"}
        sent = {"csrfmiddlewaretoken": self.token}
        answers = (
            self.client.get(address, secure=True),
            self.client.post(address, sent, secure=True, headers=origin),
        )
        return all(
            answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
            or (answer.status_code == HTTPStatus.NOT_FOUND and answer.content == self.nothing)
            for answer in answers
        )


def test_a03_idor_swap_ids_all_routes(cast: Cast) -> None:
    """Real ids of a meeting in preparation, and of a draft, in the hands of people who may not see them."""
    draft = held.written(cast, held.held(cast)).meeting
    known = ids_of(draft)
    for name in OUTSIDE:
        refused = Refused(Visitor.as_(getattr(cast, name).account))
        leaks = [route.name for route in ROUTES if not refused(route.path(**known))]
        assert not leaks, f"{name} got an answer of her own at {leaks}"
    for_members = {"meetings:meeting", "meetings:agenda", "meetings:listing"}
    refused = Refused(Visitor.as_(cast.anna.account))
    leaks = [one.name for one in ROUTES if one.name not in for_members and not refused(one.path(**known))]
    assert not leaks
    hidden = {**known, "meeting_id": held.prepared(cast, 2).id}
    leaks = [route.name for route in ROUTES if not refused(route.path(**hidden))]
    assert not leaks, "a meeting that was not called is not there"


def test_a03_ids_in_buttons_and_queries(cast: Cast) -> None:
    meeting, other = held.prepared(cast), held.prepared(cast, 2)
    sam, anna = Visitor.as_(cast.sam.account), Visitor.as_(cast.anna.account)
    strange = held.items(other)[0].id
    sam.post(f"/m/{meeting.id}/agenda/move/", {"up": str(strange)}, status=HTTPStatus.NOT_FOUND)
    sam.post(f"/m/{meeting.id}/agenda/move/", {"up": "no id"}, status=HTTPStatus.NOT_FOUND)
    sam.post(f"/m/{meeting.id}/agenda/move/", {}, status=HTTPStatus.NOT_FOUND)
    anna.get(f"/m/?after={meeting.id}", status=HTTPStatus.NOT_FOUND)
    anna.get(f"/m/?after={uuid4()}", status=HTTPStatus.NOT_FOUND)


@pytest.mark.parametrize("approved", [False, True])
def test_a04_idor_nested_mismatch(cast: Cast, approved: bool) -> None:
    """Parts of one meeting below the address of another are not there, for the secretariat neither."""
    mine, theirs = (held.written(cast, held.held(cast, number)) for number in (1, 2))
    if approved:
        for minutes in (mine, theirs):
            held.approved(cast, minutes)
    refused = Refused(Visitor.as_(cast.sam.account))
    mixed = {**ids_of(theirs.meeting), "meeting_id": mine.meeting_id}
    assert len(NESTED) >= 9
    leaks = [route.name for route in NESTED if not refused(route.path(**mixed))]
    assert not leaks


def test_a_note_moves_only_on_its_own_item(cast: Cast) -> None:
    minutes = held.written(cast, held.held(cast))
    first, last = held.items(minutes.meeting)[0], held.entries(minutes)[-1]
    sam = Visitor.as_(cast.sam.account)
    sam.post(
        f"/m/{minutes.meeting_id}/live/{first.id}/move/", {"up": str(last.id)}, status=HTTPStatus.NOT_FOUND
    )
