"""Whatever a person chooses, in whatever order: nothing unwanted is in force, and nothing too soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from privacy import consent
from privacy.consent import Use
from privacy.states import Audience, Form, Naming
from tests.privacy.test_consent import BEGIN, CONTACT, DAY, MONTH, PARAPHRASE, PUBLIC, QUOTE, READ, Case

ALL = [READ, PARAPHRASE, QUOTE, PUBLIC, Use(Form.READ, Audience.SECRETARIAT, CONTACT)]
Wish = tuple[frozenset[Use], int, Naming]
NAMES = {Naming.NAME, Naming.PEN_NAME}
WISHES = st.tuples(st.frozensets(st.sampled_from(ALL)), st.integers(1, 36), st.sampled_from(Naming))
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["change", "change", "end", "again", "wait"]),
        WISHES,
        st.sampled_from([timedelta(0), timedelta(minutes=5), DAY / 2, DAY, 3 * DAY, MONTH]),
    ),
    max_size=6,
)


@dataclass
class Oracle:
    """Written a second time, use by use: from when and until when it is allowed, if nothing else happens."""

    spans: dict[Use, list[tuple[datetime, datetime]]]
    waiting: dict[Use, datetime]

    def live(self, now: datetime) -> set[Use]:
        return {use for use, spans in self.spans.items() if any(a <= now < b for a, b in spans)}

    def change(self, now: datetime, uses: frozenset[Use], months: int, naming: Naming) -> None:
        before = {use: max(b for a, b in self.spans[use] if a <= now) for use in self.live(now)}
        self.end()
        until = now + months * MONTH
        for use in uses:
            spans = [(now + DAY, until)]
            if use in before:
                spans.append((now, min(before[use], until)))
            self.choose(use, spans, naming)

    def give(self, now: datetime, uses: frozenset[Use], months: int, naming: Naming) -> None:
        for use in uses:
            self.choose(use, [(now, now + months * MONTH)], naming)

    def choose(self, use: Use, spans: list[tuple[datetime, datetime]], naming: Naming) -> None:
        if use.audience == Audience.PUBLIC and naming in NAMES:
            self.waiting[use] = max(b for _, b in spans)
        else:
            self.spans[use] = [(a, b) for a, b in spans if b > a]

    def again(self, now: datetime, given_at: datetime) -> None:
        if now >= given_at + DAY:
            for use, until in self.waiting.items():
                if until > now:
                    self.spans[use] = [(now, until)]
            self.waiting = {}

    def end(self) -> None:
        self.spans, self.waiting = {}, {}


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=WISHES, steps=STEPS)
def test_what_is_in_force_is_what_she_wanted_and_no_sooner(
    db: None, first: Wish, steps: list[tuple[str, Wish, timedelta]]
) -> None:
    with time_machine.travel(BEGIN, tick=False) as travel:
        now, oracle, seen = BEGIN, Oracle({}, {}), []
        wanted, months, naming = first
        case = Case(*wanted, months=months, naming=naming)
        oracle.give(now, wanted, months, naming)
        for what, (uses, months, naming), pause in steps:
            before = live(case)
            if what == "change":
                case.change(*uses, months=months, naming=naming)
                oracle.change(now, uses, months, naming)
                wanted = uses
                assert live(case) <= before & uses  # nothing more at once, ever
            if what == "end":
                case.end()
                oracle.end()
                wanted = frozenset()
            if what == "again":
                case.again()
                oracle.again(now, case.record.given_at)
            found = live(case)
            assert found == oracle.live(now)
            assert found <= wanted
            seen.append((now, found))
            now += pause + timedelta(seconds=1)
            travel.move_to(now)
        # what was true of a moment stays true of it
        assert [live(case, moment) for moment, _ in seen] == [found for _, found in seen]
        for later in (timedelta(0), DAY, MONTH, 40 * MONTH):
            assert live(case, now + later) == oracle.live(now + later)


def live(case: Case, at: datetime | None = None) -> set[Use]:
    return consent.uses_in_force(case.thing, at)
