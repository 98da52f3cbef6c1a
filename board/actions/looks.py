"""How pages look to a person."""

from __future__ import annotations

from board.models import Account
from privacy import audit


def change_look(
    *,
    actor: Account,
    text_size: str,
    spacing: str,
    theme: str,
    motion: str,
    notes: str,
    language: str,
    zone: str,
) -> None:
    """Keep it on the account, so that it is the same on every device; `zone` is IANA or empty."""
    with audit.act("person.look_changed", actor=actor, about=actor) as act:
        account = act.lock(actor)
        account.text_size, account.spacing = text_size, spacing
        account.theme, account.motion, account.notes = theme, motion, notes
        account.language, account.zone = language, zone
        account.save(act=act)
