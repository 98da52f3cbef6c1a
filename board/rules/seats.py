"""Terms, seats and offices: how many there are, and who may have them."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from board.models import Account, Board, Cohort, Membership, Office, Person
from board.rules.people import check_can_manage_people, check_is_self
from board.states import HELD_BY_ONE, INSIDE, OfficeKind, Role
from privacy import clock
from privacy.permissions import Denied


def check_can_keep_board(account: Account) -> None:
    """The secretariat enters terms, seats and offices, as the board decided them."""
    check_can_manage_people(account)


def check_can_see_board(account: Account) -> None:
    """Who works on its texts, and who works for a partner. Raises Denied."""
    if not account.is_active or account.role not in INSIDE | {Role.OFFICER}:
        raise Denied("not_for_you")


def check_can_allow_naming(account: Account, person: Person) -> None:
    """Only the member herself. Raises Denied."""
    check_is_self(account, person)
    seat_of(person)


def check_seat_is_free(seats: int) -> None:
    """A board has so many seats and no more. Raises Denied with a sentence."""
    if Membership.objects.filter(ended_on=None).count() >= seats:
        raise Denied("no_seat_free", _("All seats have a member. End a membership first."))


def current_term() -> Cohort:
    """The term that has begun last; before the first one begins, that one. Raises Denied."""
    begun = Cohort.objects.filter(starts_on__lte=clock.today()).order_by("-starts_on").first()
    found: Cohort | None = begun or Cohort.objects.order_by("starts_on").first()
    if found is None:
        raise Denied("no_term", _("Enter a term of the board first."))
    return found


def seat_of(person: Person) -> Membership:
    """The seat she has now. Raises Denied with a sentence."""
    found: Membership | None = Membership.objects.filter(person=person, ended_on=None).first()
    if found is None:
        raise Denied("no_seat", _("This person has no seat on the board."))
    return found


def check_term_is_new(starts_on: date) -> None:
    """Terms follow each other. Raises Denied with a sentence."""
    if Cohort.objects.filter(starts_on__gte=starts_on).exists():
        raise Denied("term_is_not_new", _("A term that begins on this day, or later, is entered already."))


def check_may_serve_again(board: Board, seat: Membership, term: Cohort) -> None:
    """As often as the board's rules say, and once a term. Raises Denied with a sentence."""
    if seat.cohort_id == term.id:
        raise Denied("serves_already", _("This person serves in this term already."))
    if seat.renewals >= board.renewals:
        raise Denied("served_long_enough", _("By the board’s rules, this person cannot be appointed again."))


def check_office_is_free(kind: OfficeKind, person: Person) -> None:
    """One chair and one vice-chair; nobody has the same office twice. Raises Denied with a sentence."""
    holders = Office.objects.filter(kind=kind, ended_on=None)
    if kind in HELD_BY_ONE and holders.exists():
        raise Denied("office_taken", _("Somebody has this office now. End that first."))
    if holders.filter(person=person).exists():
        raise Denied("office_taken", _("This person has this office now."))


def check_is_in_office(office: Office) -> None:
    """It has not ended. Raises Denied."""
    if office.ended_on is not None:
        raise Denied("wrong_state", _("This has changed in the meantime."))
