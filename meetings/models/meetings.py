"""A meeting, how to join it, and who is there."""

from __future__ import annotations

from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django_cryptography.fields import encrypt

from board.models import Person
from meetings.states import Attendance, ListedAs, MeetingKind, MeetingState, ParticipantKind
from pages.zones import city_of
from privacy.audit import Audited
from privacy.inventory import Kind
from privacy.records import Records


class Meeting(Audited):
    """A meeting. `record` is the record key of its agenda texts, beside the board's own.

    Times are aware; `zone` is IANA.
    """

    inventory: ClassVar = {
        "title": Kind.TITLE,
        "place": Kind.TITLE,
        "host": Kind.TITLE,
        "convened_by": Kind.TITLE,
        "languages": Kind.TITLE,
        "record": Kind.PX,
        "*": Kind.OPERATIONAL,
    }

    reference = models.CharField(max_length=20, unique=True)
    # Decisions and actions are numbered "14/3": the meeting's short name, then the running number.
    short_name = models.CharField(max_length=12)
    kind = models.CharField(max_length=8, choices=MeetingKind.choices, default=MeetingKind.OWN)
    title = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=40)
    place = models.CharField(max_length=120)
    host = models.CharField(max_length=120, blank=True)
    convened_by = models.CharField(max_length=160, blank=True)
    languages = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.DRAFT)
    record = models.BinaryField(max_length=16)
    called_at = models.DateTimeField(null=True)
    # Frozen when attendance is closed: quorum counts the seats filled on that day, never all seats.
    seats_filled = models.PositiveSmallIntegerField(null=True)
    quorum = models.PositiveSmallIntegerField(null=True)
    revision = models.PositiveIntegerField(default=1)
    history = Records()

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_has_a_span"),
            models.CheckConstraint(
                condition=Q(quorum=None, seats_filled=None)
                | Q(quorum__isnull=False, seats_filled__isnull=False),
                name="quorum_has_its_seats",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-starts_at", "-id"], name="meeting_newest")]

    def __str__(self) -> str:
        return self.reference

    @property
    def timezone(self) -> ZoneInfo:
        """The zone its clock times are in."""
        return ZoneInfo(self.zone)

    @property
    def city(self) -> str:
        """The zone in words: "Warsaw" for Europe/Warsaw."""
        return city_of(self.zone)


class JoinDetails(Audited):
    """Link and passcode of a meeting: secrets of the machine, nobody's own, in a table of their own."""

    inventory: ClassVar = {"*": Kind.PX}

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="join_details")
    link = encrypt(models.CharField(max_length=400))
    passcode = encrypt(models.CharField(max_length=60, blank=True))


class Participant(Audited):
    """A person, a country or a body at a meeting. `label` names countries and bodies, never a person."""

    inventory: ClassVar = {"label": Kind.TITLE, "*": Kind.OPERATIONAL}

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="participants")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=14, choices=ParticipantKind.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="participations")
    label = models.CharField(max_length=120, blank=True)
    listed_as = models.CharField(max_length=14, choices=ListedAs.choices, default=ListedAs.WITHOUT_NAME)
    attendance = models.CharField(max_length=12, choices=Attendance.choices, default=Attendance.EXPECTED)
    history = Records()

    class Meta(Audited.Meta):
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(person__isnull=False), name="one_place_a_person"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, label="") | (Q(person__isnull=True) & ~Q(label="")),
                name="a_person_or_a_label",
            ),
        ]
