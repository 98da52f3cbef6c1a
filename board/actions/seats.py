"""Terms of the board, seats in them, and the rules it gave itself."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from board import rules
from board.models import Account, Board, Cohort, Membership, Office, Person
from board.states import MEMBERS, OfficeKind, Role
from privacy import audit, clock
from privacy.audit import Act


def begin_term(*, actor: Account, starts_on: date) -> Cohort:
    """Enter the next term; how long it lasts is a rule of the board. Raises Denied."""
    board = Board.objects.get()
    with audit.act("term.begun", actor=actor, about=board) as act:
        rules.check_can_keep_board(actor)
        rules.check_term_is_new(starts_on)
        before = Cohort.objects.order_by("-number").first()
        term = term_of(board, number=before.number + 1 if before else 1, starts_on=starts_on)
        term.save(act=act)
    return term


def change_rules(*, actor: Account, quorum: int, term_months: int, renewals: int) -> None:
    """What the board decided about itself. Terms that were entered stay as they are. Raises Denied."""
    board = Board.objects.get()
    with audit.act("board.changed", actor=actor, about=board) as act:
        rules.check_can_keep_board(actor)
        row = act.lock(board)
        row.quorum, row.term_months, row.renewals = quorum, term_months, renewals
        row.save(act=act)


def renew_membership(*, actor: Account, person: Person) -> None:
    """Appoint somebody again, for the term that has begun; she keeps her seat. Raises Denied."""
    with audit.act("membership.renewed", actor=actor, about=person) as act:
        rules.check_can_keep_board(actor)
        seat = act.lock(rules.seat_of(person))
        term = rules.current_term()
        rules.check_may_serve_again(Board.objects.get(), seat, term)
        seat.ended_on = clock.today()
        seat.save(act=act)
        again = Membership(person=person, cohort=term, seat=seat.seat, started_on=clock.today())
        again.renewals = seat.renewals + 1
        again.save(act=act)


def term_of(board: Board, *, number: int, starts_on: date) -> Cohort:
    """A term of the length that the board's rules say, not saved yet."""
    return Cohort(number=number, starts_on=starts_on, ends_on=_months_later(starts_on, board.term_months))


def take_seat(act: Act, person: Person) -> None:
    """The lowest free seat, for a member or a chair; a chair's office with it. Raises Denied."""
    if person.account.role not in MEMBERS:
        return
    board = act.lock(Board.objects.get())  # two at once would take the same seat
    rules.check_seat_is_free(board.seats)
    taken = set(Membership.objects.filter(ended_on=None).values_list("seat", flat=True))
    free = next(seat for seat in range(1, board.seats + 1) if seat not in taken)
    today = clock.today()
    Membership(person=person, cohort=rules.current_term(), seat=free, started_on=today).save(act=act)
    if person.account.role == Role.CHAIR:
        rules.check_office_is_free(OfficeKind.CHAIR, person)
        Office(person=person, kind=OfficeKind.CHAIR, started_on=today).save(act=act)


def free_seat(act: Act, person: Person) -> None:
    """End her seat and her offices, as of today."""
    rows: list[Membership | Office] = [
        *person.memberships.filter(ended_on=None),
        *person.offices.filter(ended_on=None),
    ]
    for row in rows:
        row.ended_on = clock.today()
        row.save(act=act)


def _months_later(day: date, months: int) -> date:
    """The last day of so many months: 31 January 2027 for 1 February 2025 and 24."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    days = monthrange(first.year, first.month)[1]
    return first + timedelta(days=min(day.day, days) - 2)
