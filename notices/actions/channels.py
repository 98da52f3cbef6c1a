"""A member switches a way to reach her on, confirms it, and switches it off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from uuid import UUID, uuid4

from django.utils.crypto import constant_time_compare

from notices import rules
from notices.actions.queueing import digest_of
from notices.models import Channel, Message, Notice
from notices.reach import Reached
from notices.states import OPEN, ChannelState
from privacy import audit, clock, reading, withdrawal
from privacy.audit import Act
from privacy.audit.acts import Person
from privacy.fields import sealed_field


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How she wants to be reached. Words and address are sealed before anything is kept."""

    address: str
    sender: str
    line: str
    days: int
    opens_at: time
    closes_at: time
    zone: str
    rhythm: str
    has_link: bool

    def __repr__(self) -> str:
        return "<Wishes>"


def switch_on(*, actor: Person, carrier: str, wishes: Wishes, revision: int = 0) -> None:
    """Keep a way to reach her; its first message waits for her hours. `revision` is 0 for a new one.

    A change is confirmed anew, by the number in the first message: an address may have a slip in it. The key
    of what stood there before is destroyed. Raises Denied: nobody_to_reach, stale.
    """
    who = rules.check_can_have(actor)
    found = Channel.objects.filter(subject=who.subject, carrier=carrier).first()
    row = found or Channel(id=uuid4(), subject=who.subject, carrier=carrier, revision=0)
    sealed = _sealed(who, row.id, wishes)

    def keep(act: Act) -> None:
        current = act.lock(row) if found else row
        rules.check_is_current(current, revision)
        _let_go(current.id)
        _write(current, sealed, wishes)
        current.save(act=act)
        Message(channel=current, is_first=True, next_at=clock.now()).save()

    code = "channel.switched_on"
    if found is None:
        with audit.act(code, actor=actor, about=row) as act:
            keep(act)
    else:
        _forget_words(code, actor, row, keep)


def enter_number(*, actor: Person, channel: Channel, number: str) -> bool:
    """Whether it is the number that came with the first message; then the channel is on.

    After five wrong ones none is right any more, until she has a new one sent. Raises Denied.
    """
    with audit.act("channel.number_entered", actor=actor, about=channel) as act:
        row = act.lock(channel)
        rules.check_is_hers(actor, row)
        rules.check_waits_for_number(row)
        row.tries += 1
        right = row.tries <= rules.MOST_TRIES and bool(row.code)
        right = right and constant_time_compare(row.code, digest_of("number", row.id, number))
        if right:
            _safe(row)
        row.save(act=act)
    return right


def say_safe(*, actor: Person, channel: Channel) -> None:
    """Yes, this is still safe; asked again in time. Raises Denied."""
    with audit.act("channel.said_safe", actor=actor, about=channel) as act:
        row = act.lock(channel)
        rules.check_is_hers(actor, row)
        rules.check_is_open(row)
        _safe(row)
        row.save(act=act)


def switch_off(*, actor: Person, channel: Channel) -> None:
    """Nothing goes this way any more, from this moment; address and words are destroyed. Raises Denied."""

    def remove(act: Act) -> None:
        row = act.lock(channel)
        rules.check_is_hers(actor, row)
        take_away(act, row)

    _forget_words("channel.switched_off", actor, channel, remove)


def take_away(act: Act, channel: Channel) -> None:
    """The row, and what waited to go by it. Its key is the caller's matter."""
    _let_go(channel.id)
    others = Channel.objects.filter(subject=channel.subject, state__in=OPEN).exclude(id=channel.id)
    if not others.exists():
        Notice.objects.filter(subject=channel.subject).delete()
    channel.delete(act=act)


def _forget_words(code: str, actor: Person, channel: Channel, check: Callable[[Act], None]) -> None:
    withdrawal.withdraw(
        code=code,
        actor=actor,
        about=channel,
        subject=channel.subject,
        things=[channel.id],
        keys={bytes(channel.record)},
        check=check,
    )


def _let_go(channel: UUID) -> None:
    for message in Message.objects.filter(channel=channel):
        message.notices.update(message=None)
        message.delete()


def _sealed(who: Reached, row: UUID, wishes: Wishes) -> Channel:
    sealed = Channel(id=row, record=reading.new_record_key())
    for column in ("address", "sender", "line"):
        place = sealed_field(Channel, column).place_for(row)
        value = reading.seal(
            getattr(wishes, column), place=place, scope=who.scope, record=bytes(sealed.record)
        )
        setattr(sealed, column, value)
    return sealed


def _write(row: Channel, sealed: Channel, wishes: Wishes) -> None:
    for name in ("record", "address", "sender", "line"):
        setattr(row, name, getattr(sealed, name))
    for name in ("days", "opens_at", "closes_at", "zone", "rhythm", "has_link"):
        setattr(row, name, getattr(wishes, name))
    row.state, row.code, row.tries = ChannelState.NEW, "", 0
    row.confirmed_on = row.stopped_on = None
    row.asked_on = clock.today()
    row.revision += 1


def _safe(row: Channel) -> None:
    row.state, row.code, row.tries = ChannelState.ON, "", 0
    row.confirmed_on, row.asked_on = clock.today(), None
