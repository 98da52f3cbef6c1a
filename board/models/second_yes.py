"""What nobody may do alone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from board.models.accounts import Account
from board.models.people import Person
from board.states import Need, Reason, Role, SecondYesState
from privacy.audit import Audited
from privacy.inventory import Kind
from privacy.records import Records


class SecondYes(Audited):
    """One asked, another says yes or no.

    `person`: whom it is about; None for a list of several (`Listed`). `thing`: what it is about, by its id:
    the person herself, a request for advice, a text, the board. `second_role`: what a change of roles would
    make of it. `until`: how long what was given may be used. Roles are those in use.
    """

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    need = models.CharField(max_length=12, choices=Need.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="second_yeses")
    thing = models.UUIDField()
    second_role = models.CharField(max_length=20, choices=Role.choices, blank=True, default="")
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True, default="")
    state = models.CharField(max_length=12, choices=SecondYesState.choices, default=SecondYesState.WAITING)
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_as = models.CharField(max_length=20, choices=Role.choices)
    asked_at = models.DateTimeField()
    settled_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    settled_as = models.CharField(max_length=20, choices=Role.choices, blank=True, default="")
    settled_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    history = Records()

    class Meta(Audited.Meta):
        indexes: ClassVar = [models.Index(fields=["-asked_at", "-id"], name="second_yes_newest")]
        constraints: ClassVar = [
            # One may take back what one asked for; to say yes takes another account.
            models.CheckConstraint(
                condition=Q(state__in=[SecondYesState.WAITING, SecondYesState.REFUSED])
                | (Q(settled_by__isnull=False) & ~Q(settled_by=F("asked_by"))),
                name="a_second_yes_is_another_s",
            ),
            # What is opened is open for a time.
            models.CheckConstraint(
                condition=~Q(state=SecondYesState.GIVEN, need__in=[Need.EMERGENCY, Need.IDENTITIES])
                | Q(until__isnull=False),
                name="what_is_opened_ends",
            ),
            models.UniqueConstraint(
                fields=["person", "need", "thing"],
                condition=Q(state=SecondYesState.WAITING),
                name="one_second_yes_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["need"],
                condition=Q(state=SecondYesState.WAITING, person=None),
                name="one_list_at_a_time",
            ),
        ]


class Listed(Audited):
    """Somebody whose legal name and contact are on a list that was asked for."""

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    second_yes = models.ForeignKey(SecondYes, models.PROTECT, related_name="listed")
    person = models.ForeignKey(Person, models.PROTECT, related_name="listings")

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["second_yes", "person"], name="once_on_a_list")
        ]
