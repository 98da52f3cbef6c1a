"""Coming to the board, and leaving it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from board.models.organisations import Organisation
from board.models.people import Person
from board.states import DepartureKind, DepartureState, JoiningState, PersonState, Role
from privacy.audit import Audited
from privacy.inventory import Kind
from privacy.records import Records


class Joining(Audited):
    """A way in for somebody new, for one use. Of its secret only a keyed hash is kept."""

    inventory: ClassVar = {"digest": Kind.PX, "sign_in_name": Kind.PSEUDONYMOUS, "*": Kind.OPERATIONAL}

    digest = models.BinaryField(max_length=16, unique=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    sign_in_name = models.CharField(max_length=60, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True)
    made_on = models.DateField()
    expires_on = models.DateField()
    state = models.CharField(max_length=8, choices=JoiningState.choices, default=JoiningState.OPEN)


class Departure(Audited):
    """Somebody's wish to leave, and the day on which it is done unless she changes her mind.

    `before`: how things stood with her when she asked; so they stand again if she stays.
    """

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    person = models.ForeignKey(Person, models.PROTECT, related_name="departures")
    kind = models.CharField(max_length=8, choices=DepartureKind.choices)
    asked_on = models.DateField()
    due_on = models.DateField()
    before = models.CharField(max_length=12, choices=PersonState.choices)
    state = models.CharField(max_length=8, choices=DepartureState.choices, default=DepartureState.WAITING)
    history = Records()

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(state="waiting"), name="one_way_to_leave"),
        ]
