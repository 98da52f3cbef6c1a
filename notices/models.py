"""Ways to reach a person, and what waits to be sent. Whom they belong to is a random id."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from notices.states import Cause, ChannelState, MessageState, Rhythm
from notices.windows import EVERY_DAY, Window
from privacy.audit import Audited
from privacy.fields import SealedTextField
from privacy.inventory import Kind


class Channel(Audited):
    """One way to reach one person, switched on by herself.

    Address, sender and subject line are sealed under her key and the record key `record`, which is destroyed
    when she switches it off. `code` is a keyed digest of the number in the first message.
    """

    inventory: ClassVar = {
        "subject": Kind.PSEUDONYMOUS,
        "address": Kind.P0,
        "sender": Kind.P1,
        "line": Kind.P1,
        "record": Kind.PX,
        "code": Kind.PX,
        "*": Kind.OPERATIONAL,
    }

    subject = models.UUIDField(db_index=True)
    carrier = models.CharField(max_length=20)
    state = models.CharField(max_length=8, choices=ChannelState.choices, default=ChannelState.NEW)
    record = models.BinaryField(max_length=16)
    address = SealedTextField(contract="notice_channel.address")
    sender = SealedTextField(contract="notice_channel.sender")
    line = SealedTextField(contract="notice_channel.line")
    days = models.PositiveSmallIntegerField(default=EVERY_DAY)
    opens_at = models.TimeField()
    closes_at = models.TimeField()
    zone = models.CharField(max_length=40)
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices, default=Rhythm.DAILY)
    has_link = models.BooleanField(default=True)
    code = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    confirmed_on = models.DateField(null=True)
    asked_on = models.DateField(null=True)
    stopped_on = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "carrier"], name="one_channel_a_carrier"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="channel_has_hours"),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=EVERY_DAY), name="channel_has_a_day_at_least"
            ),
            models.CheckConstraint(
                condition=Q(state="stopped", stopped_on__isnull=False)
                | (~Q(state="stopped") & Q(stopped_on=None)),
                name="channel_stopped_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return "channel"

    @property
    def window(self) -> Window:
        """When it may be used."""
        return Window(self.days, self.opens_at, self.closes_at, self.zone)


class Message(models.Model):
    """One message on its way by one channel. It goes when it was sent; a log of messages is not kept."""

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="messages")
    is_first = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=MessageState.choices, default=MessageState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            # Whatever runs twice: one message a channel is on its way.
            models.UniqueConstraint(fields=["channel"], name="one_message_a_channel"),
        ]

    def __str__(self) -> str:
        return "message"


class Notice(models.Model):
    """Something waits for somebody. `digest` stands for person, cause and thing: the same is queued once."""

    inventory: ClassVar = {"subject": Kind.PSEUDONYMOUS, "digest": Kind.PSEUDONYMOUS, "*": Kind.OPERATIONAL}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField(db_index=True)
    cause = models.CharField(max_length=8, choices=Cause.choices)
    digest = models.CharField(max_length=64, unique=True)
    queued_at = models.DateTimeField()
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="notices")

    def __str__(self) -> str:
        return "notice"


class Spent(models.Model):
    """A keyed digest of what was sent once and is not sent again: neither for whom nor why can be read."""

    inventory: ClassVar = {"digest": Kind.PSEUDONYMOUS, "*": Kind.OPERATIONAL}

    digest = models.CharField(max_length=64, unique=True)
    until = models.DateField()

    def __str__(self) -> str:
        return "spent"
