"""The points of an agenda, their papers, and the clock that runs through them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

from django.db import models

from consultations.models import Consultation
from meetings.models.meetings import Meeting
from meetings.states import ItemPurpose
from privacy.audit import Audited
from privacy.fields import SealedTextField
from privacy.inventory import Kind
from privacy.models import StoredFile
from privacy.records import Records


class AgendaItem(Audited):
    """A point of the agenda, in the order of positions. A heading is plain and neutral, the rest sealed."""

    inventory: ClassVar = {
        "title": Kind.TITLE,
        "body": Kind.P2,
        "content_note": Kind.P2,
        "*": Kind.OPERATIONAL,
    }

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    purpose = models.CharField(max_length=12, choices=ItemPurpose.choices, default=ItemPurpose.INFORMATION)
    minutes = models.PositiveSmallIntegerField(default=15)
    # A fixed start, where the clock does not simply run on (a second day); aware.
    starts_at = models.DateTimeField(null=True)
    consultation = models.ForeignKey(Consultation, models.PROTECT, null=True, related_name="agenda_items")
    body = SealedTextField(contract="agenda_item.body", null=True)
    content_note = SealedTextField(contract="agenda_item.content_note", null=True)
    revision = models.PositiveIntegerField(default=1)
    history = Records()

    class Meta(Audited.Meta):
        ordering: ClassVar = ["position", "id"]

    @property
    def is_break(self) -> bool:
        return self.purpose == ItemPurpose.BREAK


class Paper(Audited):
    """A document named on the agenda. Its abstract is sealed, and its file where it has one."""

    inventory: ClassVar = {
        "title": Kind.TITLE,
        "by": Kind.TITLE,
        "abstract": Kind.P2,
        "label": Kind.P2,
        "*": Kind.OPERATIONAL,
    }

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="papers")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    by = models.CharField(max_length=120, blank=True)
    abstract = SealedTextField(contract="paper.abstract", null=True)
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="paper")
    label = SealedTextField(contract="paper.label", null=True)

    class Meta(Audited.Meta):
        ordering: ClassVar = ["number", "id"]


@dataclass(frozen=True, slots=True)
class Slot:
    """An item with its number (breaks have none) and its clock, aware, in the zone of the meeting."""

    item: AgendaItem
    number: int | None
    starts: datetime
    ends: datetime

    @property
    def begins(self) -> str:
        """ "14:10" by the meeting's own clock; a template would turn the moment into the reader's."""
        return f"{self.starts:%H:%M}"

    @property
    def day(self) -> date:
        """The day by the meeting's own calendar."""
        return self.starts.date()

    @property
    def finishes(self) -> str:
        """ "14:50"."""
        return f"{self.ends:%H:%M}"


def timetable(meeting: Meeting, items: Iterable[AgendaItem]) -> Iterator[Slot]:
    """The running clock: each item begins where the last one ended, unless its start is fixed."""
    clock, number = meeting.starts_at, 0
    for item in items:
        # counted in UTC: an hour is an hour, also in the night the clocks change
        starts = (item.starts_at or clock).astimezone(UTC)
        clock = starts + timedelta(minutes=item.minutes)
        number += not item.is_break
        yield Slot(
            item,
            None if item.is_break else number,
            starts.astimezone(meeting.timezone),
            clock.astimezone(meeting.timezone),
        )
