"""Who may open names and identities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from board.models import Account, Identity, Person
from board.rules.mentions import SCAN, may_scan_identities
from board.rules.showings import people_open_to
from board.states import INSIDE, Role
from privacy.audit.acts import Person as Reader
from privacy.reading import Purpose, System, Verdict


def may_open_names(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Chosen names: one's own, everybody's for those inside; for officers those of members who allow it."""
    if purpose != Purpose.LISTING:
        return _own(reader, rows)
    if isinstance(reader, System) or reader.role in INSIDE:
        return dict.fromkeys(rows, Verdict.MAY)
    named = Person.objects.filter(id__in=rows, may_be_named=True).values_list("id", flat=True)
    allowed = dict.fromkeys(named, Verdict.MAY) if reader.role == Role.OFFICER else {}
    return {**allowed, **_own(reader, rows)}


def may_open_identities(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Legal name and contact: one's own; others when shown for a reason, or given as a list by two."""
    if reader == SCAN and purpose == Purpose.CHECK:
        return may_scan_identities(rows)
    own = dict(_own(reader, _people_of(rows).values()))
    by_person = {person: row for row, person in _people_of(rows).items()}
    verdicts = {by_person[person]: verdict for person, verdict in own.items()}
    if purpose == Purpose.IDENTITY and isinstance(reader, Account) and reader.may("board.read_identity"):
        shown = people_open_to(reader)
        may = {row: Verdict.MAY for person, row in by_person.items() if person in shown}
        return {**may, **verdicts}
    return verdicts


def _own(reader: Reader, people: Iterable[UUID]) -> Mapping[UUID, Verdict]:
    mine = (
        Person.objects.filter(account_id=reader.pk) if isinstance(reader, Account) else Person.objects.none()
    )
    ids = set(mine.values_list("id", flat=True))
    return {row: Verdict.OWN for row in people if row in ids}


def _people_of(rows: Sequence[UUID]) -> dict[UUID, UUID]:
    return dict(Identity.objects.filter(id__in=rows).values_list("id", "person_id"))
