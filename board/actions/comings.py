"""Coming to the board: by invitation only."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.hashers import make_password

from board import passphrases, rules
from board.actions.people import new_person
from board.actions.seats import take_seat
from board.models import Account, Joining, Organisation, Person
from board.states import JoiningState, Role
from privacy import audit, clock, index

DAYS_TO_COME = 14


def invite(*, actor: Account, role: Role, secret: str, organisation: Organisation | None = None) -> Joining:
    """A way in for somebody new, for one use and fourteen days. `secret` is shown once. Raises Denied."""
    today = clock.today()
    joining = Joining(
        digest=index.blind_index(index.INVITATION, secret),
        role=role,
        organisation=organisation,
        sign_in_name=_name_for_new(),
        made_on=today,
        expires_on=today + timedelta(days=DAYS_TO_COME),
    )
    with audit.act("joining.made", actor=actor, about=joining) as act:
        rules.check_can_invite(actor, role, organisation)
        joining.save(act=act)
    return joining


def end_joining(*, actor: Account, joining: Joining) -> None:
    """Take an invitation back before it is used. Raises Denied."""
    with audit.act("joining.ended", actor=actor, about=joining) as act:
        rules.check_can_manage_people(actor)
        row = act.lock(joining)
        rules.check_joining_is_open(row)
        row.state = JoiningState.ENDED
        row.save(act=act)


def join(*, joining: Joining, chosen_name: str, passphrase: str, language: str) -> Person:
    """Somebody new comes in, under a name and with a passphrase of her own. Raises Denied."""
    account = Account(
        sign_in_name=joining.sign_in_name,
        role=joining.role,
        language=language,
        password=make_password(passphrase),
        must_change=False,
    )
    person = new_person(account, chosen_name, joining.organisation)
    with audit.act("person.joined", actor=account, about=person) as act:
        row = act.lock(joining)
        rules.check_joining_is_open(row)
        account.save(act=act)
        person.save(act=act)
        take_seat(act, person)
        row.state = JoiningState.USED
        row.save(act=act)
    return person


def learn_way_out(*, actor: Account) -> None:
    """She has met the page about leaving; it is not shown by itself again."""
    with audit.act("person.knows_way_out", actor=actor, about=actor) as act:
        account = act.lock(actor)
        account.knows_way_out = True
        account.save(act=act)


def _name_for_new() -> str:
    """A sign-in name that nobody has, and nobody was invited under."""
    while True:
        name = passphrases.sign_in_name()
        known = Account.objects.filter(sign_in_name=name), Joining.objects.filter(sign_in_name=name)
        if not any(rows.exists() for rows in known):
            return name
