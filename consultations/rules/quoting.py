"""Words taken over exactly: whether they are the member's own."""

from __future__ import annotations

from uuid import UUID

from consultations.models import PassageCheck
from consultations.states import CheckAnswer


def says(text: str, words: str) -> bool:
    """Whether these words stand in the text as they are, but for line ends and runs of spaces."""
    wanted = _plain(words)
    return bool(wanted) and wanted in _plain(text)


def wording_asked_for(passage: UUID, contribution: UUID) -> PassageCheck | None:
    """How this author asked that the passage should read: the newest of her answers that has a wording."""
    asked = PassageCheck.objects.filter(passage=passage, contribution=contribution)
    found: PassageCheck | None = (
        asked.filter(answer=CheckAnswer.CHANGE, wording__isnull=False).order_by("-revision").first()
    )
    return found


def _plain(text: str) -> str:
    return " ".join(text.split())
