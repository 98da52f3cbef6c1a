"""Who may open a pen name: its bearer, and the machine where a permitted use is rendered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from board.models import Account, Person
from privacy import rules as naming
from privacy.audit.acts import Person as Reader
from privacy.models import ConsentRecord
from privacy.reading import Purpose, Verdict


def may_open_pen_names(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Her own she reads unnoted: the ground floor, which knows no members, could only send the machine."""
    if purpose == Purpose.OWN and isinstance(reader, Account) and reader.is_active:
        hers = Person.objects.filter(account=reader).values("id")
        found = ConsentRecord.objects.filter(id__in=rows, subject__in=hers)
        return dict.fromkeys(found.values_list("id", flat=True), Verdict.OWN)
    return naming.may_open_pen_names(reader, rows, purpose)
