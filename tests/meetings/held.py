"""A meeting from its first line to its approved minutes: short ways there, through the actions."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from board.models import Person
from consultations import actions as asking
from consultations.models import Consultation, Contribution
from consultations.rules import Wish
from meetings import actions
from meetings.actions import Facts, Item, Note
from meetings.models import AgendaItem, Edition, Entry, Meeting, Minutes, Participant
from meetings.states import Attendance, ItemPurpose, MeetingKind, ParticipantKind
from privacy.states import Form
from tests.canary import CANARY
from tests.consultations import stories
from tests.people import Cast

WARSAW = ZoneInfo("Europe/Warsaw")
WORDS = f"{CANARY} ask again after some weeks"
HOW = "In writing, without objection."


def facts(number: int = 1, **changes: Any) -> Facts:
    """The facts of a meeting of the board in Warsaw, 14:00 to 16:30."""
    given: dict[str, Any] = {
        "reference": f"MTG/{number}",
        "short_name": str(number),
        "title": f"Meeting {number}",
        "starts_at": dt.datetime(2027, 3, 4, 14, tzinfo=WARSAW),
        "ends_at": dt.datetime(2027, 3, 4, 16, 30, tzinfo=WARSAW),
        "zone": "Europe/Warsaw",
        "place": "Warsaw and online",
        "languages": "English and Russian",
        "kind": MeetingKind.OWN,
    }
    return Facts(**{**given, **changes})


def prepared(
    cast: Cast, number: int = 1, *, consultation: Consultation | None = None, **changes: Any
) -> Meeting:
    """A draft by Sam with three members, the chair, himself and an interpreter; two items and a break."""
    sam = cast.sam.account
    meeting = actions.add_meeting(actor=sam, facts=facts(number, **changes))
    people = [cast.anna, cast.bea, cast.carla, cast.chloe, cast.sam]
    labels = [(ParticipantKind.INTERPRETER, "First interpreter")]
    actions.add_participants(actor=sam, meeting=meeting, people=people, labels=labels)
    arriving = Item(title="Arriving", minutes=10, body=f"{CANARY} how we work")
    actions.add_item(actor=sam, meeting=meeting, item=arriving)
    actions.add_item(
        actor=sam, meeting=meeting, item=Item(title="Break", purpose=ItemPurpose.BREAK, minutes=20)
    )
    last = Item(
        title="Safe contact",
        purpose=ItemPurpose.DECISION,
        minutes=40,
        content_note=f"{CANARY} mentions phones",
        consultation=consultation,
    )
    item = actions.add_item(actor=sam, meeting=meeting, item=last)
    actions.add_paper(
        actor=sam, item=item, title="Draft advice", by="Board", abstract=f"{CANARY} what it says"
    )
    return meeting


def called(cast: Cast, number: int = 1, **changes: Any) -> Meeting:
    """The same, called."""
    meeting = prepared(cast, number, **changes)
    actions.call_meeting(actor=cast.sam.account, meeting=meeting)
    meeting.refresh_from_db()
    return meeting


def held(cast: Cast, number: int = 1, **changes: Any) -> Meeting:
    """The same, held: everybody but Carla was there."""
    meeting = called(cast, number, **changes)
    there = {row.id: Attendance.ONLINE for row in people(meeting) if row.person_id != cast.carla.id}
    actions.record_attendance(actor=cast.sam.account, meeting=meeting, attendance=there)
    actions.close_attendance(actor=cast.sam.account, meeting=meeting)
    meeting.refresh_from_db()
    return meeting


def written(cast: Cast, meeting: Meeting) -> Minutes:
    """A draft: said with a footnote, a view, a decision, an action, a conclusion, all on the last item."""
    sam = cast.sam.account
    minutes = actions.begin_minutes(actor=sam, meeting=meeting)
    actions.write_summary(actor=sam, minutes=minutes, summary=f"{CANARY} in brief", revision=1)
    item = items(meeting)[-1]
    for note in (
        Note(text=f"{CANARY} the draft was read", footnote=f"{CANARY} note one\n\n{CANARY} note two"),
        Note(kind="view", text=f"{CANARY} some would wait"),
        Note(kind="decision", text=f"{CANARY} it is adopted", method="no_objection"),
        Note(kind="action", text=f"{CANARY} send it", owner="Secretariat", due_on=dt.date(2027, 4, 1)),
        Note(
            kind="conclusion",
            text=f"{CANARY} ask first",
            heading="Safe contact",
            rests_on=[items(meeting)[0]],
        ),
    ):
        actions.add_entry(actor=sam, minutes=minutes, item=item, note=note)
    minutes.refresh_from_db()
    return minutes


def approved(cast: Cast, minutes: Minutes, **changes: Any) -> Edition:
    """Edition 1, approved by the chair."""
    minutes.refresh_from_db()
    edition = actions.approve_minutes(
        **{"actor": cast.chloe.account, "minutes": minutes, "how": HOW, **changes}
    )
    minutes.refresh_from_db()
    minutes.meeting.refresh_from_db()
    return edition


def consulted(cast: Cast) -> Consultation:
    """A request that is open to Anna and Bea."""
    return stories.opened(cast, 1)


def quotable(person: Person, request: Consultation, **choices: Any) -> Contribution:
    """A contribution that may be quoted inside the board, and need not be shown first."""
    wish = Wish(**{"use": Form.QUOTE, "show_first": False, **choices})
    return stories.standing(person, request, wish, words="ask again after some weeks, and more")


def quoted(cast: Cast, minutes: Minutes, contribution: Contribution, **changes: Any) -> Entry:
    """Anna's words on the last item, after a line of the board's own."""
    return actions.add_quote(
        **{
            "actor": cast.sam.account,
            "minutes": minutes,
            "item": items(minutes.meeting)[-1],
            "contribution": contribution,
            "words": WORDS,
            "text": f"{CANARY} a member agreed to be quoted:",
            **changes,
        }
    )


def taken_back(contribution: Contribution) -> None:
    """Its author takes it back."""
    asking.take_back(actor=contribution.author.account, contribution=contribution)


def people(meeting: Meeting) -> list[Participant]:
    return list(Participant.objects.filter(meeting=meeting).select_related("person__account", "meeting"))


def row_of(meeting: Meeting, person: Person) -> Participant:
    return next(row for row in people(meeting) if row.person_id == person.id)


def items(meeting: Meeting) -> list[AgendaItem]:
    return list(AgendaItem.objects.filter(meeting=meeting).select_related("meeting"))


def entries(minutes: Minutes) -> list[Entry]:
    return list(Entry.objects.filter(minutes=minutes).select_related("minutes__meeting", "item"))
