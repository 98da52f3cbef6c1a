"""What this floor does when somebody takes everything back."""

from __future__ import annotations

import secrets
from typing import Any

from board import factors
from board.actions.seats import free_seat
from board.models import Account, Departure, Identity, Joining, MentionChoice, Person
from board.models.sessions import end_all
from board.states import DepartureState, PersonState
from privacy.withdrawal import Withdrawal


def forget_person(sender: object, withdrawal: Withdrawal, **kwargs: Any) -> None:
    """Close the account, free the seat, forget the sign-in name. The chosen name goes with the key."""
    if not withdrawal.whole_person:
        return
    act = withdrawal.act
    withdrawal.touched.add(withdrawal.subject)
    person = act.lock(Person.objects.get(id=withdrawal.subject))
    person.state = PersonState.ERASED
    person.save(act=act)
    withdrawal.keys.add(bytes(person.record))
    account = act.lock(Account.objects.get(id=person.account_id))
    for joining in Joining.objects.filter(sign_in_name=account.sign_in_name):
        joining.delete(act=act)
    account.sign_in_name = f"gone-{secrets.token_hex(8)}"
    account.is_active = False
    account.set_unusable_password()
    account.save(act=act)
    free_seat(act, person)
    end_all(account)
    for departure in Departure.objects.filter(person=person, state=DepartureState.WAITING):
        departure.state = DepartureState.DONE
        departure.save(act=act)
    for choice in MentionChoice.objects.filter(person=person):
        withdrawal.keys.add(bytes(choice.record))
        choice.delete(act=act)
    factors.forget(account)
    for identity in Identity.objects.filter(person=person):
        identity.delete(act=act)
