"""A person says how the board's own texts name her."""

from __future__ import annotations

from uuid import uuid4

from board import rules
from board.models import Account, MentionChoice, Person
from privacy import audit, clock, reading
from privacy.fields import Sealed, sealed_field
from privacy.states import Naming


def choose_mention(
    *,
    actor: Account,
    person: Person,
    inside: Naming,
    outside: Naming,
    pen_name: str = "",
    other_names: str = "",
) -> MentionChoice:
    """How she is named, inside the board and outside of it. Less holds at once, more a day later.

    `other_names`, one a line, are looked for in texts before they are published. Raises Denied.
    """
    record = reading.new_record_key()
    choice = MentionChoice(id=uuid4(), person=person, inside=inside, outside=outside, record=record)
    choice.pen_name = _sealed(choice, "pen_name", pen_name, person)
    choice.other_names = _sealed(choice, "other_names", other_names, person)
    with audit.act("mention.chosen", actor=actor, about=person) as act:
        rules.check_is_self(actor, person)
        rules.check_is_here(act.lock(person))
        choice.given_at = clock.now()
        choice.save(act=act)
    return choice


def _sealed(choice: MentionChoice, column: str, text: str, person: Person) -> Sealed | None:
    if not text.strip():
        return None
    place = sealed_field(MentionChoice, column).place_for(choice.id)
    return reading.seal(text.strip(), place=place, scope=bytes(person.scope), record=bytes(choice.record))
