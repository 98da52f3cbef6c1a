"""What the board recommends, the board has decided: not a record that the secretariat approves alone."""

from __future__ import annotations

import pytest

from meetings import actions as meeting
from meetings.actions import Note
from meetings.models import Entry, Minutes
from meetings.states import EntryKind, MeetingKind
from privacy.permissions import Denied
from recommendations import actions
from recommendations.states import RecommendationState
from tests.canary import CANARY
from tests.meetings import held
from tests.recommendations.world import World
from tests.visiting import Visitor


def _decided_by_the_secretariat_alone(world: World) -> Entry:
    seminar = held.held(world.cast, 7, kind=MeetingKind.SEMINAR)
    minutes = meeting.begin_minutes(actor=world.sam, meeting=seminar)
    note = Note(kind=EntryKind.DECISION, text=f"{CANARY} so be it", method="consensus")
    decision = meeting.add_entry(actor=world.sam, minutes=minutes, item=held.items(seminar)[-1], note=note)
    minutes = Minutes.objects.get(id=minutes.id)
    meeting.approve_minutes(actor=world.sam, minutes=minutes, how="By the secretariat.")
    return Entry.objects.get(id=decision.id)


def test_a_decision_of_a_seminar_endorses_nothing(world: World) -> None:
    decision = _decided_by_the_secretariat_alone(world)
    draft = world.draft()
    world.address(draft)
    with pytest.raises(Denied) as no:
        actions.endorse(actor=world.sam, recommendation=draft, decision=decision)
    assert no.value.code == "not_the_board"
    draft.refresh_from_db()
    assert draft.state == RecommendationState.DRAFT
    page = Visitor.as_(world.sam).get(f"/r/{draft.id}/endorse/", reads=True)
    assert page.form().offered("decision") == [str(world.decision.id)]
