"""Bodies that ask for advice or receive it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from board.states import OrganisationKind
from privacy.audit import Audited
from privacy.inventory import Kind
from privacy.records import Records


class Organisation(Audited):
    """A body that asks for advice or receives it. `does`: one line, what it does and may have to disclose."""

    inventory: ClassVar = {"*": Kind.TITLE, "kind": Kind.OPERATIONAL, "is_active": Kind.OPERATIONAL}

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.AGENCY)
    does = models.CharField(max_length=240)
    is_active = models.BooleanField(default=True)
    history = Records()

    class Meta(Audited.Meta):
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
