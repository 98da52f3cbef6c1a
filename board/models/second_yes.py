"""What one person of the secretariat may not do alone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from board.models.accounts import Account
from board.models.people import Person
from board.states import Need, Role, SecondYesState
from privacy.audit import Audited
from privacy.inventory import Kind
from privacy.records import Records


class SecondYes(Audited):
    """One asked, another says yes or no. `second_role` is what a change of roles would make of it."""

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    need = models.CharField(max_length=12, choices=Need.choices)
    person = models.ForeignKey(Person, models.PROTECT, related_name="second_yeses")
    second_role = models.CharField(max_length=20, choices=Role.choices, blank=True, default="")
    state = models.CharField(max_length=12, choices=SecondYesState.choices, default=SecondYesState.WAITING)
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    settled_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    history = Records()

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            # One may take back what one asked for; to say yes takes another account.
            models.CheckConstraint(
                condition=~Q(state=SecondYesState.GIVEN) | ~Q(settled_by=F("asked_by")),
                name="a_second_yes_is_another_s",
            ),
            models.UniqueConstraint(
                fields=["person", "need"],
                condition=Q(state=SecondYesState.WAITING),
                name="one_second_yes_at_a_time",
            ),
        ]
