"""Who may do what with recommendations and releases, and who may open their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from privacy.audit.acts import Person as Reader
from privacy.reading import Purpose, Verdict


def may_open_recommendation_texts(
    reader: Reader, rows: Sequence[UUID], purpose: Purpose
) -> Mapping[UUID, Verdict]:
    """Nobody, until the rules are written."""
    return {}


def may_open_released_copys(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Nobody, until the rules are written."""
    return {}


def may_open_responses(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Nobody, until the rules are written."""
    return {}
