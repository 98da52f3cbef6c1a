"""Who had a legal name and contact shown, for what, and until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from board.models.accounts import Account
from board.models.people import Person
from board.states import Reason, Role
from privacy.audit import Audited
from privacy.inventory import Kind


class Showing(Audited):
    """Legal name and contact of one person, shown to somebody until a moment; the person sees who and why.

    `role`: the one in use.
    """

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    person = models.ForeignKey(Person, models.PROTECT, related_name="showings")
    shown_to = models.ForeignKey(Account, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    reason = models.CharField(max_length=12, choices=Reason.choices)
    shown_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta(Audited.Meta):
        indexes: ClassVar = [models.Index(fields=["person", "-shown_at"], name="showing_newest")]
