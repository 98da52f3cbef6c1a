"""Who may do what with meetings and minutes, and who may open their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from privacy.audit.acts import Person as Reader
from privacy.reading import Purpose, Verdict


def may_open_agenda_items(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Nobody, until the rules are written."""
    return {}


def may_open_papers(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Nobody, until the rules are written."""
    return {}


def may_open_minutes(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Nobody, until the rules are written."""
    return {}


def may_open_entries(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Nobody, until the rules are written."""
    return {}


def may_open_editions(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Nobody, until the rules are written."""
    return {}
