"""What every action is asked: what it leaves, and that it leaves nothing when its event cannot be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock
from uuid import UUID

import pytest
from django.db import DatabaseError

from board.models import SecondYes
from board.states import SecondYesState
from privacy.audit import Audited, AuditUnavailable, HistoryRow
from privacy.audit import chain as chaining
from privacy.models import Event
from tests.house.tree import ROOT


@contextmanager
def leaves(*codes: str) -> Iterator[None]:
    """Exactly these events are written meanwhile, and each has its words in templates/events/."""
    last = Event.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    yield
    assert list(Event.objects.filter(seq__gt=last).order_by("seq").values_list("code", flat=True)) == list(
        codes
    )
    assert all((ROOT / "templates" / "events" / f"{code}.txt").exists() for code in codes)


def nothing_remains(action: Callable[[], Any]) -> None:
    """With an event that cannot be written the action raises, and no audited table has changed."""
    before = rows()
    with mock.patch.object(chaining, "_insert", side_effect=DatabaseError), pytest.raises(AuditUnavailable):
        action()
    assert rows() == before


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every audited table and of its history."""
    from django.apps import apps

    return {
        model._meta.label: sorted(map(repr, model._default_manager.values_list()))
        for model in apps.get_models()
        if issubclass(model, Audited | HistoryRow)
    }


def asked() -> UUID | None:
    """What waits for a second person now, as the page would show it."""
    rows = SecondYes.objects.filter(state=SecondYesState.WAITING)
    return rows.order_by("-asked_at").values_list("id", flat=True).first()
