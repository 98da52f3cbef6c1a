"""What a person allows: cells of a matrix, from a moment to a moment; narrower at once, wider a day later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError

from privacy import audit, consent
from privacy.consent import Choices, Use
from privacy.models import ConsentCell, ConsentEnd, ConsentRecord
from privacy.states import Audience, Ending, Form, Naming
from tests.privacy.world import MACHINE, NOTICE

BEGIN = datetime(2031, 1, 10, 9, 0, tzinfo=UTC)
DAY = timedelta(hours=24)
MONTH = timedelta(days=consent.DAYS_A_MONTH)
AGENCY = UUID(int=7)
OTHER_AGENCY = UUID(int=8)
CONTACT, OTHER_CONTACT = UUID(int=9), UUID(int=10)
ONE_OF = {Audience.AGENCY: (AGENCY, OTHER_AGENCY), Audience.SECRETARIAT: (CONTACT, OTHER_CONTACT)}
USES = [
    Use(form, audience, one)
    for form, audience in product(Form, Audience)
    for one in ONE_OF.get(audience, (None,))
]
READ = Use(Form.READ, Audience.MEMBERS)
PARAPHRASE = Use(Form.PARAPHRASE, Audience.BOARD)
QUOTE = Use(Form.QUOTE, Audience.BOARD)
PUBLIC = Use(Form.QUOTE, Audience.PUBLIC)


@pytest.fixture
def clock(db: None) -> Iterator[Any]:
    with time_machine.travel(BEGIN, tick=False) as travel:
        yield travel


def choices(*uses: Use, **more: Any) -> Choices:
    return Choices(uses=frozenset(uses), notice=NOTICE, **more)


class Case:
    """One contribution and its author's choices."""

    def __init__(self, *uses: Use, **more: Any) -> None:
        self.thing, self.subject = uuid4(), uuid4()
        with self.act() as act:
            self.record = consent.give(
                act=act, subject=self.subject, thing=self.thing, version=1, choices=choices(*uses, **more)
            )

    def act(self) -> Any:
        return audit.act("consent.tried", actor=MACHINE, about=ConsentRecord(thing=self.thing))

    def change(self, *uses: Use, **more: Any) -> None:
        with self.act() as act:
            self.record = consent.change(act=act, old=self.record, choices=choices(*uses, **more))

    def end(self, how: Ending = Ending.WITHDRAWN) -> None:
        with self.act() as act:
            consent.end(act=act, things=[self.thing], how=how)

    def again(self) -> None:
        with self.act() as act:
            consent.second_yes(act=act, record=self.record)

    def live(self, at: datetime | None = None) -> set[Use]:
        """Asked both ways: use by use, and all at once."""
        found = {use for use in USES if consent.in_force([self.thing], [use], at) == {self.thing}}
        assert found == consent.uses_in_force(self.thing, at)
        return found


def test_no_cell_implies_another(clock: Any, subtests: pytest.Subtests) -> None:
    for given in USES:
        with subtests.test(str(given)):
            assert Case(given).live() == {given}


def test_what_was_never_asked_is_never_allowed(clock: Any) -> None:
    case = Case()
    assert case.live() == set()
    assert consent.in_force([case.thing], []) == set()
    assert consent.in_force([], USES) == set()
    assert consent.in_force([uuid4()], USES) == set()


def test_one_use_of_several_is_enough(clock: Any) -> None:
    one, other, neither = Case(READ), Case(QUOTE), Case(PARAPHRASE)
    things = [one.thing, other.thing, neither.thing]
    assert consent.in_force(things, [READ, QUOTE]) == {one.thing, other.thing}


def test_the_first_choice_holds_at_once_and_until_its_last_moment(clock: Any) -> None:
    case = Case(READ, QUOTE, months=6)
    assert case.live() == {READ, QUOTE}
    assert case.live(BEGIN + 6 * MONTH - timedelta(seconds=1)) == {READ, QUOTE}
    assert case.live(BEGIN + 6 * MONTH) == set()
    assert case.live(BEGIN - timedelta(microseconds=1)) == set()
    clock.move_to(BEGIN + 6 * MONTH)
    assert case.live() == set()


@pytest.mark.parametrize("months", [0, -1, 37, 1000])
def test_a_permission_lasts_a_month_to_three_years(months: int, clock: Any) -> None:
    with pytest.raises(ValueError, match="one month to thirty-six"):
        Case(READ, months=months)
    assert (Case(READ, months=1).live(), Case(READ, months=36).live()) == ({READ}, {READ})


def test_the_defaults_protect(clock: Any) -> None:
    record = Case(READ).record
    assert (record.naming, record.show_first, record.ask_again, record.show_translation, record.pen_name) == (
        Naming.NOBODY,
        True,
        False,
        False,
        None,
    )
    assert (record.notice, record.notice_hash, record.language) == ("contribution", NOTICE.digest, "en")


def test_narrower_holds_at_once(clock: Any) -> None:
    case = Case(READ, PARAPHRASE, QUOTE)
    clock.shift(DAY)
    case.change(READ)
    assert case.live() == {READ}
    clock.shift(2 * DAY)
    assert case.live() == {READ}


def test_wider_holds_a_day_later(clock: Any) -> None:
    case = Case(READ)
    clock.shift(5 * DAY)
    case.change(READ, QUOTE)
    assert case.live() == {READ}
    clock.shift(DAY - timedelta(seconds=1))
    assert case.live() == {READ}
    clock.shift(timedelta(seconds=1))
    assert case.live() == {READ, QUOTE}


def test_one_narrower_and_one_wider_together(clock: Any) -> None:
    case = Case(READ, PARAPHRASE)
    case.change(PARAPHRASE, QUOTE)
    assert (case.live(), case.live(BEGIN + DAY)) == ({PARAPHRASE}, {PARAPHRASE, QUOTE})


def test_shorter_holds_at_once_and_longer_does_not_wait_for_the_end(clock: Any) -> None:
    case = Case(READ, months=12)
    case.change(READ, months=1)
    assert (case.live(BEGIN + MONTH - DAY), case.live(BEGIN + MONTH)) == ({READ}, set())
    case.change(READ, months=12)
    for moment in (BEGIN, BEGIN + DAY, BEGIN + MONTH, BEGIN + 11 * MONTH):
        assert case.live(moment) == {READ}
    assert case.live(BEGIN + 12 * MONTH) == set()


def test_a_use_that_ran_out_comes_back_after_a_day(clock: Any) -> None:
    case = Case(READ, months=1)
    clock.shift(MONTH + DAY)
    assert case.live() == set()
    case.change(READ, months=1)
    assert case.live() == set()
    clock.shift(DAY)
    assert case.live() == {READ}


def test_changing_her_mind_within_the_day_leaves_nothing_behind(clock: Any) -> None:
    case = Case(READ)
    case.change(READ, PUBLIC)
    clock.shift(DAY / 2)
    case.change(READ)
    for later in (0, 1, 2, 30):
        assert case.live(BEGIN + DAY / 2 + later * DAY) == {READ}


@pytest.mark.parametrize("how", list(Ending))
def test_an_end_is_at_once_and_for_good(how: Ending, clock: Any) -> None:
    case, other = Case(READ, QUOTE), Case(READ)
    case.change(READ, QUOTE, PARAPHRASE)
    clock.shift(timedelta(hours=1))
    case.end(how)
    for later in (timedelta(0), DAY, 2 * DAY, MONTH):
        assert case.live(BEGIN + timedelta(hours=1) + later) == set()
    assert set(ConsentEnd.objects.filter(cell__thing=case.thing).values_list("how", flat=True)) <= {
        how,
        "superseded",
    }
    assert other.live() == {READ}
    # what was allowed then stays true of then
    assert case.live(BEGIN + timedelta(minutes=30)) == {READ, QUOTE}


@pytest.mark.parametrize("naming", [Naming.NAME, Naming.PEN_NAME])
def test_a_name_in_public_waits_for_a_second_yes_a_day_later(naming: Naming, clock: Any) -> None:
    case = Case(READ, PUBLIC, naming=naming)
    assert (case.live(), case.live(BEGIN + 3 * DAY)) == ({READ}, {READ})
    case.again()
    clock.shift(DAY - timedelta(seconds=1))
    case.again()
    assert case.live() == {READ}
    clock.shift(timedelta(seconds=1))
    assert case.live() == {READ}
    case.again()
    assert case.live() == {READ, PUBLIC}
    case.again()
    assert ConsentCell.objects.filter(thing=case.thing).count() == 3
    assert case.live(BEGIN + 12 * MONTH) == set()


@pytest.mark.parametrize("naming", [Naming.NOBODY, Naming.MEMBER])
def test_no_name_in_public_needs_no_second_yes(naming: Naming, clock: Any) -> None:
    assert Case(READ, PUBLIC, naming=naming).live() == {READ, PUBLIC}


def test_a_name_asked_for_later_stops_the_public_use_until_the_second_yes(clock: Any) -> None:
    case = Case(PUBLIC)
    clock.shift(DAY)
    case.change(PUBLIC, naming=Naming.NAME)
    assert (case.live(), case.live(BEGIN + 5 * DAY)) == (set(), set())
    clock.shift(DAY)
    case.again()
    assert case.live() == {PUBLIC}


def test_a_second_yes_to_what_was_ended_gives_nothing(clock: Any) -> None:
    case = Case(PUBLIC, naming=Naming.NAME)
    old = case.record
    clock.shift(2 * DAY)
    case.end()
    case.again()
    assert case.live() == set()
    other = Case(PUBLIC, naming=Naming.NAME)
    old = other.record
    other.change(READ)
    clock.shift(2 * DAY)
    other.record = old
    other.again()
    assert other.live() == {READ}


def test_the_newest_choice_is_found_also_when_it_ended(clock: Any) -> None:
    case, other = Case(READ), Case(QUOTE)
    clock.shift(DAY)
    case.change(QUOTE)
    case.end()
    assert consent.current(case.thing) == case.record
    assert consent.current(other.thing) == other.record
    assert consent.current(uuid4()) is None


def test_rows_are_never_edited(clock: Any) -> None:
    case = Case(READ)
    with pytest.raises(audit.Unaudited):
        case.record.save()
    for row in (case.record, case.record.cells.get()):
        with pytest.raises(DatabaseError, match="append-only"), case.act() as act:
            row.save(act=act)


@pytest.mark.parametrize(
    "wrong",
    [
        Use(Form.READ, Audience.AGENCY),
        Use(Form.READ, Audience.SECRETARIAT),
        Use(Form.READ, Audience.PUBLIC, AGENCY),
    ],
    ids=["no agency", "no contact", "not one"],
)
def test_an_audience_of_one_says_which_one(wrong: Use, clock: Any) -> None:
    with pytest.raises(IntegrityError):
        Case(wrong)
