"""What was typed when the time was up."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from board.models.people import Person
from privacy.audit import Audited
from privacy.fields import SealedTextField
from privacy.inventory import Kind


class Parked(Audited):
    """The fields of one form that came after its session was over, for the person who sent it, for a day.

    Under a record key of its own. `things`: the ids it names, in a row; it goes with any of them
    (`board.actions.parking.drop_parked`).
    """

    inventory: ClassVar = {"body": Kind.P1, "record": Kind.PX, "*": Kind.OPERATIONAL}

    person = models.ForeignKey(Person, models.PROTECT, related_name="parked")
    path = models.CharField(max_length=200)
    things = models.TextField(blank=True)
    record = models.BinaryField(max_length=16)
    body = SealedTextField(contract="parked.body")
    parked_at = models.DateTimeField()
