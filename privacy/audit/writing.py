"""Which act is writing right now; history rows look here."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privacy.audit.acts import Act


class Unaudited(TypeError):
    """A write without an act."""


under: ContextVar[Act | None] = ContextVar("under", default=None)
