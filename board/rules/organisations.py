"""Who keeps the list of organisations."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from board.models import Account, Organisation
from privacy.permissions import Denied, require


def check_can_manage_partners(account: Account) -> None:
    """The secretariat keeps the list of organisations."""
    require(account, "board.manage_partners")


def check_organisation_is_new(name: str, but: UUID | None = None) -> None:
    """Each organisation once. Raises Denied with a sentence."""
    if Organisation.objects.filter(name__iexact=name).exclude(id=but).exists():
        raise Denied("organisation_known", _("This organisation is on the list."))


def revision_of(organisation: Organisation) -> int:
    """How often it was written: what a form is made from."""
    return int(organisation.history.count())


def check_is_fresh(organisation: Organisation, revision: int) -> None:
    """Nobody has changed it since the form was made. Raises Denied."""
    if revision_of(organisation) != revision:
        raise Denied("stale", _("Somebody changed this since you opened it."))
