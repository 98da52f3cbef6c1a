"""Legal names and contacts: who has them shown, and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from board.models import Account, Listed, Person, SecondYes, Showing
from board.rules.second_yes import given
from board.states import SHOW_REASONS, WITH_ACCESS, Need, PersonState
from privacy import clock
from privacy.permissions import Denied, require

SHOWN_FOR = timedelta(minutes=10)


def check_can_show(account: Account, person: Person, reason: str) -> None:
    """Whose role may know legal names; for a reason of the closed list. Raises Denied."""
    require(account, "board.read_identity")
    if person.state == PersonState.ERASED:
        raise Denied("wrong_state", _("This has changed in the meantime."))
    if reason not in SHOW_REASONS:
        raise Denied("no_reason", _("Choose a reason."))


def showings_now(account: Account) -> QuerySet[Showing]:
    """What this account has shown now, before its ten minutes are over."""
    return Showing.objects.filter(shown_to=account, until__gt=clock.now())


def people_open_to(account: Account) -> set[UUID]:
    """Whose legal name and contact this account may open now: shown one by one, or on a list for two."""
    lists = given(Need.IDENTITIES).filter(asked_by=account)
    listed = Listed.objects.filter(second_yes__in=lists).values_list("person_id", flat=True)
    return {*showings_now(account).values_list("person_id", flat=True), *listed}


def check_can_be_listed(people: Sequence[Person]) -> None:
    """Somebody at all, and people who are here. Raises Denied with a sentence."""
    if not people or any(one.state not in WITH_ACCESS for one in people):
        raise Denied("nobody_listed", _("Choose at least one person."))


def check_can_fetch(account: Account, asked: SecondYes) -> None:
    """The list goes to whoever asked for it, once. Raises Denied with a sentence."""
    require(account, "board.read_identity")
    if asked.asked_by_id != account.pk or not given(Need.IDENTITIES).filter(id=asked.id).exists():
        raise Denied("wrong_state", _("This list was fetched, or its hour is over."))
