"""Her permission that people outside the board learn her chosen name. It says nothing about any text."""

from __future__ import annotations

from board import rules
from board.models import Account, Person
from privacy import audit


def allow_naming(*, actor: Account, person: Person) -> None:
    """Partners may see her chosen name on the page of the board. Raises Denied."""
    with audit.act("person.naming_allowed", actor=actor, about=person) as act:
        row = act.lock(person)
        rules.check_can_allow_naming(actor, row)
        row.may_be_named = True
        row.save(act=act)


def end_naming(*, actor: Account, person: Person) -> None:
    """From now on nobody outside sees it. Raises Denied."""
    with audit.act("person.naming_ended", actor=actor, about=person) as act:
        row = act.lock(person)
        rules.check_is_self(actor, row)
        row.may_be_named = False
        row.save(act=act)
