"""From "raises Denied" to yes or no, for buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from privacy.permissions import Denied


def asked(check: Callable[..., None], *about: Any) -> bool:
    """Whether a check lets this through."""
    try:
        check(*about)
    except Denied:
        return False
    return True
