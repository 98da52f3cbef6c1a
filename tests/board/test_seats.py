"""Terms, seats and offices: twenty-one seats and no more, and the chair's role follows the office."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from board import actions, queries
from board.models import Account, Board, Cohort, Membership, Office
from board.states import OfficeKind, Role
from privacy import clock
from privacy.permissions import Denied
from tests.board.acting import leaves, nothing_remains
from tests.people import Cast


def add(cast: Cast, number: int, role: Role = Role.MEMBER):
    name = f"river-{number}"
    return actions.add_person(
        actor=cast.sam.account, role=role, sign_in_name=name, chosen_name=f"N {number}"
    )[0]


def denied(code: str, action, **words) -> None:
    with pytest.raises(Denied) as no:
        action(**words)
    assert no.value.code == code
    assert no.value.sentence


def test_a_twenty_second_membership_is_refused_with_a_plain_line(cast: Cast) -> None:
    for number in range(1000, 1017):
        add(cast, number)
    assert queries.seats_filled() == 21
    with pytest.raises(Denied) as no:
        add(cast, 2000)
    assert no.value.sentence == "All seats have a member. End a membership first."
    assert queries.seats_filled() == 21
    assert sorted(Membership.objects.values_list("seat", flat=True)) == list(range(1, 22))
    actions.end_access(actor=cast.sam.account, person=cast.bea)
    assert add(cast, 2000).memberships.get().seat == cast.bea.memberships.get().seat


@pytest.mark.parametrize(
    ("starts", "months", "ends"),
    [
        (date(2025, 2, 1), 24, date(2027, 1, 31)),
        (date(2026, 3, 15), 24, date(2028, 3, 14)),
        (date(2026, 12, 1), 1, date(2026, 12, 31)),
        (date(2026, 3, 31), 11, date(2027, 2, 27)),
        (date(2024, 2, 29), 12, date(2025, 2, 27)),
    ],
)
def test_a_term_lasts_as_many_months_as_the_rules_say(starts: date, months: int, ends: date) -> None:
    from board.actions.seats import term_of

    assert term_of(Board(term_months=months), number=1, starts_on=starts).ends_on == ends


def next_term(cast: Cast) -> Cohort:
    """The board's next term, which begins today; the first one began a while ago."""
    return actions.begin_term(actor=cast.sam.account, starts_on=clock.today() + timedelta(days=1))


def test_terms_follow_each_other(cast: Cast) -> None:
    first = Cohort.objects.get()
    assert (first.number, first.starts_on) == (1, clock.today())
    denied("term_is_not_new", actions.begin_term, actor=cast.sam.account, starts_on=first.starts_on)
    second = next_term(cast)
    assert (second.number, second.starts_on) == (2, clock.today() + timedelta(days=1))
    assert cast.anna.memberships.get().cohort == first


def test_renewal_is_a_rule_of_the_board(cast: Cast, time_machine) -> None:
    renew = {"actor": cast.sam.account, "person": cast.anna}
    denied("serves_already", actions.renew_membership, **renew)
    for number in (2, 3):
        begins = clock.today() + timedelta(days=1)
        actions.begin_term(actor=cast.sam.account, starts_on=begins)
        denied("serves_already", actions.renew_membership, **renew)
        time_machine.move_to(begins)
        if number == 2:
            with leaves("membership.renewed"):
                actions.renew_membership(**renew)
    denied("served_long_enough", actions.renew_membership, **renew)
    now = Membership.objects.get(person=cast.anna, ended_on=None)
    assert (now.cohort.number, now.renewals, now.seat) == (2, 1, 1)
    assert queries.seats_filled() == 4
    actions.change_rules(actor=cast.sam.account, quorum=11, term_months=24, renewals=2)
    actions.renew_membership(**renew)
    assert Membership.objects.get(person=cast.anna, ended_on=None).renewals == 2


def test_the_role_of_the_chair_follows_the_office(cast: Cast) -> None:
    first = Office.objects.get(ended_on=None)
    assert (first.person, first.kind) == (cast.chloe, OfficeKind.CHAIR)
    elect = {"actor": cast.sam.account, "person": cast.anna, "kind": OfficeKind.CHAIR}
    denied("office_taken", actions.appoint, **elect)
    with leaves("office.ended", "office.begun"):
        actions.end_office(actor=cast.sam.account, office=first)
        assert role(cast.chloe) == Role.MEMBER
        actions.appoint(**elect)
    assert (role(cast.anna), role(cast.chloe)) == (Role.CHAIR, Role.MEMBER)
    with pytest.raises(Denied):
        actions.end_office(actor=cast.sam.account, office=first)


def role(person) -> str:
    return Account.objects.get(pk=person.account_id).role


def test_other_offices_leave_the_role_alone(cast: Cast) -> None:
    for person, kind in (
        (cast.anna, OfficeKind.VICE_CHAIR),
        (cast.anna, OfficeKind.RAPPORTEUR),
        (cast.bea, OfficeKind.RAPPORTEUR),
    ):
        actions.appoint(actor=cast.sam.account, person=person, kind=kind)
    denied(
        "office_taken", actions.appoint, actor=cast.sam.account, person=cast.bea, kind=OfficeKind.VICE_CHAIR
    )
    denied(
        "office_taken", actions.appoint, actor=cast.sam.account, person=cast.bea, kind=OfficeKind.RAPPORTEUR
    )
    assert {role(cast.anna), role(cast.bea)} == {Role.MEMBER}


def test_nobody_without_a_seat_has_an_office(cast: Cast) -> None:
    denied("no_seat", actions.appoint, actor=cast.sam.account, person=cast.tessa, kind=OfficeKind.RAPPORTEUR)


def test_who_leaves_leaves_seat_and_office(cast: Cast) -> None:
    actions.end_access(actor=cast.sam.account, person=cast.chloe)
    assert not Office.objects.filter(ended_on=None).exists()
    actions.appoint(actor=cast.sam.account, person=cast.anna, kind=OfficeKind.CHAIR)
    actions.erase_person(actor=Account.objects.get(pk=cast.anna.account_id), person=cast.anna)
    assert not Office.objects.filter(ended_on=None).exists()
    assert queries.seats_filled() == 2


@pytest.mark.parametrize(
    "verb",
    [
        lambda c, who: actions.begin_term(actor=who, starts_on=date(2040, 1, 1)),
        lambda c, who: actions.change_rules(actor=who, quorum=9, term_months=24, renewals=1),
        lambda c, who: actions.renew_membership(actor=who, person=c.bea),
        lambda c, who: actions.appoint(actor=who, person=c.bea, kind=OfficeKind.RAPPORTEUR),
        lambda c, who: actions.end_office(actor=who, office=Office.objects.get()),
    ],
)
def test_only_the_secretariat_enters_it(cast: Cast, verb) -> None:
    for name in ("anna", "chloe", "olga", "dora", "adam"):
        with pytest.raises(Denied):
            verb(cast, getattr(cast, name).account)


@pytest.mark.parametrize(
    "verb",
    [
        lambda c: actions.begin_term(actor=c.sam.account, starts_on=date(2040, 1, 1)),
        lambda c: actions.change_rules(actor=c.sam.account, quorum=9, term_months=24, renewals=1),
        lambda c: actions.appoint(actor=c.sam.account, person=c.bea, kind=OfficeKind.RAPPORTEUR),
        lambda c: actions.end_office(actor=c.sam.account, office=Office.objects.get()),
    ],
)
def test_nothing_remains_if_the_event_fails(cast: Cast, verb) -> None:
    nothing_remains(lambda: verb(cast))
