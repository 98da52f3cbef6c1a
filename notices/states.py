"""Where a way to reach somebody stands, and why something waits for her."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChannelState(TextChoices):
    """Where a channel stands. Only `on` and `asked` take messages along."""

    NEW = "new", _("Waiting for your number")
    ON = "on", _("On")
    ASKED = "asked", _("Is this still safe?")
    STOPPED = "stopped", _("Off")


CHANNEL_TRANSITIONS: dict[str, frozenset[str]] = {
    ChannelState.NEW: frozenset({ChannelState.ON, ChannelState.STOPPED}),
    ChannelState.ON: frozenset({ChannelState.NEW, ChannelState.ASKED, ChannelState.STOPPED}),
    ChannelState.ASKED: frozenset({ChannelState.NEW, ChannelState.ON, ChannelState.STOPPED}),
    ChannelState.STOPPED: frozenset({ChannelState.NEW}),
}
# Those by which something may be sent.
OPEN = frozenset({ChannelState.ON, ChannelState.ASKED})


class Rhythm(TextChoices):
    """How often, at most."""

    AT_ONCE = "at_once", _("When there is something")
    DAILY = "daily", _("Once a day at most")


class Cause(TextChoices):
    """Why something waits, in one coarse word. It is never shown, sent or logged."""

    REQUEST = "request", "a request was opened to her"
    WORDS = "words", "words to look at"
    MEETING = "meeting", "a meeting was called, or called off"
    MINUTES = "minutes", "minutes to look at"
    USE = "use", "something of hers was used or answered"
    ACCESS = "access", "somebody came near her account or her words"
    SAFE = "safe", "is this still safe"


class MessageState(TextChoices):
    """How far a message has come. `handed` is written just before the words leave."""

    WAITING = "waiting", "waiting"
    CLAIMED = "claimed", "claimed"
    HANDED = "handed", "handed"
