"""Sending: claim a message, hand it over, mark it. Called each minute, killed at any time, run twice at once.

A message is *claimed* before anything is opened, and *handed* just before its words leave. One that was
claimed and not handed is sent again: nothing left. One that was handed and not marked may have arrived, and
is not sent again: nobody is told twice, and whatever it was waits on the site all the same. So every message
goes at most once, and is lost only where a machine stops between its words and the server's answer.
"""

from __future__ import annotations

import logging
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from notices import letters, reach, rules
from notices.actions.queueing import digest_of
from notices.actions.upkeep import stop
from notices.carriers import Carrier, Later, Parcel, Refused, carriers
from notices.models import Channel, Message, Notice, Spent
from notices.reach import Reached
from notices.rules import MACHINE
from notices.states import OPEN, ChannelState, MessageState, Rhythm
from privacy import audit, clock
from privacy.audit import Gone
from privacy.permissions import Denied
from privacy.reading import Purpose, open_many

# Minutes until the next try; after the last one it is given up.
TRIES_AFTER = (5, 15, 60, 240, 720)
# A claim older than this belongs to a process that is gone.
LEASE = timedelta(minutes=10)
SPENT_FOR = timedelta(days=400)
SLOT_FOR = timedelta(days=2)
DIGITS = 6
log = logging.getLogger(__name__)


def send_due() -> None:
    """Send what may be sent now: one message a channel for all that waits, in her hours, by her clock."""
    _settle_interrupted()
    _free_the_stranded()
    for subject in Notice.objects.filter(message=None).values_list("subject", flat=True).distinct():
        _gather(subject)
    waiting = Message.objects.filter(state=MessageState.WAITING, next_at__lte=clock.now())
    for message in waiting.select_related("channel"):
        _send(message)


def _settle_interrupted() -> None:
    before = clock.now() - LEASE
    Message.objects.filter(state=MessageState.CLAIMED, claimed_at__lt=before).update(
        state=MessageState.WAITING
    )
    for message in Message.objects.filter(state=MessageState.HANDED, claimed_at__lt=before):
        _mark_sent(message)


def _free_the_stranded() -> None:
    """What waits to go by a carrier that is no longer set up here waits for another way."""
    stranded = Message.objects.filter(state=MessageState.WAITING, is_first=False)
    stranded.exclude(channel__carrier__in=list(carriers())).delete()


def _gather(subject: UUID) -> None:
    """One message for everything that waits for her, by the channel that is open first."""
    who = reach.somebody(subject)
    channels = list(Channel.objects.filter(subject=subject, state__in=OPEN).order_by("confirmed_on", "id"))
    waiting = Notice.objects.filter(subject=subject, message=None)
    if who is None or not who.is_free or not channels:
        # What waits is on the site; nobody is called back from a break by what gathered meanwhile.
        waiting.delete()
        return
    ready = carriers()
    channel = next((one for one in channels if one.carrier in ready and _is_open_now(one)), None)
    if channel is None or Message.objects.filter(channel__subject=subject, is_first=False).exists():
        return
    with transaction.atomic():
        message, made = Message.objects.get_or_create(
            channel=channel, defaults={"next_at": clock.now(), "is_first": False}
        )
        if made:
            waiting.update(message=message)


def _is_open_now(channel: Channel) -> bool:
    now = clock.now()
    return channel.window.holds(now) and not Spent.objects.filter(digest=_slot(channel, now)).exists()


def _slot(channel: Channel, moment: datetime) -> str:
    """The day by her clock, or its hour: at most one message in it."""
    length = "%Y-%m-%d" if channel.rhythm == Rhythm.DAILY else "%Y-%m-%d %H"
    return digest_of("slot", channel.id, channel.window.local(moment).strftime(length))


def _send(message: Message) -> None:
    channel, who = message.channel, reach.somebody(message.channel.subject)
    # Of a first message nothing waits on the site: it is the one that waits until she is back.
    if who is None or not (who.is_free or message.is_first):
        _drop(message)
        return
    carrier = carriers().get(channel.carrier)
    if carrier is None or not _may_go_now(channel, who) or not _claimed(message):
        return
    try:
        parcel = _parcel(message, who)
        carrier.carry(parcel, handing=lambda: _mark_handed(message))
    except Refused as refusal:
        _drop(message)
        if refusal.for_good:
            stop(channel)
    except Exception as problem:  # noqa: BLE001  (another installation's carrier may raise anything)
        _after_a_fault(message, carrier, problem)
    else:
        _mark_sent(message)


def _may_go_now(channel: Channel, who: Reached) -> bool:
    return who.is_free and channel.window.holds(clock.now())


def _claimed(message: Message) -> bool:
    return bool(
        Message.objects.filter(id=message.id, state=MessageState.WAITING).update(
            state=MessageState.CLAIMED, claimed_at=clock.now(), tries=message.tries + 1
        )
    )


def _parcel(message: Message, who: Reached) -> Parcel:
    channel = message.channel
    number = _new_number(channel) if message.is_first else ""
    sealed = [channel.address, channel.sender, channel.line]
    opened = open_many(sealed, reader=MACHINE, purpose=Purpose.REACH, about=channel)
    address, sender, line = (one.text for one in opened)
    if address is None or sender is None or line is None:
        raise Refused(for_good=True)
    return letters.parcel_of(
        address=address,
        sender=sender,
        line=line,
        language=who.language,
        has_link=channel.has_link,
        number=number,
    )


def _new_number(channel: Channel) -> str:
    """Made when it is sent, and kept as a digest: nobody but she ever reads it."""
    number = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    try:
        with audit.act("channel.first_message", actor=MACHINE, about=channel) as act:
            row = act.lock(channel)
            rules.check_waits_for_number(row)
            row.code, row.tries = digest_of("number", row.id, number), 0
            row.save(act=act)
    except (Denied, Gone):
        raise Refused(for_good=False) from None
    return number


def _mark_handed(message: Message) -> None:
    """Committed before the words leave. Raises Later when she switched the channel off in this moment."""
    usable = {ChannelState.NEW} if message.is_first else OPEN
    rows = Message.objects.filter(id=message.id, state=MessageState.CLAIMED, channel__state__in=usable)
    if not rows.update(state=MessageState.HANDED):
        raise Later


def _mark_sent(message: Message) -> None:
    """It is gone, and so is what it was about; digests keep the same from being sent again."""
    today = clock.today()
    with transaction.atomic():
        digests = list(message.notices.values_list("digest", flat=True))
        spent = [Spent(digest=digest, until=today + SPENT_FOR) for digest in digests]
        if not message.is_first:
            spent.append(Spent(digest=_slot(message.channel, clock.now()), until=today + SLOT_FOR))
        Spent.objects.bulk_create(spent, ignore_conflicts=True)
        _drop(message)


def _drop(message: Message) -> None:
    with transaction.atomic():
        message.notices.all().delete()
        Message.objects.filter(id=message.id).delete()


def _after_a_fault(message: Message, carrier: Carrier, problem: Exception) -> None:
    """Later, at growing distances; given up after the last. What was handed counts as sent."""
    current = Message.objects.filter(id=message.id).first()
    if current is None:
        return
    if current.state == MessageState.HANDED and not isinstance(problem, Later):
        _mark_sent(current)
        return
    told = problem.told if isinstance(problem, Later) else type(problem).__name__
    log.warning("A message could not be handed in by %s (%s); try %d.", carrier.name, told, current.tries)
    if current.tries > len(TRIES_AFTER):
        _drop(current)
        return
    wait = timedelta(minutes=TRIES_AFTER[current.tries - 1])
    Message.objects.filter(id=current.id).update(state=MessageState.WAITING, next_at=clock.now() + wait)
