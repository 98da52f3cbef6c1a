"""What is kept of people for a time only."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from board.models import Identity, Person
from board.states import PersonState
from privacy import reading, withdrawal
from privacy.audit import Act
from privacy.retention import months_before

MONTHS = 12


def expire_identities(today: date) -> int:
    """Legal name and contact of whoever left more than twelve months ago, for good; of how many people."""
    since = datetime.combine(months_before(today, MONTHS), time(), UTC)
    gone = [
        person
        for person in Person.objects.filter(state=PersonState.ENDED, identity__isnull=False).distinct()
        if (left := person.history.filter(state=PersonState.ENDED).order_by("history_date").first())
        and left.history_date < since
    ]
    for person in gone:
        _expire(person)
    return len(gone)


def _expire(person: Person) -> None:
    rows = list(Identity.objects.filter(person=person))
    earlier = [old for row in rows for old in row.history.all()]
    keys = {reading.record_of(row.legal_name) for row in [*rows, *earlier]}

    def forget(act: Act) -> None:
        for row in rows:
            act.lock(row).delete(act=act)

    withdrawal.expire(code="identity.expired", about=person, keys=keys, write=forget)
