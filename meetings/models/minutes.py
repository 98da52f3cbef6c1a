"""Minutes while they are written, their paragraphs, and the editions that were approved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from consultations.models import Contribution
from meetings.models.agendas import AgendaItem
from meetings.models.meetings import Meeting
from meetings.states import NUMBERED, DecisionMethod, EntryKind, EntryState, MinutesState
from privacy.audit import Audited
from privacy.fields import SealedTextField
from privacy.inventory import Kind
from privacy.records import Records


class Minutes(Audited):
    """The minutes of one meeting while they are written; `summary` is "In brief"."""

    inventory: ClassVar = {
        "summary": Kind.P2,
        "approved_how": Kind.TITLE,
        "record": Kind.PX,
        "*": Kind.OPERATIONAL,
    }

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=10, choices=MinutesState.choices, default=MinutesState.DRAFT)
    record = models.BinaryField(max_length=16)
    summary = SealedTextField(contract="minutes.summary", null=True)
    # `revision` grows with every note, `summary_revision` with the summary alone.
    revision = models.PositiveIntegerField(default=1)
    summary_revision = models.PositiveIntegerField(default=1)
    approved_at = models.DateTimeField(null=True)
    approved_how = models.CharField(max_length=160, blank=True)
    # Set in the act of a withdrawal, where nothing may be opened or sealed; the next edition clears it.
    edition_due = models.BooleanField(default=False)
    history = Records()

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="draft", approved_at=None, edition_due=False)
                | Q(state="approved", approved_at__isnull=False),
                name="approval_has_its_time",
            )
        ]


class Entry(Audited):
    """One paragraph of the minutes, with a record key of its own.

    `body` is the board's own text. A quote has its source, and the words of the member in `quote`, sealed
    under her key: a table of its own by contract name, because only these words hang on her permission.
    """

    inventory: ClassVar = {
        "heading": Kind.TITLE,
        "body": Kind.P2,
        "quote": Kind.P1,
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
    # Given when the minutes are approved, never changed afterwards; `numbers` tells the order before that.
    number = models.PositiveSmallIntegerField(null=True)
    heading = models.CharField(max_length=120, blank=True)
    record = models.BinaryField(max_length=16)
    body = SealedTextField(contract="entry.body", null=True)
    quote = SealedTextField(contract="entry_quote.words", null=True)
    # Several footnotes are parted by a blank line.
    footnote = SealedTextField(contract="entry.footnote", null=True)
    contribution = models.ForeignKey(Contribution, models.PROTECT, null=True, related_name="entries")
    method = models.CharField(max_length=14, choices=DecisionMethod.choices, blank=True)
    owner = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True)
    revision = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)
    history = Records()

    class Meta(Audited.Meta):
        ordering: ClassVar = ["item__position", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["minutes", "number"], condition=Q(number__isnull=False), name="one_entry_a_number"
            ),
            models.CheckConstraint(
                condition=Q(kind="quote", contribution__isnull=False)
                | (~Q(kind="quote") & Q(contribution=None, quote__isnull=True)),
                name="a_quote_has_a_source",
            ),
            models.CheckConstraint(
                condition=Q(state="live", removed_at=None)
                | Q(
                    state="removed",
                    removed_at__isnull=False,
                    body__isnull=True,
                    quote__isnull=True,
                    footnote__isnull=True,
                ),
                name="what_was_removed_has_no_words",
            ),
        ]


def numbers(entries: Iterable[Entry]) -> dict[UUID, int]:
    """The running number of each decision and action, in the order given; by id of the entry."""
    numbered = (entry for entry in entries if entry.kind in NUMBERED)
    return {entry.id: number for number, entry in enumerate(numbered, start=1)}


class Basis(Audited):
    """An item of the same meeting that a conclusion rests on."""

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="bases")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="bases")

    class Meta(Audited.Meta):
        ordering: ClassVar = ["item__position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "item"], name="rests_on_an_item_once")
        ]


class Edition(Audited):
    """Approved minutes as they stand: the whole page as sealed JSON.

    The table only grows; a withdrawal adds one.

    `digest` is the SHA-256 of that JSON, hex. Quotes and names are not in it: quotes are rendered from
    their own sealed values, names as each person chose to be listed.
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
