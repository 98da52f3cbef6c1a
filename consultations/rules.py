"""Who may do what with requests for advice and contributions, and who may open their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from privacy.audit.acts import Person as Reader
from privacy.reading import Purpose, Verdict


def may_open_consultations(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Nobody, until the rules are written."""
    return {}


def may_open_questions(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Nobody, until the rules are written."""
    return {}


def may_open_contribution_texts(
    reader: Reader, rows: Sequence[UUID], purpose: Purpose
) -> Mapping[UUID, Verdict]:
    """Nobody, until the rules are written."""
    return {}


def may_open_passages(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Nobody, until the rules are written."""
    return {}


def may_open_passage_checks(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Nobody, until the rules are written."""
    return {}
