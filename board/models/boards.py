"""The board, its terms, seats and offices."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from board.models.people import Person
from board.states import OfficeKind
from privacy.audit import Audited
from privacy.inventory import Kind
from privacy.records import Records


class Board(Audited):
    """The one board of this installation. `scope` is the id of the key its group texts are sealed under.

    `term_months` is how long a term lasts, `renewals` how often a member may be appointed again.
    """

    inventory: ClassVar = {"name": Kind.TITLE, "*": Kind.OPERATIONAL}

    one = models.BooleanField(default=True, unique=True, editable=False)
    name = models.CharField(max_length=120)
    seats = models.PositiveSmallIntegerField(default=21)
    quorum = models.PositiveSmallIntegerField(default=11)
    term_months = models.PositiveSmallIntegerField(default=24)
    renewals = models.PositiveSmallIntegerField(default=1)
    scope = models.BinaryField(max_length=16)
    history = Records()

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(one=True), name="one_board"),
            models.CheckConstraint(condition=Q(quorum__lte=models.F("seats")), name="quorum_within_seats"),
        ]


class Cohort(Audited):
    """A term of the board, from the first day to the last."""

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    number = models.PositiveSmallIntegerField(unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    history = Records()

    class Meta(Audited.Meta):
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gt=models.F("starts_on")), name="term_has_days"),
        ]


class Membership(Audited):
    """A seat on the board in one term. `renewals`: how often she was appointed again before."""

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="memberships")
    seat = models.PositiveSmallIntegerField()
    renewals = models.PositiveSmallIntegerField(default=0)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    history = Records()

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seat"], condition=Q(ended_on=None), name="one_member_a_seat"),
            models.UniqueConstraint(fields=["person"], condition=Q(ended_on=None), name="one_seat_a_member"),
        ]


class Office(Audited):
    """What a member was elected for, from a day to a day."""

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    person = models.ForeignKey(Person, models.PROTECT, related_name="offices")
    kind = models.CharField(max_length=12, choices=OfficeKind.choices)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    history = Records()

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(ended_on=None, kind__in=["chair", "vice_chair"]),
                name="one_chair_and_one_vice_chair",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(ended_on=None), name="one_office_of_a_kind"
            ),
        ]
