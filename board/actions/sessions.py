"""Where people are signed in. A sign-in is no event; that somebody ended one elsewhere is."""

from __future__ import annotations

from uuid import UUID

from board.models import Account, Session
from board.models.sessions import end_all
from privacy import audit


def sign_out_at(*, actor: Account, number: UUID) -> None:
    """End one sign-in of one's own."""
    with audit.act("session.ended", actor=actor, about=actor):
        Session.objects.filter(account=actor, number=number).delete()


def sign_out_everywhere(*, actor: Account) -> None:
    """End every sign-in of one's own."""
    with audit.act("session.all_ended", actor=actor, about=actor):
        end_all(actor)


def choose_idle_minutes(*, actor: Account, minutes: int) -> None:
    """A member's own choice, within the bounds that the table keeps."""
    with audit.act("person.idle_chosen", actor=actor, about=actor) as act:
        account = act.lock(actor)
        account.idle_minutes = minutes
        account.save(act=act)
