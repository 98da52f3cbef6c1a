"""What the ground floor keeps: the chain, what people allow, and keys that are about to go."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from privacy.audit import Audited
from privacy.fields import SealedTextField
from privacy.inventory import Kind
from privacy.states import OF_ONE, Audience, Cause, CopyOf, Ending, Form, Naming


class Head(models.Model):
    """One row: the end of the chain."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)


class Event(models.Model):
    """One event. No foreign keys: nothing may change a row when another goes."""

    seq = models.BigIntegerField(primary_key=True)
    prev = models.BinaryField(max_length=32, unique=True)
    hash = models.BinaryField(max_length=32, unique=True)
    payload = models.BinaryField()
    happened_at = models.DateTimeField()
    code = models.CharField(max_length=60)
    role = models.CharField(max_length=20)
    actor = models.BinaryField(max_length=16)
    about_type = models.CharField(max_length=80)
    about = models.BinaryField(max_length=16)
    outcome = models.CharField(max_length=12)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["about", "-seq"], name="event_about"),
            models.Index(fields=["actor", "-seq"], name="event_actor"),
            models.Index(fields=["code", "-seq"], name="event_code"),
        ]


class Trace(models.Model):
    """One thing that was opened in an event, so that its author can see who has looked."""

    event_id = models.BigIntegerField()
    number = models.PositiveIntegerField()
    thing = models.BinaryField(max_length=16)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event_id", "number"], name="one_trace_per_number")
        ]
        indexes: ClassVar = [models.Index(fields=["thing", "-event_id"], name="trace_thing")]


class ConsentRecord(Audited):
    """One choice a person made about one version of one thing. Never edited: a new choice is a new record."""

    inventory: ClassVar = {
        "subject": Kind.PSEUDONYMOUS,
        "thing": Kind.PSEUDONYMOUS,
        "pen_name": Kind.P0,
        "*": Kind.OPERATIONAL,
    }

    subject = models.UUIDField(db_index=True)
    thing = models.UUIDField(db_index=True)
    version = models.PositiveSmallIntegerField()
    naming = models.CharField(max_length=12, choices=Naming.choices, default=Naming.NOBODY)
    pen_name = SealedTextField(contract="consent_record.pen_name", null=True)
    show_first = models.BooleanField(default=True)
    ask_again = models.BooleanField(default=False)
    show_translation = models.BooleanField(default=False)
    notice = models.CharField(max_length=40)
    notice_hash = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    method = models.CharField(max_length=20, default="web")
    given_at = models.DateTimeField()


class ConsentCell(Audited):
    """One form for one audience, from a moment to a moment. No cell implies another.

    `recipient`: which agency, or the account of the one person who is the contact. It stays whom she chose.
    """

    inventory: ClassVar = {"recipient": Kind.PSEUDONYMOUS, "*": Kind.OPERATIONAL}

    record = models.ForeignKey(ConsentRecord, models.PROTECT, related_name="cells")
    thing = models.UUIDField()
    form = models.CharField(max_length=12, choices=Form.choices)
    audience = models.CharField(max_length=12, choices=Audience.choices)
    recipient = models.UUIDField(null=True)
    starts_at = models.DateTimeField()
    until = models.DateTimeField()
    # A name in public waits for a second yes, a day later.
    asks_twice = models.BooleanField(default=False)

    class Meta(Audited.Meta):
        indexes: ClassVar = [models.Index(fields=["thing", "form", "audience"], name="cell_thing")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gt=F("starts_at")), name="cell_has_a_span"),
            models.CheckConstraint(
                condition=(Q(audience__in=OF_ONE) & Q(recipient__isnull=False))
                | (~Q(audience__in=OF_ONE) & Q(recipient__isnull=True)),
                name="a_recipient_where_one_is_meant",
            ),
        ]


class ConsentEnd(Audited):
    """The moment a cell stopped before its time. No reason is asked and none is kept."""

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    cell = models.OneToOneField(ConsentCell, models.PROTECT, related_name="end")
    how = models.CharField(max_length=12, choices=Ending.choices)
    ended_at = models.DateTimeField()


class Shredding(Audited):
    """Keys that have to go, written in the act of a withdrawal; a crash is made good at the next start.

    `ledger_count` and `ledger_head`: the end of the ledger of destroyed keys once these were in it. The chain
    holds them with this row, so a key store that is older is known as older.
    `keys_since`: none of these keys was made before; None where nobody has said.
    """

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    cause = models.CharField(max_length=12, choices=Cause.choices, default=Cause.WITHDRAWN)
    keys = models.BinaryField()
    keys_since = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    ledger_count = models.BigIntegerField(null=True)
    ledger_head = models.BinaryField(max_length=32, null=True)


class Upkeep(Audited):
    """What the machine did for itself, for the status page: the last verification of the chain."""

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    what = models.CharField(max_length=30)
    outcome = models.PositiveSmallIntegerField()
    done_at = models.DateTimeField()
    # of a report that was written about it: SHA-256
    digest = models.BinaryField(max_length=32, null=True)


class KeyCopy(Audited):
    """One copy of the key store or of the epoch files, on a medium outside the machine."""

    inventory: ClassVar = {"medium": Kind.TITLE, "holder": Kind.TITLE, "*": Kind.OPERATIONAL}

    holds = models.CharField(max_length=12, choices=CopyOf.choices)
    medium = models.CharField(max_length=80)
    # a role or a place, never a name
    holder = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    expires_on = models.DateField()
    destroyed_at = models.DateTimeField(null=True)


class Pruning(Audited):
    """What retention took from the chain; the newest row is in force. `note` is signed and says the same.

    Events up to `removed` are gone; of readings up to `emptied` only their place in the chain is left.
    """

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    removed = models.BigIntegerField()
    head = models.BinaryField(max_length=32)
    peaks = models.BinaryField()
    emptied = models.BigIntegerField()
    empty = models.BinaryField(max_length=32)
    note = models.BinaryField()
    done_at = models.DateTimeField()


class StoredFile(Audited):
    """One sealed file on the disk, under its own id. `takes`: bytes there, padding and all; `by`: an account.

    Its real name, its kind and its size are sealed in the row of the app it belongs to.
    """

    inventory: ClassVar = {"record": Kind.PX, "by": Kind.PSEUDONYMOUS, "*": Kind.OPERATIONAL}

    record = models.BinaryField(max_length=16)
    takes = models.PositiveBigIntegerField()
    by = models.UUIDField()
    added_at = models.DateTimeField()

    class Meta(Audited.Meta):
        indexes: ClassVar = [
            models.Index(fields=["by", "added_at"], name="file_by_day"),
            models.Index(fields=["record"], name="file_by_key"),
        ]
