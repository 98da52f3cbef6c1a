"""What takes two people, for whoever decides, for data protection, and for whom it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from board.models import Account, Listed, Person, SecondYes
from board.rules.second_yes import VALID_FOR
from board.states import DECIDED_BY, Need, SecondYesState
from privacy import clock
from privacy.audit import pseudonym
from privacy.permissions import require

TOLD_FOR = timedelta(days=30)
LETTERS = 4  # bytes, as in the log
MOST = 200


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing that takes two, as data protection sees it: no names, eight letters in place of a person.

    `stands` is the state, or "open" while what was given holds and "over" after that.
    """

    id: UUID
    need: str
    reason: str
    stands: str
    asked_on: date
    asked_as: str
    asked_by: str
    settled_on: date | None
    settled_as: str
    settled_by: str
    until: datetime | None
    people: int


def second_yeses_of(person: Person) -> list[SecondYes]:
    """What two people did about her in the last month, newest first."""
    since = clock.now() - TOLD_FOR
    about = Q(person=person) | Q(id__in=Listed.objects.filter(person=person).values("second_yes"))
    return list(SecondYes.objects.filter(about, asked_at__gte=since).order_by("-asked_at"))


def waiting_for_second(account: Account) -> list[SecondYes]:
    """What waits for somebody of this role, or for somebody else where she asked herself."""
    since = clock.now() - VALID_FOR
    rows = SecondYes.objects.filter(state=SecondYesState.WAITING, asked_at__gt=since)
    return list(_decided_by(account, rows).order_by("asked_at"))


def open_now(account: Account) -> list[SecondYes]:
    """What two people opened and is open at this moment."""
    rows = SecondYes.objects.filter(state=SecondYesState.GIVEN, until__gt=clock.now())
    return list(_decided_by(account, rows).order_by("until"))


def pairs_for(account: Account, newest: int = MOST) -> list[Pair]:
    """Everything that was asked of two people, the newest first. Raises Denied."""
    require(account, "board.see_pairs")
    rows = SecondYes.objects.order_by("-asked_at", "-id").prefetch_related("listed")
    return [_pair(row) for row in rows[:newest]]


def second_yes_for(account: Account, pair: UUID) -> SecondYes:
    """One of them. Raises Http404 and Denied."""
    require(account, "board.see_pairs")
    found: SecondYes | None = SecondYes.objects.filter(id=pair).first()
    if found is None:
        raise Http404
    return found


def newest_about(need: Need, person: Person | None, thing: UUID) -> SecondYes | None:
    """How it stands with what was asked last, about this person and this thing."""
    rows = SecondYes.objects.filter(need=need, person=person, thing=thing)
    found: SecondYes | None = rows.order_by("-asked_at").first()
    return found


def stands(row: SecondYes) -> str:
    """Its state; "open" while what was given holds, "over" when its time has run out."""
    if row.state == SecondYesState.WAITING and row.asked_at <= clock.now() - VALID_FOR:
        return "over"
    if row.state != SecondYesState.GIVEN or row.until is None:
        return str(row.state)
    return "open" if row.until > clock.now() else "over"


def _decided_by(account: Account, rows: QuerySet[SecondYes]) -> QuerySet[SecondYes]:
    return rows.filter(need__in=[need for need, held in DECIDED_BY.items() if account.may(held)])


def _pair(row: SecondYes) -> Pair:
    return Pair(
        id=row.id,
        need=str(row.get_need_display()),
        reason=str(row.get_reason_display()),
        stands=stands(row),
        asked_on=timezone.localtime(row.asked_at).date(),
        asked_as=row.asked_as,
        asked_by=_letters(row.asked_by_id, row.asked_at),
        settled_on=timezone.localtime(row.settled_at).date() if row.settled_at else None,
        settled_as=row.settled_as,
        settled_by=_letters(row.settled_by_id, row.settled_at),
        until=row.until,
        people=len(row.listed.all()) or 1,
    )


def _letters(account: UUID | None, at: datetime | None) -> str:
    return pseudonym(account, at.year)[:LETTERS].hex() if account and at else ""
