"""How a person is named where the board's own texts mention her."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from board.models.people import Person
from privacy.audit import Audited
from privacy.fields import SealedTextField
from privacy.inventory import Kind
from privacy.states import Naming


class MentionChoice(Audited):
    """One choice; the table only grows, and the newest counts (see `board.rules.mentions`).

    `other_names` are names that must not stand in a text: one a line, read by the machine alone and by her.
    """

    inventory: ClassVar = {
        "pen_name": Kind.P0,
        "other_names": Kind.P0,
        "record": Kind.PX,
        "*": Kind.OPERATIONAL,
    }

    person = models.ForeignKey(Person, models.PROTECT, related_name="mention_choices")
    inside = models.CharField(max_length=10, choices=Naming.choices, default=Naming.MEMBER)
    outside = models.CharField(max_length=10, choices=Naming.choices, default=Naming.MEMBER)
    record = models.BinaryField(max_length=16)
    pen_name = SealedTextField(contract="mention_choice.pen_name", null=True)
    other_names = SealedTextField(contract="mention_choice.other_names", null=True)
    given_at = models.DateTimeField()

    class Meta(Audited.Meta):
        ordering: ClassVar = ["given_at", "id"]
