"""E02: a member sees who has read her words: by role and day, no clock times, no names."""

from __future__ import annotations

from datetime import UTC, datetime

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from board import actions
from board.models import Identity
from privacy.queries import Seen, seen_by
from privacy.reading import Purpose, open_many, open_text
from tests.canary import CANARY
from tests.people import shown


def identity_of(person):
    actions.record_identity(
        actor=person.account, person=person, legal_name=f"{CANARY} name", contact=f"{CANARY} street"
    )
    return Identity.objects.get(person=person)


def look(reader, identity, purpose=Purpose.IDENTITY):
    if reader.may("board.read_identity"):
        shown(identity.person, reader)
    return open_many(
        [identity.legal_name, identity.contact], reader=reader, purpose=purpose, about=identity.person
    )


def test_e02_three_readers_are_shown_by_role_and_day(cast):
    with time_machine.travel(datetime(2026, 3, 4, 9, 12, tzinfo=UTC)):
        identity = identity_of(cast.anna)
        look(cast.sam.account, identity)
        look(cast.tessa.account, identity)
    with time_machine.travel(datetime(2026, 3, 6, 22, 59, tzinfo=UTC)):
        look(cast.chloe.account, identity)
    with time_machine.travel(datetime(2026, 3, 7, 8, 0, tzinfo=UTC)):
        assert seen_by([identity.id]) == [
            Seen(datetime(2026, 3, 6, tzinfo=UTC).date(), "chair"),
            Seen(datetime(2026, 3, 4, tzinfo=UTC).date(), "secretariat"),
        ]


def test_e02_a_reading_of_last_year_is_still_shown(cast):
    with time_machine.travel(datetime(2026, 12, 31, 12, tzinfo=UTC)):
        identity = identity_of(cast.anna)
        look(cast.sam.account, identity)
    with time_machine.travel(datetime(2027, 1, 2, 12, tzinfo=UTC)):
        look(cast.sam.account, identity)
        assert [seen.day.year for seen in seen_by([identity.id])] == [2027, 2026]


def test_e02_her_own_reading_and_a_refused_one_are_not_readings(cast):
    identity = identity_of(cast.anna)
    open_text(identity.legal_name, reader=cast.anna.account, purpose=Purpose.OWN, about=cast.anna)
    look(cast.bea.account, identity)
    look(cast.olga.account, identity)
    assert seen_by([identity.id]) == []


def test_e02_nobody_has_looked_at_nothing(cast):
    assert seen_by([]) == []


def test_e02_many_things_take_as_many_queries_as_one(cast):
    identities = [identity_of(person) for person in (cast.anna, cast.bea, cast.carla)]
    for identity in identities:
        look(cast.sam.account, identity)
    with CaptureQueriesContext(connection) as one:
        seen_by([identities[0].id])
    with CaptureQueriesContext(connection) as three:
        assert len(seen_by([identity.id for identity in identities])) == 1
    assert len(one) == len(three) == 2
