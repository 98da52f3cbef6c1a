"""People, accounts, organisations and the board."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models import Q

from board.states import INSIDE, MEMBERS, ROLE_MAY, OrganisationKind, PersonState, Role
from privacy.audit import Audited, AuditedManager
from privacy.fields import SealedTextField
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


class AccountManager(AuditedManager["Account"]):
    """Finds an account by its sign-in name. Accounts are made by `actions`, never here."""

    def get_by_natural_key(self, name: str) -> Account:
        return self.get(sign_in_name=name)


class Account(Audited, AbstractBaseUser, PermissionsMixin):
    """How a person signs in, in one role. It holds no name, no address and no time of the last visit."""

    inventory: ClassVar = {"*": Kind.OPERATIONAL, "sign_in_name": Kind.PSEUDONYMOUS, "password": Kind.PX}

    sign_in_name = models.CharField(max_length=60, unique=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)
    must_change = models.BooleanField(default=True)
    last_login = None

    objects = AccountManager()

    USERNAME_FIELD = "sign_in_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(is_superuser=False), name="no_superuser"),
        ]

    def __str__(self) -> str:
        return "account"

    def check_password(self, raw_password: str | None) -> bool:
        # Without Django's setter: it would write the row outside an act when the hash is renewed.
        return check_password(raw_password, self.password)

    def may(self, permission: str) -> bool:
        """Whether the role in use holds `permission` ("board.manage_people")."""
        return self.is_active and permission in ROLE_MAY.get(self.role, frozenset())

    @property
    def is_member(self) -> bool:
        """A member or the chair."""
        return self.role in MEMBERS

    @property
    def is_secretariat(self) -> bool:
        return self.role == Role.SECRETARIAT

    @property
    def is_officer(self) -> bool:
        return self.role == Role.OFFICER

    @property
    def is_inside(self) -> bool:
        """Works on the board's texts: member, chair or secretariat."""
        return self.role in INSIDE

    def has_perm(self, perm: Any, obj: Any = None) -> bool:
        return False  # Django's own permissions are not used: rules and grants decide

    def has_module_perms(self, app_label: str) -> bool:
        return False


class Person(Audited):
    """Somebody known by a chosen name. `scope` is the id of her key: everything she gives hangs on it."""

    inventory: ClassVar = {"chosen_name": Kind.P0, "scope": Kind.PX, "record": Kind.PX, "*": Kind.OPERATIONAL}

    account = models.OneToOneField(Account, models.PROTECT, related_name="person")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="people")
    scope = models.BinaryField(max_length=16)
    record = models.BinaryField(max_length=16)
    chosen_name = SealedTextField(contract="person.chosen_name")
    state = models.CharField(max_length=12, choices=PersonState.choices, default=PersonState.ACTIVE)
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
