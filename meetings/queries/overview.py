"""One meeting at a glance: when, who, what is next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from board.models import Account, Board
from board.queries import seats_filled
from board.states import INSIDE, MEMBERS, Role
from meetings import rules
from meetings.models import AgendaItem, JoinDetails, Meeting, Participant, Slot, timetable
from meetings.queries.meetings import when_of
from meetings.queries.wording import hours, in_words
from meetings.states import PRESENT, MeetingKind, ParticipantKind
from pages.days import day_of_the_year
from pages.zones import city_of
from privacy.audit import Outcome
from privacy.models import Event
from privacy.queries import event_words, pseudonyms_of

MEMBERS_OWN = ("participant.listed",)


@dataclass(frozen=True, slots=True)
class About:
    """What stands on the page of a meeting. `mine` is the reader's own row on the list."""

    when: str
    hours: str
    slots: list[Slot]
    people: list[tuple[str, int]]
    mine: Participant | None
    has_join: bool


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done to a meeting on a day, by somebody in a role."""

    day: date
    role: str
    words: str


@dataclass(frozen=True, slots=True)
class SoFar:
    """Who is there by now; `seats` and `quorum` are 0 where there is no quorum."""

    present: int
    seats: int
    quorum: int


@dataclass(frozen=True, slots=True)
class Reader:
    """One line of "Who sees this", for components/who_sees.html."""

    who: str
    words: str
    may: str


def about_meeting(account: Account, meeting: Meeting) -> About:
    """For the page of one meeting; nothing is opened."""
    sees_agenda = rules.asked(rules.check_can_see_agenda, account, meeting)
    items = AgendaItem.objects.filter(meeting=meeting).defer("body", "content_note") if sees_agenda else []
    mine = Participant.objects.filter(meeting=meeting, person__account=account).first()
    return About(
        when=when_of(meeting),
        hours=_hours(meeting, account),
        slots=list(timetable(meeting, items)),
        people=list(_people(meeting)) if sees_agenda else [],
        mine=mine,
        has_join=JoinDetails.objects.filter(meeting=meeting).exists(),
    )


def history_of(meeting: Meeting) -> list[Done]:
    """Who of the staff did what, by role and day, the newest first; each once a day.

    Never what a member chose for herself.
    """
    events = Event.objects.filter(about__in=pseudonyms_of([meeting.id]), outcome=Outcome.DONE)
    told = events.exclude(code__in=MEMBERS_OWN).order_by("-seq").values_list("happened_at", "role", "code")
    days = ((moment.astimezone(meeting.timezone).date(), role, code) for moment, role, code in told)
    return [Done(day, role, event_words(code)) for day, role, code in dict.fromkeys(days)]


def so_far(meeting: Meeting) -> SoFar:
    """Members who are there, of the seats filled now, with the quorum that follows."""
    there = Participant.objects.filter(
        meeting=meeting, kind=ParticipantKind.MEMBER, attendance__in=PRESENT
    ).count()
    if meeting.kind != MeetingKind.OWN:
        return SoFar(there, 0, 0)
    seats = seats_filled()
    return SoFar(there, seats, rules.quorum_of(Board.objects.get(), seats))


def who_will_see(meeting: Meeting) -> list[Reader]:
    """Who sees the agenda once the meeting is called; counted from the rules. Nobody is no line."""
    active = Account.objects.filter(is_active=True)
    members = active.filter(role__in=MEMBERS & INSIDE).count()
    staff = active.filter(role__in=INSIDE - MEMBERS).count()
    listed = Participant.objects.filter(meeting=meeting, person__isnull=False).count()
    counted = [
        (members, _members(members), _("The whole agenda.")),
        (staff, _staff(staff), _("The whole agenda.")),
        (listed, _listed(listed), _("Also how to join, on a page of its own.")),
    ]
    return [
        *(Reader(who % {"count": in_words(count)}, words, "yes") for count, who, words in counted if count),
        Reader(str(Role.DATA_PROTECTION.label), _("The day and the state, no words."), "ask"),
        Reader(_("Partner agencies"), _("Nothing."), "no"),
    ]


def _members(count: int) -> str:
    return ngettext("The %(count)s member of the board", "The %(count)s members of the board", count)


def _staff(count: int) -> str:
    return ngettext("The secretariat: %(count)s person", "The secretariat: %(count)s people", count)


def _listed(count: int) -> str:
    return ngettext("The %(count)s person on the list", "The %(count)s people on the list", count)


def _hours(meeting: Meeting, account: Account) -> str:
    """By her own clock as well, where she chose one and it shows another time."""
    there = _by_the_clock(meeting, meeting.timezone)
    words = hours(*there, meeting.city)
    if not account.zone:
        return words
    own = _by_the_clock(meeting, ZoneInfo(account.zone))
    if own[0].utcoffset() == there[0].utcoffset():
        return words
    if there[0].date() != there[1].date():
        sentence = _("%(there)s By your clock (%(city)s): %(day)s, %(starts)s to %(last)s, %(ends)s.")
    else:
        sentence = _("%(day)s, %(starts)s to %(ends)s your time (%(city)s); %(there)s")
    return sentence % {
        "there": words,
        "city": city_of(account.zone),
        "day": day_of_the_year(own[0].date()),
        "starts": f"{own[0]:%H:%M}",
        "last": day_of_the_year(own[1].date()),
        "ends": f"{own[1]:%H:%M}",
    }


def _by_the_clock(meeting: Meeting, zone: ZoneInfo) -> tuple[datetime, datetime]:
    return meeting.starts_at.astimezone(zone), meeting.ends_at.astimezone(zone)


def _people(meeting: Meeting) -> Iterator[tuple[str, int]]:
    """How many of each kind are on the list, where there are any."""
    counted = Counter(Participant.objects.filter(meeting=meeting).values_list("kind", flat=True))
    several = {
        ParticipantKind.MEMBER: _("Members"),
        ParticipantKind.SECRETARIAT: _("Secretariat"),
        ParticipantKind.HOST_COUNTRY: _("Host country"),
        ParticipantKind.PEER_COUNTRY: _("Peer countries"),
        ParticipantKind.INSTITUTION: _("Institutions"),
        ParticipantKind.OBSERVER: _("Observers"),
        ParticipantKind.INTERPRETER: _("Interpreters"),
    }
    return ((words, counted[kind]) for kind, words in several.items() if counted[kind])
