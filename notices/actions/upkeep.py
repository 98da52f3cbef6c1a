"""What the days bring: is this still safe; silence means stop; nothing is kept longer than it serves."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from datetime import timedelta

from notices import rules
from notices.actions.channels import take_away
from notices.actions.queueing import queue
from notices.models import Channel, Message, Notice, Spent
from notices.rules import MACHINE
from notices.states import OPEN, Cause, ChannelState
from privacy import audit, clock, withdrawal
from privacy.audit import Act, Gone
from privacy.permissions import Denied

# A notice that found no hour for so long says nothing any more.
STALE = timedelta(days=14)


def ask_if_safe() -> None:
    """Ask on her page, and once by the channel itself, in good time before the ninety days are over."""
    until = clock.today() - timedelta(days=rules.ASK_AFTER_DAYS)
    for channel in Channel.objects.filter(state=ChannelState.ON, confirmed_on__lte=until):
        _move("channel.asked", channel, _ask)


def stop_silent() -> None:
    """Silence means stop: of what was asked, and of what was never confirmed."""
    today = clock.today()
    silent = Channel.objects.filter(
        state__in=OPEN, confirmed_on__lt=today - timedelta(days=rules.STOP_AFTER_DAYS)
    )
    unconfirmed = Channel.objects.filter(
        state=ChannelState.NEW, asked_on__lte=today - timedelta(days=rules.UNCONFIRMED_DAYS)
    )
    for channel in _each(silent, unconfirmed):
        _move("channel.stopped", channel, _stop)


def forget_old() -> None:
    """Addresses of what has stopped; digests that have served; notices that found no hour."""
    today = clock.today()
    for channel in Channel.objects.filter(
        state=ChannelState.STOPPED, stopped_on__lte=today - timedelta(days=rules.FORGET_AFTER_DAYS)
    ):
        _forget(channel)
    Spent.objects.filter(until__lt=today).delete()
    Notice.objects.filter(message=None, queued_at__lt=clock.now() - STALE).delete()


def stop(channel: Channel) -> None:
    """The address takes nothing: as if she had been silent."""
    _move("channel.stopped", channel, _stop)


def _ask(act: Act, row: Channel) -> None:
    rules.check_can_move(row, ChannelState.ASKED)
    row.state, row.asked_on = ChannelState.ASKED, clock.today()
    row.save(act=act)
    queue(act=act, subject=row.subject, cause=Cause.SAFE)


def _stop(act: Act, row: Channel) -> None:
    rules.check_can_move(row, ChannelState.STOPPED)
    row.state, row.stopped_on, row.code = ChannelState.STOPPED, clock.today(), ""
    row.save(act=act)
    for message in Message.objects.filter(channel=row):
        message.notices.update(message=None)
        message.delete()


def _move(code: str, channel: Channel, move: Callable[[Act, Channel], None]) -> None:
    # Whoever was quicker, she or another machine, has the last word.
    with contextlib.suppress(Denied, Gone), audit.act(code, actor=MACHINE, about=channel) as act:
        move(act, act.lock(channel))


def _forget(channel: Channel) -> None:
    def remove(act: Act) -> None:
        row = act.lock(channel)
        rules.check_has_stopped(row)
        take_away(act, row)

    with contextlib.suppress(Denied, Gone):
        withdrawal.withdraw(
            code="channel.forgotten",
            actor=MACHINE,
            about=channel,
            subject=channel.subject,
            things=[channel.id],
            keys={bytes(channel.record)},
            check=remove,
        )


def _each(*found: Iterable[Channel]) -> Iterable[Channel]:
    for rows in found:
        yield from rows
