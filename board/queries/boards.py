"""The board, its seats, who sits on them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from board import rules
from board.models import Account, Board, Cohort, Membership, Office, Person
from board.queries.people import chosen_names, or_404
from board.rules import is_allowed
from board.states import PersonState, Role
from privacy.permissions import Denied


def the_board() -> Board:
    """The board of this installation. Raises Board.DoesNotExist before set-up."""
    return Board.objects.get()


def is_set_up() -> bool:
    """Whether there is a board."""
    return Board.objects.exists()


def seats_filled() -> int:
    """How many seats have a member now; the number that quorum is counted from."""
    return Membership.objects.filter(ended_on=None).count()


def members() -> list[Person]:
    """Everybody who holds a seat and takes part, in the order of seats."""
    rows = Membership.objects.filter(ended_on=None).exclude(person__state=PersonState.ERASED)
    return [row.person for row in rows.select_related("person__account").order_by("seat")]


def secretariat() -> list[Person]:
    """The people of the secretariat who have access now."""
    accounts = Account.objects.holding(Role.SECRETARIAT).filter(is_active=True)
    return list(Person.objects.filter(account__in=accounts).select_related("account"))


@dataclass(frozen=True, slots=True)
class Seated:
    """One member as the page of the board shows her. `name` is empty where the reader may not see it."""

    person: UUID
    name: str
    offices: list[str]
    term: int


@dataclass(frozen=True, slots=True)
class Sitting:
    """The board at one glance: how many seats, filled or not, and those whose names this reader may see."""

    seats: int
    term: Cohort | None
    named: list[Seated]
    outside: list[Seated]


def sitting_for(account: Account) -> Sitting:
    """The board as this account may see it. Officers see exactly those who allow it. Raises Http404."""
    or_404(rules.check_can_see_board, account)
    seated = list(
        Membership.objects.filter(ended_on=None).select_related("person", "cohort").order_by("seat")
    )
    if account.role == Role.OFFICER:
        seated = [one for one in seated if one.person.may_be_named]
    names = chosen_names([one.person for one in seated], reader=account)
    offices = _offices()
    rows = {
        one.person_id: Seated(one.person_id, names[one.person_id], offices[one.person_id], one.cohort.number)
        for one in seated
    }
    outside = [rows[one.person_id] for one in seated if one.person.may_be_named]
    return Sitting(the_board().seats, _term(), list(rows.values()), outside)


def offices_for(account: Account) -> list[tuple[Office, str]]:
    """Every office held now, with the name of who holds it, for those who enter them. Raises Http404."""
    or_404(rules.check_can_keep_board, account)
    rows = list(Office.objects.filter(ended_on=None).select_related("person__account"))
    names = chosen_names([row.person for row in rows], reader=account)
    return [(row, names[row.person_id]) for row in rows]


def office_for(account: Account, office: UUID) -> Office:
    """One of them. Raises Http404."""
    for row, _name in offices_for(account):
        if row.id == office:
            return row
    raise Http404


def renewable_for(account: Account) -> list[Seated]:
    """Members of an earlier term who may be appointed for the one that has begun. Raises Http404."""
    or_404(rules.check_can_keep_board, account)
    board, term = the_board(), _term()
    rows = {one.person_id: one for one in Membership.objects.filter(ended_on=None)}
    may = {
        person
        for person, seat in rows.items()
        if term and is_allowed(lambda seat=seat: rules.check_may_serve_again(board, seat, term))
    }
    return [one for one in sitting_for(account).named if one.person in may]


def seat_for(account: Account, person: UUID) -> Person:
    """Somebody with a seat, for those who enter seats. Raises Http404."""
    or_404(rules.check_can_keep_board, account)
    found = Membership.objects.filter(person=person, ended_on=None).select_related("person__account").first()
    if found is None:
        raise Http404
    return found.person


def _offices() -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    for row in Office.objects.filter(ended_on=None).order_by("kind"):
        found[row.person_id].append(str(row.get_kind_display()))
    return found


def _term() -> Cohort | None:
    try:
        return rules.current_term()
    except Denied:
        return None
