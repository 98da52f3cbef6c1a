"""What the button that was pressed carries."""

from __future__ import annotations

from uuid import UUID

from django.http import QueryDict


def seen_of(sent: QueryDict) -> UUID | None:
    """Which asking the page showed whose button says yes; None for a page that showed none."""
    try:
        return UUID(sent.get("yes", ""))
    except ValueError:
        return None
