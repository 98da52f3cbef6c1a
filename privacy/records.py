"""The only door to django-simple-history."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import models
from simple_history.manager import HistoricalQuerySet, HistoryManager
from simple_history.models import HistoricalRecords

from privacy.audit import AuditedQuerySet, HistoryRow


def _nobody(*_: object) -> None:
    """No user is read from a history row, and none is written into it."""


class _HistoryQuerySet(AuditedQuerySet[Any], HistoricalQuerySet):
    """Reads history; writes nothing."""


class _HistoryManager(HistoryManager):
    """Made once for each kind of queryset; simple-history makes its class anew at every look at `history`."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class: type[Any], class_name: str | None = None) -> Any:
        return super().from_queryset(queryset_class, class_name)


class Records(HistoricalRecords):
    """History without a user column (the act's random id stands there) and without reasons in words.

    A sealed column keeps the same bytes in the same place: a destroyed key makes the past unreadable too.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            bases=(HistoryRow,),
            history_manager=_HistoryManager,
            historical_queryset=_HistoryQuerySet,
            history_user_id_field=models.UUIDField(null=True, db_index=True),
            history_user_getter=_nobody,
            history_user_setter=_nobody,
            **kwargs,
        )

    def get_history_user(self, instance: models.Model) -> None:
        return None
