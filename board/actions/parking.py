"""Text that came when a session was over: kept for a day, for the same person only.

A session that timed out says for a day whose it was (`board.models.sessions`). With its cookie somebody can
do one thing: leave text behind for that person, sealed under that person's key. Whoever signs in as somebody
else never sees it. Sessions that were ended (signed out, left, paused, a new passphrase) say nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from uuid import uuid4

from board import rules
from board.models import Account, Parked, Person
from privacy import audit, clock, reading
from privacy.audit import Act
from privacy.reading import System

KEEPER = System("parking")
MOST = 5


def park(*, account: Account, path: str, fields: Mapping[str, Sequence[str]]) -> None:
    """Seal the fields of a form that was sent to `path`. The oldest goes when there are more than five."""
    person = Person.objects.get(account=account)
    row = Parked(id=uuid4(), person=person, path=path, parked_at=clock.now())
    place = Parked._meta.get_field("body").place_for(row.id)
    text = json.dumps({name: list(values) for name, values in fields.items()}, ensure_ascii=False)
    row.body = reading.seal(text, place=place, scope=person.scope, record=person.record)
    with audit.act("text.parked", actor=KEEPER, about=person) as act:
        rules.check_is_here(act.lock(person))
        for old in Parked.objects.filter(person=person).order_by("-parked_at")[MOST - 1 :]:
            old.delete(act=act)
        row.save(act=act)


def forget_parked(*, actor: Account, parked: Parked) -> None:
    """It is where it belongs now, or she does not want it."""
    with audit.act("text.unparked", actor=actor, about=parked.person) as act:
        row = act.lock(parked)
        rules.check_is_self(actor, row.person)
        row.delete(act=act)


def forget_old_parked() -> int:
    """Drop what is older than a day; how many there were."""
    ids = list(Parked.objects.filter(parked_at__lt=clock.now() - rules.KEPT_FOR).values_list("id", flat=True))
    for parked in Parked.objects.filter(id__in=ids).select_related("person"):
        with audit.act("text.unparked", actor=KEEPER, about=parked.person) as act:
            _drop(act, parked)
    return len(ids)


def _drop(act: Act, parked: Parked) -> None:
    Parked.objects.get(pk=parked.pk).delete(act=act)
