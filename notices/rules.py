"""Who may have a way to be reached, and who may open its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from notices import reach
from notices.models import Channel
from notices.reach import Reached
from notices.states import CHANNEL_TRANSITIONS, OPEN, ChannelState
from privacy.audit.acts import Person
from privacy.permissions import Denied
from privacy.reading import Purpose, System, Verdict

MACHINE = System("notices")
# Is this still safe? Asked in time to answer before the ninety days are over; silence means stop.
ASK_AFTER_DAYS = 76
STOP_AFTER_DAYS = 90
# What she does not confirm at all goes sooner; and so does the address of what has stopped.
UNCONFIRMED_DAYS = 7
FORGET_AFTER_DAYS = 30
MOST_TRIES = 5


def check_is_hers(actor: Person, channel: Channel) -> Reached:
    """Only she herself. Raises Denied."""
    who = reach.behind(actor)
    if who is None or who.subject != channel.subject:
        raise Denied("not_yourself")
    return who


def check_can_have(actor: Person) -> Reached:
    """Those who may have channels at all. Raises Denied."""
    who = reach.behind(actor)
    if who is None:
        raise Denied("nobody_to_reach")
    return who


def check_can_move(channel: Channel, state: ChannelState) -> None:
    """The table of moves. Raises Denied."""
    if state not in CHANNEL_TRANSITIONS[channel.state]:
        raise Denied("wrong_state", _("This has changed in the meantime."))


def check_waits_for_number(channel: Channel) -> None:
    """Its first message was asked for, and not confirmed yet. Raises Denied."""
    if channel.state != ChannelState.NEW:
        raise Denied("wrong_state", _("This has changed in the meantime."))


def check_is_open(channel: Channel) -> None:
    """It takes messages along. Raises Denied."""
    if channel.state not in OPEN:
        raise Denied("wrong_state", _("This has changed in the meantime."))


def check_has_stopped(channel: Channel) -> None:
    """It takes none any more. Raises Denied."""
    if channel.state != ChannelState.STOPPED:
        raise Denied("wrong_state")


def check_is_current(channel: Channel, revision: int) -> None:
    """Nobody has changed it since the form was made. Raises Denied."""
    if channel.revision != revision:
        raise Denied("stale", _("This has changed in the meantime."))


def may_open_channels(reader: Person, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Her own; and the machine's, to send what she asked for. Nobody else's, for no purpose."""
    if reader == MACHINE and purpose == Purpose.REACH:
        return dict.fromkeys(rows, Verdict.MAY)
    who = None if isinstance(reader, System) else reach.behind(reader)
    if who is None or purpose != Purpose.OWN:
        return {}
    own = Channel.objects.filter(id__in=rows, subject=who.subject).values_list("id", flat=True)
    return dict.fromkeys(own, Verdict.OWN)
