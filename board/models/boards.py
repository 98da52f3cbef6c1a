"""The board and its seats."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from board.models.people import Person
from privacy.audit import Audited
from privacy.inventory import Kind
from privacy.records import Records


class Board(Audited):
    """The one board of this installation. `scope` is the id of the key its group texts are sealed under."""

    inventory: ClassVar = {"name": Kind.TITLE, "*": Kind.OPERATIONAL}

    one = models.BooleanField(default=True, unique=True, editable=False)
    name = models.CharField(max_length=120)
    seats = models.PositiveSmallIntegerField(default=21)
    quorum = models.PositiveSmallIntegerField(default=11)
    scope = models.BinaryField(max_length=16)
    history = Records()

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(one=True), name="one_board"),
            models.CheckConstraint(condition=Q(quorum__lte=models.F("seats")), name="quorum_within_seats"),
        ]


class Membership(Audited):
    """A seat on the board."""

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    seat = models.PositiveSmallIntegerField()
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    history = Records()

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seat"], condition=Q(ended_on=None), name="one_member_a_seat"),
            models.UniqueConstraint(fields=["person"], condition=Q(ended_on=None), name="one_seat_a_member"),
        ]
