"""Second steps added and removed. Each change signs out everywhere but here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator

from board import factors, rules
from board.models import Account, Session
from board.models.sessions import end_all
from board.states import KeptOn
from privacy import audit


def add_app(*, actor: Account, seed: str, here: Session | None = None) -> None:
    """An app that shows codes, in place of one that was there."""
    _add(actor, factors.app(actor, seed), here, instead_of=factors.APP)


def add_passkey(
    *, actor: Account, kept_on: KeptOn, credential: dict[str, Any], here: Session | None = None
) -> None:
    """One more passkey."""
    _add(actor, factors.passkey(actor, kept_on, credential), here, instead_of="")


def make_list(*, actor: Account, here: Session | None = None) -> list[str]:
    """A new list of codes, shown once; an older list is worth nothing from now on."""
    row = factors.paper(actor)
    _add(actor, row, here, instead_of=factors.PAPER)
    return factors.codes_of(row)


def remove_factor(*, actor: Account, key: UUID, here: Session | None = None) -> None:
    """One second step less. Raises Denied for the last of somebody who needs one."""
    with audit.act("factor.removed", actor=actor, about=actor) as act:
        account = act.lock(actor)
        rows = factors.rows_of(account)
        goes = [row for row in rows if row.data["id"] == str(key)]
        left = [row for row in rows if row not in goes and not factors.is_lost(row)]
        rules.check_can_remove_factor(account, len(left))
        Authenticator.objects.filter(pk__in=[row.pk for row in goes]).delete()
        end_all(account, but=here)


def _add(actor: Account, row: Authenticator, here: Session | None, *, instead_of: str) -> None:
    with audit.act("factor.added", actor=actor, about=actor) as act:
        account = act.lock(actor)
        Authenticator.objects.filter(user=account, type=instead_of).delete()
        row.save()
        end_all(account, but=here)
