"""What a person takes back of herself: her legal name and contact, or everything."""

from __future__ import annotations

from uuid import UUID

from board import rules
from board.actions.departures import lock_before_leaving
from board.actions.second_yes import say_yes
from board.models import Account, Identity, Person
from board.states import Need
from privacy import reading, withdrawal
from privacy.audit import Act


def remove_identity(*, actor: Account, person: Person) -> None:
    """Legal name and contact, for good, with every earlier state of them. Raises Denied."""
    rows = list(Identity.objects.filter(person=person))
    earlier = [old for row in rows for old in row.history.all()]
    keys = {reading.record_of(row.legal_name) for row in [*rows, *earlier]}

    def forget(act: Act) -> None:
        rules.check_is_self(actor, person)
        for row in rows:
            act.lock(row).delete(act=act)

    withdrawal.withdraw(
        code="identity.removed",
        actor=actor,
        about=person,
        subject=person.id,
        # herself with them: a form in which they were typed names the person
        things=[*(row.id for row in rows), person.id],
        keys=keys,
        check=forget,
    )


def erase_person(*, actor: Account, person: Person) -> UUID:
    """Everything a person ever gave, for good, by her own wish alone; her key goes with it. Raises Denied.

    The number of her certificate.
    """
    return withdrawal.withdraw_person(
        code="person.erased",
        actor=actor,
        about=person,
        subject=person.id,
        scope=bytes(person.scope),
        check=lambda act: rules.check_can_erase(actor, lock_before_leaving(act, person)),
    )


def erase_who_left(*, actor: Account, person: Person, seen: UUID | None) -> UUID:
    """The second yes to an erasure that somebody asks for who cannot sign in any more. Raises Denied.

    `seen` is the id of what was asked. The number of her certificate.
    """

    def check(act: Act) -> None:
        say_yes(act, actor=actor, need=Need.ERASURE, person=person, seen=seen)

    return withdrawal.withdraw_person(
        code="person.erased_on_request",
        actor=actor,
        about=person,
        subject=person.id,
        scope=bytes(person.scope),
        check=check,
    )
