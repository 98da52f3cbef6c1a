"""What takes two people: one asks, another says yes or no."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from board import factors, passphrases, rules
from board.models import Account, Person, SecondYes
from board.models.sessions import end_all
from board.states import Need, SecondYesState
from notices.actions import queue
from notices.states import Cause
from privacy import audit, clock
from privacy.audit import Act


def ask_second(*, actor: Account, person: Person, need: Need, second_role: str = "") -> SecondYes:
    """Ask another person for a yes; what was asked too long ago goes. The person is told. Raises Denied."""
    asked = SecondYes(need=need, person=person, second_role=second_role, asked_by=actor, asked_at=clock.now())
    with audit.act("second_yes.asked", actor=actor, about=person) as act:
        rules.check_can_ask(actor, act.lock(person))
        if need == Need.ROLES:
            rules.check_second_role_fits(person, second_role)
        for old in SecondYes.objects.filter(person=person, need=need, state=SecondYesState.WAITING):
            _settle(act, old, actor, SecondYesState.REFUSED)
        asked.save(act=act)
        queue(act=act, subject=person.id, cause=Cause.ACCESS)
    return asked


def refuse_second(*, actor: Account, person: Person, need: Need) -> None:
    """No, or not any more: by another, or by whoever asked. Raises Denied."""
    with audit.act("second_yes.refused", actor=actor, about=person) as act:
        rules.check_can_ask(actor, act.lock(person))
        for row in SecondYes.objects.filter(person=person, need=need, state=SecondYesState.WAITING):
            _settle(act, row, actor, SecondYesState.REFUSED)


def issue_passphrase(*, actor: Account, person: Person) -> str:
    """Let somebody in again whom another has asked for: a passphrase for one use, shown to `actor` once.

    Whoever is signed in there is signed out, and every second step goes: what was lost is not known here.
    Raises Denied.
    """
    secret = passphrases.one_time()
    hashed = make_password(secret)
    with audit.act("passphrase.issued", actor=actor, about=person) as act:
        asked = rules.check_is_the_second(actor, act.lock(person), Need.WAY_IN)
        account = act.lock(person.account)
        account.password, account.must_change = hashed, True
        account.save(act=act)
        factors.forget(account)
        end_all(account)
        _settle(act, asked, actor, SecondYesState.GIVEN)
        queue(act=act, subject=person.id, cause=Cause.ACCESS)
    return secret


def change_roles(*, actor: Account, person: Person) -> None:
    """Give or take the second role that another asked for; she is signed out everywhere. Raises Denied."""
    with audit.act("person.roles_changed", actor=actor, about=person) as act:
        asked = rules.check_is_the_second(actor, act.lock(person), Need.ROLES)
        rules.check_second_role_fits(person, asked.second_role)
        account = act.lock(person.account)
        account.second_role = asked.second_role
        account.save(act=act)
        end_all(account)
        _settle(act, asked, actor, SecondYesState.GIVEN)
        queue(act=act, subject=person.id, cause=Cause.ACCESS)


def _settle(act: Act, asked: SecondYes, actor: Account, state: SecondYesState) -> None:
    row = act.lock(asked)
    row.state, row.settled_by, row.settled_at = state, actor, clock.now()
    row.save(act=act)
