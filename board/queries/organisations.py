"""Organisations, and who works for them."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from board import rules
from board.models import Account, Organisation, Person
from board.queries.people import or_404


def organisations() -> list[Organisation]:
    """Every organisation in use, by name."""
    return list(Organisation.objects.filter(is_active=True))


def organisation_of(account: Account) -> Organisation:
    """The organisation an officer works for. Raises Http404."""
    found: Organisation | None = Organisation.objects.filter(people__account=account).first()
    if found is None:
        raise Http404
    return found


def organisation_for(account: Account, organisation: UUID) -> Organisation:
    """One organisation, for those who keep the list. Raises Http404."""
    or_404(rules.check_can_manage_partners, account)
    found: Organisation | None = Organisation.objects.filter(id=organisation).first()
    if found is None:
        raise Http404
    return found


def organisations_for(account: Account) -> list[Organisation]:
    """Every organisation, for those who keep the list. Raises Http404."""
    or_404(rules.check_can_manage_partners, account)
    return list(Organisation.objects.all())


def officers_of(organisation: Organisation) -> list[Person]:
    """Who works for it and has access now."""
    rows = Person.objects.filter(organisation=organisation, account__is_active=True)
    return list(rows.select_related("account").order_by("account__sign_in_name"))
