"""Each action: what it does, the event it leaves, why it refuses; nothing remains when the event fails."""

from __future__ import annotations

import datetime as dt
from typing import Any
from unittest import mock

import pytest
from django_cryptography.core.signing import FernetSigner
from django_cryptography.utils.crypto import FernetBytes

from meetings import actions
from meetings.actions import Item, Note
from meetings.models import AgendaItem, Edition, Entry, JoinDetails, Meeting, Participant, numbers
from meetings.states import EntryKind, ItemPurpose, ListedAs, MeetingState, ParticipantKind
from privacy import verify
from privacy.audit import AuditUnavailable, Gone, chain
from privacy.models import Event
from privacy.permissions import Denied
from tests.canary import CANARY
from tests.meetings import held
from tests.people import Cast


def events(since: int) -> list[str]:
    """The codes of what was written after an event."""
    return list(Event.objects.filter(seq__gt=since).order_by("seq").values_list("code", flat=True))


def last() -> int:
    return Event.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def test_each_step_leaves_one_event(cast: Cast) -> None:
    begun = last()
    meeting = held.held(cast)
    minutes = held.written(cast, meeting)
    held.approved(cast, minutes)
    assert events(begun) == [
        "meeting.added", "participant.added", "item.added", "item.added", "item.added", "paper.added",
        "meeting.called", "attendance.recorded", "attendance.closed",
        "minutes.begun", "minutes.changed", *["entry.added"] * 5, "text.opened", "minutes.approved",
    ]  # fmt: skip
    assert meeting.state == MeetingState.HELD
    assert Meeting.objects.get().state == MeetingState.APPROVED


def test_nothing_remains_when_the_event_fails(cast: Cast) -> None:
    """Change, history row and event are one transaction."""
    minutes = held.written(cast, held.held(cast))
    before = {model: model.objects.count() for model in (Entry, Entry.history.model, Edition, Event)}
    with mock.patch.object(chain, "_append", side_effect=AuditUnavailable("no")):
        with pytest.raises(AuditUnavailable):
            actions.add_entry(
                actor=cast.sam.account,
                minutes=minutes,
                item=held.items(minutes.meeting)[-1],
                note=Note(text="x"),
            )
        with pytest.raises(AuditUnavailable):
            actions.approve_minutes(actor=cast.chloe.account, minutes=minutes, how=held.HOW)
    assert before == {model: model.objects.count() for model in before}
    minutes.refresh_from_db()
    assert minutes.state == "draft"
    assert not Entry.objects.exclude(number=None).exists()


def refusals(cast: Cast) -> dict[str, Any]:
    """Code to a call that has to end with it."""
    sam, anna = cast.sam.account, cast.anna.account
    draft, called = held.prepared(cast, 1), held.called(cast, 2)
    done = held.written(cast, held.held(cast, 3))
    other = held.items(called)[0]
    return {
        "not_staff": lambda: actions.add_meeting(actor=anna, facts=held.facts(9)),
        "reference_taken": lambda: actions.add_meeting(actor=sam, facts=held.facts(1)),
        "stale": lambda: actions.change_meeting(actor=sam, meeting=draft, revision=7, facts=held.facts(1)),
        "agenda_is_fixed": lambda: actions.add_item(actor=sam, meeting=called, item=Item(title="Late")),
        "no_title": lambda: actions.add_item(actor=sam, meeting=draft, item=Item()),
        "wrong_state": lambda: actions.call_meeting(actor=sam, meeting=called),
        "too_late": lambda: actions.add_participants(actor=sam, meeting=done.meeting, people=[cast.tessa]),
        "not_inside": lambda: actions.add_participants(actor=sam, meeting=draft, people=[cast.olga]),
        "not_yourself": lambda: actions.choose_listing(
            actor=sam, participant=held.row_of(draft, cast.anna), listed_as=ListedAs.CHOSEN_NAME
        ),
        "not_called": lambda: actions.begin_minutes(actor=sam, meeting=draft),
        "already_begun": lambda: actions.begin_minutes(actor=sam, meeting=done.meeting),
        "other_meeting": lambda: actions.add_entry(actor=sam, minutes=done, item=other, note=Note(text="x")),
        "no_words": lambda: actions.add_entry(actor=sam, minutes=done, item=other, note=Note(text=" ")),
        "no_method": lambda: actions.add_entry(
            actor=sam, minutes=done, item=other, note=Note(kind="decision", text="x")
        ),
        "no_owner": lambda: actions.add_entry(
            actor=sam, minutes=done, item=other, note=Note(kind="action", text="x")
        ),
        "no_heading": lambda: actions.add_entry(
            actor=sam, minutes=done, item=other, note=Note(kind="conclusion", text="x")
        ),
        "not_a_quote": lambda: actions.add_entry(
            actor=sam, minutes=done, item=other, note=Note(kind=EntryKind.QUOTE, text="x")
        ),
        "not_the_chair": lambda: actions.approve_minutes(actor=sam, minutes=done, how=held.HOW),
        "not_a_participant": lambda: actions.show_join_details(actor=cast.tessa.account, meeting=called),
    }


def test_each_refusal_has_its_name(cast: Cast) -> None:
    calls = refusals(cast)
    for code, call in calls.items():
        begun = last()
        with pytest.raises(Denied) as caught:
            call()
        assert caught.value.code == code
        assert not [one for one in events(begun) if one != "text.opened"], code


def test_calling_needs_people_and_items(cast: Cast) -> None:
    sam = cast.sam.account
    meeting = actions.add_meeting(actor=sam, facts=held.facts())
    for code in ("no_items", "no_participants"):
        with pytest.raises(Denied, match=code):
            actions.call_meeting(actor=sam, meeting=meeting)
        actions.add_item(actor=sam, meeting=meeting, item=Item(title="Arriving"))
    actions.add_participants(actor=sam, meeting=meeting, people=[cast.anna])
    actions.call_meeting(actor=sam, meeting=meeting)


def test_everybody_is_listed_once_and_without_a_name(cast: Cast) -> None:
    meeting = held.prepared(cast)
    again = actions.add_participants(
        actor=cast.sam.account,
        meeting=meeting,
        people=[cast.anna, cast.tessa],
        labels=[(ParticipantKind.INTERPRETER, "First interpreter"), (ParticipantKind.PEER_COUNTRY, "Spain")],
    )
    assert [(row.kind, row.label) for row in again] == [("secretariat", ""), ("peer_country", "Spain")]
    assert [row.position for row in held.people(meeting)] == list(range(1, 9))
    assert {row.listed_as for row in held.people(meeting)} == {ListedAs.WITHOUT_NAME}
    assert held.row_of(meeting, cast.chloe).kind == ParticipantKind.MEMBER


def test_after_a_removal_new_people_come_last_in_the_order_given(cast: Cast) -> None:
    sam, meeting = cast.sam.account, held.prepared(cast)
    first, *rest = held.people(meeting)
    actions.remove_participant(actor=sam, participant=first)
    countries = [(ParticipantKind.PEER_COUNTRY, name) for name in ("Spain", "Kenya", "Nepal")]
    actions.add_participants(actor=sam, meeting=meeting, labels=countries)
    there = held.people(meeting)
    assert [row.id for row in there[:-3]] == [row.id for row in rest]
    assert [row.label for row in there[-3:]] == ["Spain", "Kenya", "Nepal"]
    assert [row.position for row in there] == list(range(2, 10))


def test_items_move_and_go_with_their_papers(cast: Cast) -> None:
    sam, meeting = cast.sam.account, held.prepared(cast)
    first, _pause, third = held.items(meeting)
    actions.move_item(actor=sam, item=third, steps=-1)
    actions.move_item(actor=sam, item=first, steps=-1)
    assert [item.title for item in held.items(meeting)] == ["Arriving", "Safe contact", "Break"]
    actions.remove_item(actor=sam, item=third)
    assert [item.title for item in held.items(meeting)] == ["Arriving", "Break"]
    assert not AgendaItem.objects.filter(id=third.id).exists()
    with pytest.raises(Gone):  # somebody else had the page open still
        actions.move_item(actor=sam, item=third, steps=-1)


def test_join_details_are_sealed_in_a_table_of_their_own(cast: Cast) -> None:
    from django.db import connection

    sam, meeting = cast.sam.account, held.called(cast)
    for link in ("https://meet.example.org/one", "https://meet.example.org/two"):
        actions.set_join_details(actor=sam, meeting=meeting, link=link, passcode="114 208")
    assert JoinDetails.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT link, passcode FROM meetings_joindetails")
        stored = b"".join(bytes(value) for value in cursor.fetchone())
    assert b"meet.example.org" not in stored
    assert b"114" not in stored
    begun = last()
    shown = actions.show_join_details(actor=cast.anna.account, meeting=meeting)
    assert shown is not None
    assert shown.link.endswith("/two")
    assert events(begun) == ["meeting.join_shown"]
    assert verify.current().result == 0


def test_join_details_that_are_lost_with_the_secret_key_are_entered_again(
    cast: Cast, monkeypatch: Any
) -> None:
    """What an older key sealed does not open; whoever asks gets a page, and new details go in its place."""
    sam, anna, meeting = cast.sam.account, cast.anna.account, held.called(cast)
    actions.set_join_details(actor=sam, meeting=meeting, link="https://meet.example.org/one")
    for name in ("link", "passcode"):
        sealing = FernetBytes(b"another one than before as well.", FernetSigner(b"another one"))
        monkeypatch.setattr(JoinDetails._meta.get_field(name), "_fernet", sealing)
    begun = last()
    assert actions.show_join_details(actor=anna, meeting=meeting) is None
    assert events(begun) == []
    actions.set_join_details(actor=sam, meeting=meeting, link="https://meet.example.org/two")
    shown = actions.show_join_details(actor=anna, meeting=meeting)
    assert shown is not None
    assert shown.link == "https://meet.example.org/two"
    assert JoinDetails.objects.count() == 1


def test_numbers_run_through_the_meeting_and_are_fixed_at_approval(cast: Cast) -> None:
    sam = cast.sam.account
    minutes = held.written(cast, held.held(cast))
    arriving = held.items(minutes.meeting)[0]
    early = Note(kind="decision", text=f"{CANARY} later written, earlier on the agenda", method="consensus")
    added = actions.add_entry(actor=sam, minutes=minutes, item=arriving, note=early)
    running = numbers(held.entries(minutes))
    assert running[added.id] == 1
    assert sorted(running.values()) == [1, 2, 3]
    assert not Entry.objects.exclude(number=None).exists(), "no number is stored while it may still move"
    held.approved(cast, minutes)
    assert {entry.id: entry.number for entry in held.entries(minutes) if entry.number} == running


def test_notes_are_moved_rewritten_and_taken_out(cast: Cast) -> None:
    sam = cast.sam.account
    minutes = held.written(cast, held.held(cast))
    said, _view, decision, action, conclusion = held.entries(minutes)
    actions.move_entry(actor=sam, entry=action, steps=-1)
    assert [entry.kind for entry in held.entries(minutes)][2:4] == ["action", "decision"]
    later = Note(text=f"{CANARY} other", heading="Other", rests_on=[])
    actions.change_entry(actor=sam, entry=conclusion, revision=1, note=later)
    conclusion.refresh_from_db()
    assert (conclusion.heading, conclusion.revision, conclusion.bases.count()) == ("Other", 2, 0)
    actions.remove_entry(actor=sam, entry=said)
    actions.remove_entry(actor=sam, entry=conclusion)
    assert [entry.kind for entry in held.entries(minutes)] == ["view", "action", "decision"]
    with pytest.raises(Denied, match="stale"):
        actions.change_entry(actor=sam, entry=decision, revision=5, note=Note(text="x", method="consensus"))


def test_what_was_approved_is_what_was_read(cast: Cast) -> None:
    minutes = held.written(cast, held.held(cast))
    seen = minutes.revision
    item = held.items(minutes.meeting)[0]
    actions.add_entry(
        actor=cast.sam.account, minutes=minutes, item=item, note=Note(text=f"{CANARY} one more")
    )
    minutes.refresh_from_db()
    with pytest.raises(Denied, match="stale"):
        actions.approve_minutes(actor=cast.chloe.account, minutes=minutes, how=held.HOW, revision=seen)
    assert not Edition.objects.exists()


def test_approved_minutes_take_no_more_notes(cast: Cast) -> None:
    sam = cast.sam.account
    minutes = held.written(cast, held.held(cast))
    held.approved(cast, minutes)
    entry, item = held.entries(minutes)[0], held.items(minutes.meeting)[0]
    for call in (
        lambda: actions.add_entry(actor=sam, minutes=minutes, item=item, note=Note(text="x")),
        lambda: actions.change_entry(actor=sam, entry=entry, revision=1, note=Note(text="x")),
        lambda: actions.remove_entry(actor=sam, entry=entry),
        lambda: actions.move_entry(actor=sam, entry=entry, steps=1),
        lambda: actions.write_summary(actor=sam, minutes=minutes, summary="x", revision=2),
        lambda: actions.approve_minutes(actor=cast.chloe.account, minutes=minutes, how=held.HOW),
    ):
        with pytest.raises(Denied, match="approved"):
            call()


def test_an_item_takes_title_and_note_from_its_request(cast: Cast) -> None:
    from meetings.queries import item_texts

    request = held.consulted(cast)
    meeting = held.prepared(cast)
    item = Item(consultation=request, purpose=ItemPurpose.ADVICE)
    row = actions.add_item(actor=cast.sam.account, meeting=meeting, item=item)
    assert row.title == request.title
    assert item_texts(row, cast.sam.account)["content_note"] == f"{CANARY} mentions debt, no violence"


def test_the_clock_runs_on_from_a_fixed_start(cast: Cast) -> None:
    from meetings.models import timetable

    meeting = held.prepared(cast)
    second_day = dt.datetime(2027, 3, 5, 9, tzinfo=held.WARSAW)
    for item in (Item(title="Again", starts_at=second_day, minutes=30), Item(title="Last", minutes=15)):
        actions.add_item(actor=cast.sam.account, meeting=meeting, item=item)
    slots = list(timetable(meeting, held.items(meeting)))
    assert [(slot.number, slot.begins, slot.finishes) for slot in slots] == [
        (1, "14:00", "14:10"), (None, "14:10", "14:30"), (2, "14:30", "15:10"),
        (3, "09:00", "09:30"), (4, "09:30", "09:45"),
    ]  # fmt: skip


def test_nobody_is_taken_off_a_meeting_that_was_held(cast: Cast) -> None:
    meeting = held.called(cast)
    row = held.row_of(meeting, cast.bea)
    actions.remove_participant(actor=cast.sam.account, participant=row)
    assert not Participant.objects.filter(id=row.id).exists()
    done = held.held(cast, 2)
    with pytest.raises(Denied, match="too_late"):
        actions.remove_participant(actor=cast.sam.account, participant=held.row_of(done, cast.bea))
