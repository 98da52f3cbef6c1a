"""What we hold about somebody here."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from meetings.models import Entry, Participant
from meetings.states import EntryState
from privacy.inventory import Held


def held_about(subject: UUID) -> Iterator[Held]:
    """Meetings she took part in, and her words in minutes."""
    yield Held(_("Meetings you are on the list of"), Participant.objects.filter(person=subject).count())
    quotes = Entry.objects.filter(contribution__author=subject, state=EntryState.LIVE)
    yield Held(_("Quotes of yours in minutes"), quotes.count())
