"""The Madrid seminar and the board's fourteenth meeting: agenda, attendance, minutes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from demo.story import choices
from demo.story.agendas import AgendaItem as ToldItem
from demo.story.agendas import MinutesEntry
from demo.story.meetings import Meeting as Told
from demo.telling.consultations import LANGUAGES
from demo.telling.steps import Step, on
from demo.telling.world import World
from meetings import actions
from meetings.actions import Facts, Item, Note
from meetings.models import AgendaItem, Participant
from meetings.states import (
    Attendance,
    DecisionMethod,
    EntryKind,
    ItemPurpose,
    ListedAs,
    MeetingKind,
    ParticipantKind,
)

PURPOSES = {
    choices.Purpose.INFORMATION: ItemPurpose.INFORMATION,
    choices.Purpose.DISCUSSION: ItemPurpose.DISCUSSION,
    choices.Purpose.DECISION: ItemPurpose.DECISION,
    None: ItemPurpose.BREAK,
}
PRESENCES = {
    choices.Presence.ROOM: Attendance.IN_ROOM,
    choices.Presence.ONLINE: Attendance.ONLINE,
    choices.Presence.NOT_PRESENT: Attendance.NOT_PRESENT,
    # Delegations of a report from 2018: they took part.
    None: Attendance.IN_ROOM,
}
LISTINGS = {
    choices.ListedAs.LEGAL_NAME: ListedAs.CHOSEN_NAME,
    choices.ListedAs.CHOSEN_NAME: ListedAs.CHOSEN_NAME,
    choices.ListedAs.A_MEMBER: ListedAs.ROLE,
    choices.ListedAs.WITHOUT_NAME: ListedAs.WITHOUT_NAME,
}


def steps(world: World) -> Iterator[Step]:
    """Each meeting from its first line to its approved minutes."""
    for told in world.story.meetings:
        yield on(told.entered_on, 9, partial(_prepare, world, told))
        yield on(told.called_on or told.entered_on, 14, partial(_call, world, told))
        held_on = max(told.entered_on, told.ends_on)
        yield on(held_on, 18, partial(_hold, world, told))
        yield on(told.minutes.drafted_on, 19, partial(_write, world, told))
        yield on(told.minutes.approved_on, 19, partial(_approve, world, told))


def _prepare(world: World, told: Told) -> None:
    actor = world.account(told.minutes.written_by)
    made = world.meetings[told.key] = actions.add_meeting(actor=actor, facts=_facts(told))
    people = [world.people[one.account] for one in told.attendance]
    labels = [(ParticipantKind(one.kind.value), one.name) for one in told.participants]
    actions.add_participants(actor=actor, meeting=made, people=people, labels=labels)
    if told.join_link:
        actions.set_join_details(actor=actor, meeting=made, link=told.join_link, passcode=told.passcode or "")
    last: date | None = None
    for item in told.items:
        row = actions.add_item(
            actor=actor, meeting=made, item=_item(world, told, item, first=item.on != last)
        )
        last = item.on
        for paper in (one for one in told.papers if one.key in item.papers):
            actions.add_paper(
                actor=actor, item=row, title=paper.label, by=paper.country, abstract=paper.abstract
            )


def _facts(told: Told) -> Facts:
    return Facts(
        reference=told.reference,
        short_name=str(told.number or told.place),
        title=told.title,
        starts_at=_moment(told, told.items[0].on, told.items[0].starts),
        ends_at=_moment(told, told.items[-1].on, told.items[-1].ends),
        zone=told.zone,
        place=told.place,
        languages=", ".join(LANGUAGES[code] for code in told.languages),
        kind=MeetingKind.OWN if told.quorum else MeetingKind.SEMINAR,
        host=told.host,
        convened_by=told.convened_by,
    )


def _item(world: World, told: Told, item: ToldItem, *, first: bool) -> Item:
    return Item(
        title=item.title,
        purpose=PURPOSES[item.purpose],
        minutes=item.minutes,
        content_note=item.content_note,
        starts_at=_moment(told, item.on, item.starts) if first else None,
        consultation=world.consultations[item.consultation] if item.consultation else None,
    )


def _moment(told: Told, day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=ZoneInfo(told.zone))


def _call(world: World, told: Told) -> None:
    actions.call_meeting(actor=world.account(told.minutes.written_by), meeting=world.meetings[told.key])


def _hold(world: World, told: Told) -> None:
    made = world.meetings[told.key]
    actor = world.account(told.minutes.written_by)
    rows = {row.person_id: row for row in Participant.objects.filter(meeting=made).exclude(person=None)}
    for one in told.attendance:
        row = rows[world.people[one.account].id]
        if LISTINGS[one.listed_as] != row.listed_as:
            actions.choose_listing(
                actor=world.account(one.account), participant=row, listed_as=LISTINGS[one.listed_as]
            )
    labelled = {row.label: row for row in Participant.objects.filter(meeting=made, person=None)}
    attendance = {rows[world.people[one.account].id].id: PRESENCES[one.presence] for one in told.attendance}
    attendance |= {labelled[one.name].id: PRESENCES[one.presence] for one in told.participants}
    actions.record_attendance(actor=actor, meeting=made, attendance=attendance)
    actions.close_attendance(actor=actor, meeting=made)


def _write(world: World, told: Told) -> None:
    made = world.meetings[told.key]
    made.refresh_from_db()
    actor = world.account(told.minutes.written_by)
    minutes = actions.begin_minutes(actor=actor, meeting=made)
    actions.write_summary(actor=actor, minutes=minutes, summary=told.in_brief, revision=minutes.revision)
    items = dict(zip((one.key for one in told.items), AgendaItem.objects.filter(meeting=made), strict=True))
    for item in told.items:
        for entry in item.entries:
            if entry.kind is not choices.EntryKind.FOOTNOTE:
                _entry(world, told, items, item, entry)


def _entry(
    world: World, told: Told, items: dict[str, AgendaItem], item: ToldItem, entry: MinutesEntry
) -> None:
    made = world.meetings[told.key]
    actor, minutes, row = world.account(told.minutes.written_by), made.minutes, items[item.key]
    notes = [one.text for one in item.entries if one.to and one.to == entry.key]
    footnote = "\n\n".join(notes) or None
    if entry.quotes:
        contribution = world.contributions[entry.quotes]
        written = actions.add_quote(
            actor=actor,
            minutes=minutes,
            item=row,
            contribution=contribution,
            words=entry.quoted or "",
            text=entry.text,
            footnote=footnote,
        )
    else:
        written = actions.add_entry(
            actor=actor, minutes=minutes, item=row, note=_note(entry, items, footnote)
        )
    if entry.key:
        world.entries[told.key, entry.key] = written


def _note(entry: MinutesEntry, items: dict[str, AgendaItem], footnote: str | None) -> Note:
    method = ""
    if entry.kind is choices.EntryKind.DECISION:
        method = (
            DecisionMethod.OTHER_VIEWS
            if entry.outcome is choices.Outcome.AGREED_OTHER_VIEWS
            else DecisionMethod(entry.method.value if entry.method else "consensus")
        )
    return Note(
        kind=EntryKind(entry.kind.value),
        text=entry.text,
        heading=entry.title or "",
        footnote=footnote,
        method=method,
        owner=entry.by or "",
        due_on=entry.due_on,
        rests_on=[items[key] for key in entry.rests_on],
    )


def _approve(world: World, told: Told) -> None:
    made = world.meetings[told.key]
    [chair] = world.story.keys_of(choices.AccountRole.CHAIR)
    actor = world.account(chair if told.quorum else told.minutes.written_by)
    minutes = made.minutes
    minutes.refresh_from_db()
    actions.approve_minutes(actor=actor, minutes=minutes, how=told.minutes.approved_how)
    made.refresh_from_db()
