"""Reads of ways to be reached: her own, whole; for staff one neutral word."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from django.http import Http404
from django.utils.translation import gettext as _

from notices import letters, reach
from notices.carriers import Carrier, Parcel, carriers
from notices.models import Channel
from notices.reach import Reached
from notices.rules import MOST_TRIES
from notices.states import OPEN, ChannelState
from notices.windows import days_of
from privacy.audit.acts import Person
from privacy.inventory import Held
from privacy.reading import Purpose, open_many

WAYS = UUID("5b0f9d0e-6c1f-4f0a-8f6d-2f1c7c1a9a41")


@dataclass(frozen=True, slots=True)
class Way:
    """A carrier that is set up here, its id in addresses of pages, and her channel by it, if she has one."""

    id: UUID
    carrier: Carrier
    channel: Channel | None


@dataclass(frozen=True, slots=True)
class Kept:
    """Her own words for a channel, opened."""

    address: str
    sender: str
    line: str

    def __repr__(self) -> str:
        return "<Kept>"


def who_for(account: Person) -> Reached:
    """Who is behind an account that may have channels. Raises Http404."""
    who = reach.behind(account)
    if who is None:
        raise Http404
    return who


def ways_for(account: Person) -> list[Way]:
    """Every way there is here, with what she made of it. Raises Http404."""
    who = who_for(account)
    channels = {row.carrier: row for row in Channel.objects.filter(subject=who.subject)}
    return [
        # A word would say in every history how she is reached.
        Way(uuid5(WAYS, name), carrier, channels.get(name))
        for name, carrier in carriers().items()
    ]


def way_for(account: Person, way: UUID) -> Way:
    """One of them. Raises Http404."""
    found = next((one for one in ways_for(account) if one.id == way), None)
    if found is None:
        raise Http404
    return found


def channel_for(account: Person, way: UUID) -> Channel:
    """Her channel by this way. Raises Http404."""
    found = way_for(account, way).channel
    if found is None:
        raise Http404
    return found


def kept(channel: Channel, *, reader: Person) -> Kept | None:
    """Her address and words, opened by herself; None where they cannot be opened."""
    sealed = [channel.address, channel.sender, channel.line]
    address, sender, line = (
        one.text for one in open_many(sealed, reader=reader, purpose=Purpose.OWN, about=channel)
    )
    if address is None or sender is None or line is None:
        return None
    return Kept(address, sender, line)


def preview(who: Reached, *, sender: str, line: str, has_link: bool) -> Parcel:
    """Exactly what arrives, but for the address."""
    return letters.parcel_of(address="", sender=sender, line=line, language=who.language, has_link=has_link)


def is_reached(subject: UUID) -> bool:
    """Whether anything at all reaches this person outside the site: the one thing that staff may know."""
    return Channel.objects.filter(subject=subject, state__in=OPEN, carrier__in=list(carriers())).exists()


def asks_if_safe(account: Person) -> list[Channel]:
    """Her channels of which it is asked whether they are still safe."""
    who = reach.behind(account)
    if who is None:
        return []
    return list(Channel.objects.filter(subject=who.subject, state=ChannelState.ASKED))


def may_try(channel: Channel) -> bool:
    """Whether a number may still be typed: one was sent, and it was not missed too often."""
    return channel.state == ChannelState.NEW and bool(channel.code) and channel.tries < MOST_TRIES


def days(channel: Channel) -> list[int]:
    """Her days, Monday is 0."""
    return days_of(channel.days)


def held(subject: UUID) -> list[Held]:
    """What this floor holds about a person."""
    return [Held(_("Ways to reach you, sealed"), Channel.objects.filter(subject=subject).count())]
