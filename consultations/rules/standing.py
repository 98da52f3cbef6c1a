"""Where an author's choices stand now, seen protectively: what got more exposed waits a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from privacy import clock, consent
from privacy.models import ConsentRecord
from privacy.states import Naming

EXPOSURE = {Naming.NOBODY: 0, Naming.MEMBER: 1, Naming.PEN_NAME: 2, Naming.NAME: 3}


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest choice about a contribution, how its author is named now, and whether she sees the words
    first.
    """

    newest: ConsentRecord
    named: ConsentRecord
    show_first: bool


def standings(things: Iterable[UUID]) -> dict[UUID, Standing]:
    """For each contribution that has been sent, in one query."""
    records = ConsentRecord.objects.filter(thing__in=list(things)).order_by("thing", "given_at", "id")
    return {thing: _standing(list(group)) for thing, group in groupby(records, key=lambda one: one.thing)}


def _standing(records: list[ConsentRecord]) -> Standing:
    # The first choice holds at once; a later one that shows more holds a day after it was made.
    now = clock.now()
    settled = [number for number, one in enumerate(records) if one.given_at + consent.COOLING_OFF <= now]
    counting = records[settled[-1] if settled else 0 :]
    named = min(reversed(counting), key=lambda one: EXPOSURE[Naming(one.naming)])
    return Standing(records[-1], named, any(one.show_first for one in counting))
