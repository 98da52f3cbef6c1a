"""What was typed when the time was up, for the person who typed it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404

from board import rules
from board.models import Account, Parked
from privacy import clock
from privacy.reading import Purpose, open_many


@dataclass(frozen=True, slots=True)
class Kept:
    """One form: where it was sent, its fields, and those of them that are words."""

    key: UUID
    path: str
    parked_at: datetime
    fields: list[tuple[str, str]]

    @property
    def words(self) -> list[str]:
        """What a person would recognise: texts, and no ids or choices."""
        return [value for _name, value in self.fields if " " in value.strip() or "\n" in value.strip()]


def has_parked(account: Account) -> bool:
    """Whether something waits for her."""
    since = clock.now() - rules.KEPT_FOR
    return bool(Parked.objects.filter(person__account=account, parked_at__gte=since).exists())


def parked_of(account: Account) -> list[Kept]:
    """Everything that waits for her, newest first, opened."""
    since = clock.now() - rules.KEPT_FOR
    rows = list(
        Parked.objects.filter(person__account=account, parked_at__gte=since)
        .select_related("person")
        .order_by("-parked_at")
    )
    if not rows:
        return []
    opened = open_many([row.body for row in rows], reader=account, purpose=Purpose.OWN, about=rows[0].person)
    both = zip(rows, opened, strict=True)
    return [Kept(row.id, row.path, row.parked_at, _fields(one.text)) for row, one in both if one.text]


def parked_for(account: Account, parked: UUID) -> Parked:
    """One row of her own. Raises Http404."""
    found: Parked | None = Parked.objects.filter(id=parked, person__account=account).first()
    if found is None:
        raise Http404
    return found


def _fields(text: str) -> list[tuple[str, str]]:
    return [(name, value) for name, values in json.loads(text).items() for value in values]
