"""Models that refuse to be written without an act."""

from __future__ import annotations

import uuid
from contextvars import Token
from typing import Any, NoReturn, TypeVar

from django.db import connections, models

from privacy.audit.acts import Act
from privacy.audit.chain import DB
from privacy.audit.writing import Unaudited, under

_Row_co = TypeVar("_Row_co", bound=models.Model, covariant=True)


class AuditedQuerySet(models.QuerySet[_Row_co]):
    """Reads as usual; every way to write many rows at once is refused."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unaudited(f"{self.model.__name__}: write through an action, with an act")

    create = get_or_create = update_or_create = update = delete = bulk_create = bulk_update = _refuse
    acreate = aget_or_create = aupdate_or_create = aupdate = adelete = _refuse
    abulk_create = abulk_update = _raw_delete = _refuse


AuditedManager = models.Manager.from_queryset(AuditedQuerySet)


class Audited(models.Model):
    """Base of every model whose rows matter. Ids are random and made here: a text is sealed for its row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    objects = AuditedManager()

    class Meta:
        abstract = True
        # Without the base manager, `parent.children.add()` would write with no act, no history and no event.
        base_manager_name = "objects"
        default_manager_name = "objects"

    def save(self, *args: Any, act: Act | None = None, **kwargs: Any) -> None:
        """Save the whole row under `act`. Raises Unaudited without one, or for some fields only."""
        if kwargs.get("update_fields") is not None:
            raise Unaudited("The digest in the event covers the whole row; save the whole row.")
        opened, token = self._under(act)
        kind = b"+" if self._state.adding else b"~"
        try:
            super().save(*args, **kwargs)
        finally:
            under.reset(token)
        opened.touch(self, kind)

    def delete(self, *args: Any, act: Act | None = None, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row under `act`. Raises Unaudited."""
        opened, token = self._under(act)
        key = self.pk  # Django takes it away
        try:
            done = super().delete(*args, **kwargs)
        finally:
            under.reset(token)
        opened.touch_removed(self, key)
        return done

    def _under(self, act: Act | None) -> tuple[Act, Token[tuple[Act, models.Model] | None]]:
        if act is None or not act.open:
            raise Unaudited(f"{type(self).__name__} is saved under an open act")
        if not connections[DB].in_atomic_block:
            raise Unaudited("no transaction")
        if act.depth != len(connections[DB].savepoint_ids):
            raise Unaudited("inside an act no savepoint: a row rolled back alone would still be in the event")
        if hasattr(self, "skip_history_when_saving"):
            raise Unaudited("history may not be skipped")
        return act, under.set((act, self))


class HistoryRow(models.Model):
    """Base of every history model: written only while an audited row is, and never changed."""

    objects = AuditedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        writing = under.get()
        if writing is None or not self._state.adding:
            raise Unaudited("history is written by an act and never changed")
        row: Any = self
        if row.history_change_reason:
            raise Unaudited("history keeps no reasons in words")
        row.history_user_id = writing[0].id
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unaudited("history is not deleted by hand")


def refuse_stray(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Receiver of pre_save and pre_delete: `loaddata`, `save_base` and cascades pass by `save`, `delete`."""
    writing = under.get()
    if issubclass(sender, Audited) and (writing is None or writing[1] is not instance):
        raise Unaudited(f"{sender.__name__}: written past its act")
    if issubclass(sender, HistoryRow) and writing is None:
        raise Unaudited(f"{sender.__name__}: history is written by an act")
