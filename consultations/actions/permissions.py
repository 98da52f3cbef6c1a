"""Changes to what an author allows."""

from __future__ import annotations

from uuid import UUID, uuid4

from board.models import Account, Person
from consultations import rules
from consultations.actions.sealing import seal
from consultations.models import Contribution
from consultations.rules import Wish
from privacy import audit, consent
from privacy.consent import Choices, Notice
from privacy.fields import Sealed
from privacy.models import ConsentRecord
from privacy.permissions import Denied
from privacy.states import Naming


def change_permission(
    *, actor: Account, contribution: Contribution, seen: UUID, wish: Wish, notice: Notice
) -> None:
    """Other choices for a text that was sent: narrower at once, wider a day later. Raises Denied.

    `seen` is the id of the choice she was shown.
    """
    wish.check()
    record = uuid4()
    choices = choices_of(wish, notice, contribution, record)
    with audit.act("permission.changed", actor=actor, about=contribution) as act:
        row = act.lock(contribution)
        rules.check_can_change_permission(actor, row)
        old = _newest(row, seen)
        consent.change(act=act, old=old, choices=choices, record=record)


def say_yes_again(*, actor: Account, contribution: Contribution, seen: UUID) -> None:
    """The second yes to a name in public, at the earliest a day after the first. Raises Denied."""
    with audit.act("permission.confirmed", actor=actor, about=contribution) as act:
        row = act.lock(contribution)
        record = _newest(row, seen)
        rules.check_can_say_yes_again(actor, row, record)
        consent.second_yes(act=act, record=record)


def choices_of(wish: Wish, notice: Notice, contribution: Contribution, record: UUID) -> Choices:
    """Her wish as the ground floor keeps it; a pen name sealed so that it goes with the text."""
    return Choices(
        uses=wish.uses(),
        notice=notice,
        naming=wish.naming,
        pen_name=_pen_name(wish, contribution.author, contribution, record),
        months=wish.months,
        show_first=wish.show_first,
        ask_again=wish.ask_again,
        show_translation=wish.show_translation,
    )


def _pen_name(wish: Wish, author: Person, contribution: Contribution, record: UUID) -> Sealed | None:
    if wish.naming != Naming.PEN_NAME:
        return None
    return seal(
        wish.pen_name.strip(),
        model=ConsentRecord,
        column="pen_name",
        row=record,
        scope=author.scope,
        record=contribution.record,
    )


def _newest(contribution: Contribution, seen: UUID) -> ConsentRecord:
    newest = consent.current(contribution.id)
    if newest is None:
        raise Denied("wrong_state")
    if newest.id != seen:
        rules.refuse_stale()
    return newest
