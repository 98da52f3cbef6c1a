"""Changes of passphrases. Hashing takes its time, so it happens before the act."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from board.models import Account, Session
from board.models.sessions import end_all
from privacy import audit


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
