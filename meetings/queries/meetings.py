"""Meetings and their people."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from board.models import Account, Person
from board.queries import chosen_names, members, secretariat
from board.states import INSIDE, STAFF, Role
from meetings import rules
from meetings.models import Meeting, Minutes, Participant
from meetings.states import MeetingState
from pages.days import full_day
from privacy import clock

PAGE = 20
SHAPES = {
    MeetingState.DRAFT: "draft",
    MeetingState.CALLED: "open",
    MeetingState.HELD: "wait",
    MeetingState.APPROVED: "done",
    MeetingState.CANCELLED: "stop",
}


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One line of the list, its day worked out once."""

    id: UUID
    title: str
    reference: str
    when: str
    place: str
    shape: str
    state: str


@dataclass(frozen=True, slots=True)
class MeetingList:
    """One page of the list; `after` leads to the next one, None at the end.

    `first` says whether it is the first.
    """

    rows: list[MeetingRow]
    after: UUID | None
    first: bool


def meetings_for(account: Account, after: UUID | None = None) -> MeetingList:
    """The meetings this account may see, the newest first, by key: no page costs more than another.

    Raises Http404 for roles that see no meetings, and for an unknown `after`.
    """
    rows = _visible(account)
    if after is not None:
        last = meeting_for(account, after)
        earlier = Q(starts_at__lt=last.starts_at) | Q(starts_at=last.starts_at, id__lt=last.id)
        rows = rows.filter(earlier)
    found = list(rows.order_by("-starts_at", "-id")[: PAGE + 1])
    titles = account.role in INSIDE
    more = found[PAGE - 1].id if len(found) > PAGE else None
    return MeetingList([_row(one, titles) for one in found[:PAGE]], more, first=after is None)


def meeting_for(account: Account, meeting: UUID) -> Meeting:
    """A meeting this account may see. Raises Http404."""
    found = Meeting.objects.filter(id=meeting).first()
    if found is None or not rules.asked(rules.check_can_see_meeting, account, found):
        raise Http404
    return found


def meeting_to_prepare(account: Account, meeting: UUID) -> Meeting:
    """A meeting, for the chair and the secretariat. Raises Http404."""
    found = meeting_for(account, meeting)
    if not rules.asked(rules.check_can_prepare, account):
        raise Http404
    return found


def upcoming_for(account: Account) -> list[Meeting]:
    """Meetings that were called, are not over, and have this account on their list; the next one first."""
    rows = Meeting.objects.filter(
        state=MeetingState.CALLED, ends_at__gte=clock.now(), participants__person__account=account
    )
    return list(rows.order_by("starts_at", "id"))


def minutes_of(meeting: Meeting) -> Minutes | None:
    """The row of the minutes, whoever may read them; None before they are begun."""
    return Minutes.objects.select_related("meeting").filter(meeting=meeting).first()


def participants_of(meeting: Meeting) -> list[Participant]:
    """Everybody on the list, in order."""
    return list(Participant.objects.filter(meeting=meeting).select_related("person__account", "meeting"))


def participant_for(account: Account, meeting: UUID, participant: UUID) -> Participant:
    """A row of the list, for who prepares the meeting. Raises Http404."""
    found = meeting_to_prepare(account, meeting)
    for row in participants_of(found):
        if row.id == participant:
            return row
    raise Http404


def place_of(account: Account, meeting: UUID) -> Participant:
    """The account's own row on the list of a meeting it may see. Raises Http404."""
    found = meeting_for(account, meeting)
    row = (
        Participant.objects.filter(meeting=found, person__account=account)
        .select_related("meeting", "person__account")
        .first()
    )
    if row is None:
        raise Http404
    return row


def names_of(people: list[Participant], reader: Account) -> dict[UUID, str]:
    """Chosen names by participant id, for who prepares the meeting; labels stand for themselves."""
    names = chosen_names([one.person for one in people if one.person], reader=reader)
    return {one.id: names[one.person_id] if one.person_id else one.label for one in people}


def candidates(meeting: Meeting) -> list[Person]:
    """Members and secretariat who are not on the list yet."""
    there = set(Participant.objects.filter(meeting=meeting).values_list("person_id", flat=True))
    # Somebody with a seat who is of the secretariat too stands here once.
    found = {person.id: person for person in [*members(), *secretariat()]}
    return [person for person in found.values() if person.id not in there]


def when_of(meeting: Meeting) -> str:
    """ "Thursday 8 October 2026", or first and last day, in the zone of the meeting."""
    first = meeting.starts_at.astimezone(meeting.timezone).date()
    last = meeting.ends_at.astimezone(meeting.timezone).date()
    words = full_day(first)
    return words if first == last else f"{words} – {full_day(last)}"


def _visible(account: Account) -> QuerySet[Meeting]:
    if account.is_active and account.role in STAFF:
        return Meeting.objects.all()
    if account.is_active and account.role in INSIDE | {Role.DATA_PROTECTION}:
        return Meeting.objects.filter(called_at__isnull=False)
    raise Http404


def _row(meeting: Meeting, titles: bool) -> MeetingRow:  # noqa: FBT001  (who sees titles is decided once)
    return MeetingRow(
        id=meeting.id,
        title=meeting.title if titles else meeting.reference,
        reference=meeting.reference,
        when=when_of(meeting),
        place=meeting.place if titles else "",
        shape=SHAPES[MeetingState(meeting.state)],
        state=meeting.get_state_display(),
    )
