"""Which row is being written right now, and under which act; history rows and Django's signals look here."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.db.models import Model

if TYPE_CHECKING:
    from privacy.audit.acts import Act


class Unaudited(TypeError):
    """A write without an act."""


under: ContextVar[tuple[Act, Model] | None] = ContextVar("under", default=None)
