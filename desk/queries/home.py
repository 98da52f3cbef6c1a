"""Home, by role: what waits, what is coming, what became of it. Titles and days, and no texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from board.models import Account
from board.queries import departure_of, organisation_of, own_name, person_of
from board.states import PersonState
from consultations.models import Consultation
from consultations.queries import Waiting as Asked
from consultations.queries import waiting_for as asked_of
from consultations.states import ConsultationState
from meetings.models import Meeting
from meetings.queries import upcoming_for
from meetings.queries.meetings import when_of
from meetings.states import MeetingState
from recommendations.models import Release
from recommendations.queries import PortalRow, Row, Waiting, given, portal_rows, waiting_for
from recommendations.states import ReleaseState

FEW = 5
MANY = 30
# In the order in which a request goes through the house; what has been answered is history.
UNDER_WAY = (
    ConsultationState.RECEIVED,
    ConsultationState.SCREENED,
    ConsultationState.OPEN,
    ConsultationState.CLOSED,
    ConsultationState.SYNTHESISED,
)


@dataclass(frozen=True, slots=True)
class Coming:
    """A meeting to come, or one whose minutes are not finished."""

    id: UUID
    title: str
    when: str
    state: str


@dataclass(frozen=True, slots=True)
class MemberHome:
    """A member's or the chair's home."""

    name: str
    on_a_break: bool
    leaves_on: date | None
    asked: Asked
    meetings: list[Coming]
    became: list[Row]
    board: Waiting


@dataclass(frozen=True, slots=True)
class Stage:
    """The requests that stand at one state, newest first."""

    state: str
    requests: list[Consultation]


@dataclass(frozen=True, slots=True)
class SecretariatHome:
    """The overview of those who prepare everything."""

    name: str
    stages: list[Stage]
    meetings: list[Coming]
    releases: list[Release]
    board: Waiting


@dataclass(frozen=True, slots=True)
class OfficerHome:
    """What a partner's officer received."""

    name: str
    organisation: str
    releases: list[PortalRow]


def home_of_member(account: Account) -> MemberHome:
    """What waits for her; what she gave advice on and what became of it. On a break nothing waits."""
    on_a_break = person_of(account).state == PersonState.PAUSED
    departure = departure_of(account)
    return MemberHome(
        name=own_name(account),
        on_a_break=on_a_break,
        leaves_on=departure.due_on if departure else None,
        asked=Asked([], frozenset(), []) if on_a_break else asked_of(account),
        meetings=[] if on_a_break else [_coming(one) for one in upcoming_for(account)[:FEW]],
        became=given(account, FEW),
        board=waiting_for(account),
    )


def home_of_secretariat(account: Account) -> SecretariatHome:
    """Requests by state, meetings that are not finished, releases that wait for somebody."""
    meetings = Meeting.objects.filter(state__in=[MeetingState.DRAFT, MeetingState.CALLED, MeetingState.HELD])
    prepared = Release.objects.filter(state=ReleaseState.PREPARED).select_related("organisation")
    return SecretariatHome(
        name=own_name(account),
        stages=_stages(),
        meetings=[_coming(one) for one in meetings.order_by("starts_at", "id")[:MANY]],
        releases=list(prepared.order_by("-prepared_on", "-id")[:MANY]),
        board=waiting_for(account),
    )


def home_of_officer(account: Account) -> OfficerHome:
    """The releases she may receive."""
    return OfficerHome(own_name(account), organisation_of(account).name, portal_rows(account))


def _stages() -> list[Stage]:
    rows = Consultation.objects.filter(state__in=UNDER_WAY).select_related("requester")
    found = list(rows.defer("background", "content_note").order_by("-asked_on", "-id")[:MANY])
    stages = [Stage(str(state.label), [one for one in found if one.state == state]) for state in UNDER_WAY]
    return [stage for stage in stages if stage.requests]


def _coming(meeting: Meeting) -> Coming:
    return Coming(meeting.id, meeting.title, when_of(meeting), meeting.state)
