"""PDFs that leave the house: written down first, then handed over. None is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language

from board.models import Account
from documents import pdf
from meetings import rules
from meetings.models import Meeting, Minutes
from privacy import audit, withdrawal
from privacy.audit import Outcome


def export_agenda(*, actor: Account, meeting: Meeting, page: Mapping[str, Any], made_on: date) -> bytes:
    """The agenda as a PDF. Raises Denied, documents.errors.NotRendered."""
    rules.check_can_export_agenda(actor, meeting)
    made = pdf.render("documents/agenda.html", page, language=_language(), made_on=made_on)
    audit.record("meeting.agenda_exported", actor=actor, about=meeting, outcome=Outcome.READ)
    return made


def export_minutes(
    *, actor: Account, minutes: Minutes, page: Mapping[str, Any], made_on: date, mark: int
) -> bytes:
    """Minutes as a PDF. `mark` is `withdrawal.so_far()` before `page` was opened.

    Raises Denied, documents.errors.NotRendered.
    """
    rules.check_can_export_minutes(actor, minutes)
    made = pdf.render("documents/minutes.html", page, language=_language(), made_on=made_on)
    withdrawal.check_none_since(mark)
    audit.record("minutes.exported", actor=actor, about=minutes.meeting, outcome=Outcome.READ)
    return made


def _language() -> str:
    return get_language() or "en"
