"""Text that came when a session was over: kept for a day, for the same person only.

A session that timed out says for a day whose it was (`board.models.sessions`). With its cookie somebody can
do one thing: leave text behind for that person, sealed under that person's key and one of its own. Whoever
signs in as somebody else never sees it. Sessions that were ended (signed out, left, paused, a new passphrase)
say nothing. When a row goes its key goes, so no backup opens it. Words of somebody else may stand in it: it
goes with them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID, uuid4

from board import rules
from board.models import Account, Parked, Person
from privacy import clock, reading, withdrawal
from privacy.audit import Act
from privacy.fields import sealed_field
from privacy.reading import System
from privacy.withdrawal import Withdrawal

KEEPER = System("parking")
MOST = 5


def park(*, account: Account, path: str, fields: Mapping[str, Sequence[str]]) -> None:
    """Seal the fields of a form that was sent to `path`. The oldest goes when there are more than five."""
    person = Person.objects.get(account=account)
    row = _sealed(person, path, fields)
    oldest = list(Parked.objects.filter(person=person).order_by("-parked_at")[MOST - 1 :])

    def write(act: Act) -> None:
        rules.check_is_here(act.lock(person))
        _drop(act, oldest)
        row.save(act=act)

    withdrawal.let_go(code="text.parked", actor=KEEPER, about=person, keys=_keys(oldest), write=write)


def forget_parked(*, actor: Account, parked: Parked) -> None:
    """It is where it belongs now, or she does not want it."""

    def write(act: Act) -> None:
        row = act.lock(parked)
        rules.check_is_self(actor, row.person)
        row.delete(act=act)

    withdrawal.let_go(
        code="text.unparked", actor=actor, about=parked.person, keys=_keys([parked]), write=write
    )


def forget_old_parked() -> int:
    """Drop what is older than a day; how many there were."""
    old = Parked.objects.filter(parked_at__lt=clock.now() - rules.KEPT_FOR).select_related("person")
    rows = list(old.order_by("person", "id"))
    for person, found in groupby(rows, key=lambda row: row.person):
        _forget_old(person, list(found))
    return len(rows)


def drop_parked(gone: Withdrawal) -> None:
    """Whatever names what is taken back, or what rests on it; of an erased person, everything she typed."""
    ids = list(_concerned(gone))
    for row in Parked.objects.filter(id__in=ids).order_by("id").select_for_update():
        gone.keys.add(bytes(row.record))
        row.delete(act=gone.act)


def _sealed(person: Person, path: str, fields: Mapping[str, Sequence[str]]) -> Parked:
    # The moment before the key: a copy of the key store from before it holds no such key.
    row = Parked(id=uuid4(), person=person, path=path, parked_at=clock.now())
    row.things = " ".join(sorted(map(str, rules.things_of(path, fields, person.id))))
    row.record = reading.new_record_key()
    place = sealed_field(Parked, "body").place_for(row.id)
    text = json.dumps({name: list(values) for name, values in fields.items()}, ensure_ascii=False)
    row.body = reading.seal(text, place=place, scope=bytes(person.scope), record=bytes(row.record))
    return row


def _forget_old(person: Person, rows: Sequence[Parked]) -> None:
    withdrawal.let_go(
        code="text.unparked",
        actor=KEEPER,
        about=person,
        keys=_keys(rows),
        write=lambda act: _drop(act, rows),
    )


def _keys(rows: Iterable[Parked]) -> dict[bytes, datetime]:
    return {bytes(row.record): row.parked_at for row in rows}


def _drop(act: Act, rows: Iterable[Parked]) -> None:
    """Those that nobody else has dropped meanwhile."""
    ids = [row.id for row in rows]
    for row in Parked.objects.filter(id__in=ids).order_by("id").select_for_update():
        row.delete(act=act)


def _concerned(gone: Withdrawal) -> Iterator[UUID]:
    everybodys = {str(one) for one in gone.things | gone.touched}
    hers = everybodys | {str(one) for one in gone.own}
    for key, person, path, things in Parked.objects.values_list("id", "person", "path", "things"):
        named = set(things.split())
        if person == gone.subject:
            goes = gone.whole_person or bool(named & hers)
        else:
            goes = path not in gone.spared and bool(named & everybodys)
        if goes:
            yield key
