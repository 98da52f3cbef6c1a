"""What takes two people: one asks, another says yes or no. Floors above say yes in acts of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db.models import Q

from board import factors, passphrases, rules
from board.models import Account, Board, Listed, Person, SecondYes
from board.models.sessions import end_all
from board.states import Need, Role, SecondYesState
from notices.actions import queue_all
from notices.states import Cause
from privacy import audit, clock
from privacy.audit import Act


def ask_second(
    *,
    actor: Account,
    person: Person,
    need: Need,
    thing: UUID | None = None,
    second_role: str = "",
    reason: str = "",
) -> SecondYes:
    """Ask another for a yes; what was asked before goes. She and data protection are told. Raises Denied."""
    asked = _new(actor, need, person, thing or person.id, reason)
    asked.second_role = second_role
    with audit.act("second_yes.asked", actor=actor, about=person) as act:
        rules.check_can_ask(actor, need, act.lock(person))
        rules.check_reason(need, reason)
        if need == Need.ROLES:
            rules.check_second_role_fits(person, second_role)
        _refuse_waiting(act, actor, need, person, thing)
        asked.save(act=act)
        _tell(act, [person.id])
    return asked


def ask_identities(*, actor: Account, people: Sequence[Person], reason: str) -> SecondYes:
    """Ask another person for a list of legal names. Each of them is told. Raises Denied."""
    board = Board.objects.get()
    asked = _new(actor, Need.IDENTITIES, None, board.id, reason)
    with audit.act("second_yes.asked", actor=actor, about=board) as act:
        rules.check_can_ask(actor, Need.IDENTITIES)
        rules.check_reason(Need.IDENTITIES, reason)
        rules.check_can_be_listed(people)
        _refuse_waiting(act, actor, Need.IDENTITIES, None)
        asked.save(act=act)
        act.save_all(Listed(second_yes=asked, person=one) for one in people)
        _tell(act, [one.id for one in people])
    return asked


def refuse_second(*, actor: Account, person: Person | None, need: Need, thing: UUID | None = None) -> None:
    """No, or not any more: by another, or by whoever asked. Raises Denied."""
    with audit.act("second_yes.refused", actor=actor, about=person or Board.objects.get()) as act:
        rules.check_can_ask(actor, need, person)
        _refuse_waiting(act, actor, need, person, thing)


def say_yes(
    act: Act,
    *,
    actor: Account,
    need: Need,
    person: Person | None,
    seen: UUID | None,
    thing: UUID | None = None,
    until: datetime | None = None,
) -> SecondYes:
    """The second yes, inside the act that does what was asked. Whom it is about is told. Raises Denied.

    `seen` is the id of what was asked, as the page of whoever says yes showed it.
    """
    asked = rules.check_is_the_second(actor, need, act.lock(person) if person else None, thing, seen=seen)
    asked.until = until
    _settle(act, asked, actor, SecondYesState.GIVEN)
    _tell(act, [person.id] if person else list(asked.listed.values_list("person_id", flat=True)))
    return asked


def open_in_emergency(*, actor: Account, person: Person, thing: UUID, seen: UUID | None) -> SecondYes:
    """One text of this person, for an hour, to whoever asked. She is told. Raises Denied."""
    with audit.act("emergency.given", actor=actor, about=person) as act:
        until = act.at + rules.OPEN_FOR
        need = Need.EMERGENCY
        return say_yes(act, actor=actor, need=need, person=person, thing=thing, seen=seen, until=until)


def give_identities(*, actor: Account, seen: UUID | None) -> SecondYes:
    """The list that was asked for, once, within an hour, to whoever asked. Raises Denied."""
    with audit.act("identities.given", actor=actor, about=Board.objects.get()) as act:
        until = act.at + rules.OPEN_FOR
        return say_yes(act, actor=actor, need=Need.IDENTITIES, person=None, seen=seen, until=until)


def end_given(*, actor: Account, asked: SecondYes) -> None:
    """What was opened is shut before its time, or was used once. Raises Denied."""
    with audit.act("second_yes.ended", actor=actor, about=asked) as act:
        row = act.lock(asked)
        rules.check_can_end(actor, row)
        row.state = SecondYesState.ENDED
        row.save(act=act)


def issue_passphrase(*, actor: Account, person: Person, seen: UUID | None) -> str:
    """Let somebody in again whom another has asked for: a passphrase for one use, shown to `actor` once.

    Whoever is signed in there is signed out, and every second step goes: what was lost is not known here.
    Raises Denied.
    """
    secret = passphrases.one_time()
    hashed = make_password(secret)
    with audit.act("passphrase.issued", actor=actor, about=person) as act:
        say_yes(act, actor=actor, need=Need.WAY_IN, person=person, seen=seen)
        account = act.lock(person.account)
        account.password, account.must_change = hashed, True
        account.save(act=act)
        factors.forget(account)
        end_all(account)
    return secret


def change_roles(*, actor: Account, person: Person, seen: UUID | None) -> None:
    """Give or take the second role that another asked for; she is signed out everywhere. Raises Denied."""
    with audit.act("person.roles_changed", actor=actor, about=person) as act:
        asked = say_yes(act, actor=actor, need=Need.ROLES, person=person, seen=seen)
        rules.check_second_role_fits(person, asked.second_role)
        account = act.lock(person.account)
        account.second_role = asked.second_role
        account.save(act=act)
        end_all(account)


def _new(actor: Account, need: Need, person: Person | None, thing: UUID, reason: str) -> SecondYes:
    return SecondYes(
        need=need,
        person=person,
        thing=thing,
        reason=reason,
        asked_by=actor,
        asked_as=actor.role,
        asked_at=clock.now(),
    )


def _refuse_waiting(
    act: Act, actor: Account, need: Need, person: Person | None, thing: UUID | None = None
) -> None:
    rows = SecondYes.objects.filter(need=need, person=person, state=SecondYesState.WAITING)
    if person is not None:
        rows = rows.filter(thing=thing or person.id)
    for row in rows:
        _settle(act, row, actor, SecondYesState.REFUSED)


def _tell(act: Act, whom: list[UUID]) -> None:
    """Those whom it is about, and data protection."""
    held = Q(account__role=Role.DATA_PROTECTION) | Q(account__second_role=Role.DATA_PROTECTION)
    guards = Person.objects.filter(held, account__is_active=True)
    queue_all(act=act, subjects=[*whom, *guards.values_list("id", flat=True)], cause=Cause.ACCESS)


def _settle(act: Act, asked: SecondYes, actor: Account, state: SecondYesState) -> None:
    row = act.lock(asked)
    rules.check_waits(row)  # somebody else may have settled it since it was looked at
    row.state, row.until = state, asked.until
    row.settled_by, row.settled_as, row.settled_at = actor, actor.role, clock.now()
    row.save(act=act)
