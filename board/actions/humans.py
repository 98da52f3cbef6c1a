"""Accounts that belong to one human being."""

from __future__ import annotations

from board import rules
from board.models import Account, Person
from privacy import audit


def join_accounts(*, actor: Account, person: Person, other: Person) -> None:
    """Say that two people here are one human being: neither account is a second person to the other.

    It only takes away what they could do together, so one may say it alone. Raises Denied.
    """
    with audit.act("person.joined_accounts", actor=actor, about=person) as act:
        rules.check_can_manage_people(actor)
        kept, joined = act.lock(person.account), act.lock(other.account)
        rules.check_are_apart(kept, joined)
        for account in Account.objects.filter(human=joined.human):
            account.human = kept.human
            account.save(act=act)
