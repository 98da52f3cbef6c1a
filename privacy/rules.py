"""Who may open what this floor itself keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from privacy.audit.acts import Person
from privacy.reading import Purpose, System, Verdict

NAMES = System("naming")


def may_open_pen_names(reader: Person, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Pen names are opened by the machine where a permitted use is rendered, and by nobody else.

    The floor that renders the use has checked the permission on the words themselves.
    """
    if reader == NAMES and purpose in {Purpose.RELEASE, Purpose.RECORD, Purpose.LISTING}:
        return dict.fromkeys(rows, Verdict.MAY)
    return {}
