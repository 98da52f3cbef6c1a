"""People as the floor of notices has to know them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from board import rules
from board.models import Account, Person
from board.states import REACHED
from notices.reach import Reached
from privacy.audit.acts import Person as Reader


def reached(subject: UUID) -> Reached | None:
    """Somebody who may have notices, by her random id; None for everybody else."""
    return _reached(Person.objects.filter(id=subject))


def reached_by(account: Reader) -> Reached | None:
    """Somebody who may have notices, behind an account; None for everybody else."""
    return _reached(Person.objects.filter(account=account.pk))


def _reached(found: QuerySet[Person]) -> Reached | None:
    person = found.filter(account__in=Account.objects.holding(*REACHED)).select_related("account").first()
    if person is None:
        return None
    return Reached(
        subject=person.id,
        scope=bytes(person.scope),
        language=person.account.language,
        zone=person.account.zone,
        is_free=rules.may_be_contacted(person),
    )
