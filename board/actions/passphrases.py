"""Changes of passphrases. Hashing takes its time, so it happens before the act."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from board import passphrases, rules
from board.models import Account, Person, Session
from board.models.sessions import end_all
from notices.actions import queue
from notices.states import Cause
from privacy import audit


def issue_passphrase(*, actor: Account, person: Person) -> str:
    """A new one-time passphrase for somebody who cannot get in; whoever is signed in there is signed out.

    Raises Denied.
    """
    secret = passphrases.one_time()
    hashed = make_password(secret)
    with audit.act("passphrase.issued", actor=actor, about=person) as act:
        rules.check_can_issue_passphrase(actor, act.lock(person))
        account = act.lock(person.account)
        account.password, account.must_change = hashed, True
        account.save(act=act)
        end_all(account)
        queue(act=act, subject=person.id, cause=Cause.ACCESS)
    return secret


def change_passphrase(*, actor: Account, passphrase: str, here: Session | None = None) -> None:
    """A person's own new passphrase, checked by the form; every sign-in but `here` ends."""
    hashed = make_password(passphrase)
    with audit.act("passphrase.changed", actor=actor, about=actor) as act:
        account = act.lock(actor)
        account.password, account.must_change = hashed, False
        account.save(act=act)
        end_all(account, but=here)


def renew_hash(*, actor: Account, passphrase: str) -> None:
    """Hash the same passphrase anew, when the parameters have grown since."""
    hashed = make_password(passphrase)
    with audit.act("passphrase.rehashed", actor=actor, about=actor) as act:
        account = act.lock(actor)
        account.password = hashed
        account.save(act=act)
