"""Meetings, agendas and minutes. Words below a one-line title are sealed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django_cryptography.fields import encrypt

from board.models import Organisation, Person
from consultations.models import Consultation, Contribution
from meetings.states import (
    Attendance,
    DecisionMethod,
    EntryKind,
    EntryState,
    ItemPurpose,
    ListedAs,
    MeetingKind,
    MeetingState,
    MinutesState,
    ParticipantKind,
)
from privacy.audit import Audited
from privacy.fields import SealedTextField
from privacy.inventory import Kind
from privacy.records import Records


class Meeting(Audited):
    """A meeting; `record` is the record key of its agenda texts (scope: the board). Times are aware; `zone` is IANA."""

    inventory: ClassVar = {
        "title": Kind.TITLE,
        "place": Kind.TITLE,
        "host": Kind.TITLE,
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
    languages = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.DRAFT)
    record = models.BinaryField(max_length=16)
    # Frozen when attendance is closed: quorum counts the seats filled on that day, never all seats.
    seats_filled = models.PositiveSmallIntegerField(null=True)
    quorum = models.PositiveSmallIntegerField(null=True)
    revision = models.PositiveIntegerField(default=1)
    history = Records()

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_has_a_span")
        ]
        indexes: ClassVar = [models.Index(fields=["-starts_at", "-id"], name="meeting_newest")]

    def __str__(self) -> str:
        return self.reference


class JoinDetails(Audited):
    """Link and passcode of a meeting: secrets of the machine that belong to nobody, in a table of their own."""

    inventory: ClassVar = {"*": Kind.PX}

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="join_details")
    link = encrypt(models.CharField(max_length=400))
    passcode = encrypt(models.CharField(max_length=60, blank=True))


class Participant(Audited):
    """A person, a country or a body at a meeting. `label` names countries and bodies, never a person."""

    inventory: ClassVar = {"label": Kind.TITLE, "*": Kind.OPERATIONAL}

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="participants")
    kind = models.CharField(max_length=14, choices=ParticipantKind.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="participations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="participations")
    label = models.CharField(max_length=120, blank=True)
    listed_as = models.CharField(max_length=14, choices=ListedAs.choices, default=ListedAs.WITHOUT_NAME)
    attendance = models.CharField(max_length=12, choices=Attendance.choices, default=Attendance.EXPECTED)
    history = Records()

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(person__isnull=False), name="one_place_a_person"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, label="") | (Q(person__isnull=True) & ~Q(label="")),
                name="a_person_or_a_label",
            ),
        ]


class AgendaItem(Audited):
    """A point of the agenda, in the order of positions; a heading is plain and neutral, the rest is sealed."""

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
    history = Records()

    class Meta(Audited.Meta):
        ordering: ClassVar = ["position", "id"]


class Paper(Audited):
    """A document named on the agenda. Its abstract is sealed; files come with a later release."""

    inventory: ClassVar = {"title": Kind.TITLE, "by": Kind.TITLE, "abstract": Kind.P2, "*": Kind.OPERATIONAL}

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="papers")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    by = models.CharField(max_length=120, blank=True)
    abstract = SealedTextField(contract="paper.abstract", null=True)

    class Meta(Audited.Meta):
        ordering: ClassVar = ["number", "id"]


class Minutes(Audited):
    """The minutes of one meeting while they are written; `summary` is "In brief"."""

    inventory: ClassVar = {"summary": Kind.P2, "record": Kind.PX, "*": Kind.OPERATIONAL}

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=10, choices=MinutesState.choices, default=MinutesState.DRAFT)
    record = models.BinaryField(max_length=16)
    summary = SealedTextField(contract="minutes.summary", null=True)
    revision = models.PositiveIntegerField(default=1)
    approved_at = models.DateTimeField(null=True)
    approved_how = models.CharField(max_length=160, blank=True)
    history = Records()


class Entry(Audited):
    """One paragraph of the minutes, with a record key of its own.

    A quote carries the contribution or the person it comes from; everything else is the board's own text.
    """

    inventory: ClassVar = {
        "body": Kind.P1,
        "footnote": Kind.P2,
        "owner": Kind.TITLE,
        "record": Kind.PX,
        "*": Kind.OPERATIONAL,
    }

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="entries")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="entries")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=EntryKind.choices)
    state = models.CharField(max_length=8, choices=EntryState.choices, default=EntryState.LIVE)
    number = models.PositiveSmallIntegerField(null=True)
    record = models.BinaryField(max_length=16)
    body = SealedTextField(contract="entry.body", null=True)
    footnote = SealedTextField(contract="entry.footnote", null=True)
    contribution = models.ForeignKey(Contribution, models.PROTECT, null=True, related_name="entries")
    method = models.CharField(max_length=14, choices=DecisionMethod.choices, blank=True)
    owner = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True)
    history = Records()

    class Meta(Audited.Meta):
        ordering: ClassVar = ["item__position", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["minutes", "number"], condition=Q(number__isnull=False), name="one_entry_a_number"
            ),
            models.CheckConstraint(
                condition=Q(kind="quote", contribution__isnull=False)
                | (~Q(kind="quote") & Q(contribution=None)),
                name="a_quote_has_a_source",
            ),
        ]


class Edition(Audited):
    """Approved minutes as they stand: the whole page as sealed JSON. The table only grows; a withdrawal adds one.

    `digest` is the SHA-256 of that JSON, hex. Quotes are not in it: they are rendered from their own sealed values.
    """

    inventory: ClassVar = {"page": Kind.P2, "record": Kind.PX, "*": Kind.OPERATIONAL}

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    record = models.BinaryField(max_length=16)
    page = SealedTextField(contract="edition.page")
    digest = models.CharField(max_length=64)

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["minutes", "number"], name="one_edition_a_number")
        ]
