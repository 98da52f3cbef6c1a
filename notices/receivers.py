"""What this floor does when somebody takes everything back."""

from __future__ import annotations

from typing import Any

from notices.models import Channel, Message, Notice
from privacy.withdrawal import Withdrawal


def forget_person(sender: object, withdrawal: Withdrawal, **kwargs: Any) -> None:
    """Nothing reaches her any more; addresses go, and with them their keys."""
    if not withdrawal.whole_person:
        return
    Notice.objects.filter(subject=withdrawal.subject).delete()
    Message.objects.filter(channel__subject=withdrawal.subject).delete()
    for channel in Channel.objects.filter(subject=withdrawal.subject):
        withdrawal.keys.add(bytes(channel.record))
        channel.delete(act=withdrawal.act)
