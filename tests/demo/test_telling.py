"""The whole story is told through the actions, on either database, and leaves an unbroken chain."""

from __future__ import annotations

import pytest
from django.conf import LazySettings

from board import queries
from board.models import Office, Person, SecondYes
from board.states import Need, SecondYesState
from demo.story import load
from demo.telling import tell
from meetings.models import Entry, Meeting, Participant
from meetings.states import EntryKind, MeetingState, ParticipantKind
from privacy import verify
from recommendations.models import Evidence, Recommendation, Release, Response
from recommendations.states import RecommendationState, ReleaseState


def test_the_clock_is_set_in_a_demonstration_only(db: None) -> None:
    with pytest.raises(RuntimeError, match="demonstration only"):
        tell(load())
    assert not queries.is_set_up()


@pytest.mark.slow
def test_the_story_is_told_whole(db: None, settings: LazySettings) -> None:
    settings.DEMONSTRATION = True
    tell(load())

    assert queries.seats_filled() == 21
    assert verify.chain().result == verify.Result.OK
    assert verify.current().result == verify.Result.OK

    offices = Office.objects.order_by("kind").values_list("kind", flat=True)
    assert [*offices] == ["chair", "rapporteur", "vice_chair"]
    assert Person.objects.filter(may_be_named=True).count() == 3
    asked = SecondYes.objects.get()
    assert (asked.need, asked.state, asked.listed.count()) == (Need.IDENTITIES, SecondYesState.WAITING, 3)

    madrid = Meeting.objects.get(short_name="Madrid")
    kinds = Participant.objects.filter(meeting=madrid).values_list("kind", flat=True)
    assert sorted(kinds).count(ParticipantKind.PEER_COUNTRY) == 15
    assert sum(item.papers.count() for item in madrid.items.all()) == 16
    conclusions = Entry.objects.filter(minutes__meeting=madrid, kind=EntryKind.CONCLUSION)
    assert conclusions.count() == 9
    assert {meeting.state for meeting in Meeting.objects.all()} == {MeetingState.APPROVED}

    drafts = Recommendation.objects.filter(state=RecommendationState.DRAFT)
    assert set(Evidence.objects.filter(recommendation__in=drafts).values_list("entry_id", flat=True)) == set(
        conclusions.values_list("id", flat=True)
    )
    assert sorted(Release.objects.values_list("state", flat=True)) == [
        ReleaseState.PREPARED,
        ReleaseState.SENT,
    ]
    assert sorted(Response.objects.values_list("position", flat=True)) == ["adopted", "in_part"]
