"""People, by chosen names, and apart from them their legal names."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from board.models.accounts import Account
from board.models.organisations import Organisation
from board.states import PersonState
from privacy.audit import Audited
from privacy.fields import SealedTextField
from privacy.inventory import Kind
from privacy.records import Records


class Person(Audited):
    """Somebody known by a chosen name. `scope` is the id of her key: everything she gives hangs on it.

    `may_be_named`: her own permission that people outside the board learn her chosen name.
    """

    inventory: ClassVar = {"chosen_name": Kind.P0, "scope": Kind.PX, "record": Kind.PX, "*": Kind.OPERATIONAL}

    account = models.OneToOneField(Account, models.PROTECT, related_name="person")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="people")
    scope = models.BinaryField(max_length=16)
    record = models.BinaryField(max_length=16)
    chosen_name = SealedTextField(contract="person.chosen_name")
    state = models.CharField(max_length=12, choices=PersonState.choices, default=PersonState.ACTIVE)
    may_be_named = models.BooleanField(default=False)
    history = Records()

    def __str__(self) -> str:
        return "person"


class Identity(Audited):
    """Legal name and contact, apart from the chosen name; only where it is needed and given."""

    inventory: ClassVar = {"legal_name": Kind.P0, "contact": Kind.P0, "*": Kind.OPERATIONAL}

    person = models.OneToOneField(Person, models.PROTECT, related_name="identity")
    legal_name = SealedTextField(contract="identity.legal_name")
    contact = SealedTextField(contract="identity.contact")
    history = Records()
