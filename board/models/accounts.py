"""How people sign in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models import F, Q, QuerySet

from board.states import (
    IDLE_LONGEST,
    IDLE_SHORTEST,
    IDLE_STAFF,
    IDLE_USUAL,
    INSIDE,
    MEMBERS,
    REACHED,
    ROLE_MAY,
    WITHOUT_SECOND_STEP,
    Motion,
    Notes,
    Role,
    Spacing,
    TextSize,
    Theme,
)
from privacy.audit import Audited, AuditedManager
from privacy.inventory import Kind


class AccountManager(AuditedManager["Account"]):
    """Finds an account by its sign-in name. Accounts are made by `actions`, never here."""

    def get_by_natural_key(self, name: str) -> Account:
        return self.get(sign_in_name=name)

    def holding(self, *roles: str) -> QuerySet[Account]:
        """Accounts with one of these roles, also as their other role: who may use it, in use now or not.

        Everybody who is counted, told or listed by role is found here.
        """
        return self.filter(Q(role__in=roles) | Q(second_role__in=roles))


class Account(Audited, AbstractBaseUser, PermissionsMixin):
    """How a person signs in, in one role. It holds no name, no address and no time of the last visit.

    `knows_way_out`: has met the page about leaving. Text size and the rest are how pages look to this person,
    kept here and not in a browser; `zone` is IANA, or empty where none was chosen.
    `human` is a random id, the same for all accounts of one human being.
    """

    inventory: ClassVar = {"*": Kind.OPERATIONAL, "sign_in_name": Kind.PSEUDONYMOUS, "password": Kind.PX}

    sign_in_name = models.CharField(max_length=60, unique=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)
    must_change = models.BooleanField(default=True)
    knows_way_out = models.BooleanField(default=False)
    text_size = models.CharField(max_length=8, choices=TextSize.choices, default=TextSize.NORMAL)
    spacing = models.CharField(max_length=8, choices=Spacing.choices, default=Spacing.NORMAL)
    theme = models.CharField(max_length=8, choices=Theme.choices, default=Theme.DEVICE)
    motion = models.CharField(max_length=8, choices=Motion.choices, default=Motion.DEVICE)
    notes = models.CharField(max_length=8, choices=Notes.choices, default=Notes.CLOSED)
    zone = models.CharField(max_length=40, default="", blank=True)
    # The other role of somebody who has two; which one is in use, the session says.
    second_role = models.CharField(max_length=20, choices=Role.choices, blank=True, default="")
    idle_minutes = models.PositiveSmallIntegerField(default=IDLE_USUAL)
    human = models.UUIDField(default=uuid4, db_index=True)
    last_login = None

    objects = AccountManager()

    USERNAME_FIELD = "sign_in_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta(Audited.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(is_superuser=False), name="no_superuser"),
            # Who looks after the machine has no role beside it, and nobody has the same role twice.
            models.CheckConstraint(
                condition=Q(second_role="")
                | (
                    ~Q(role=Role.ADMINISTRATOR)
                    & ~Q(second_role=Role.ADMINISTRATOR)
                    & ~Q(role=F("second_role"))
                ),
                name="administrator_alone",
            ),
            models.CheckConstraint(
                condition=Q(idle_minutes__gte=IDLE_SHORTEST, idle_minutes__lte=IDLE_LONGEST),
                name="idle_within_bounds",
            ),
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
    def roles(self) -> tuple[str, ...]:
        """Every role this account may use, the first one being its own."""
        return (self.role, self.second_role) if self.second_role else (self.role,)

    @property
    def needs_second_step(self) -> bool:
        """A passphrase alone opens the words of others for nobody who looks after them."""
        return not set(self.roles) <= WITHOUT_SECOND_STEP

    @property
    def idle_limit(self) -> timedelta:
        """How long nothing may happen: a member's own choice; a quarter of an hour for everybody else."""
        return timedelta(minutes=IDLE_STAFF if self.needs_second_step else self.idle_minutes)

    @property
    def is_member(self) -> bool:
        """A member or the chair."""
        return self.role in MEMBERS

    @property
    def may_have_notices(self) -> bool:
        """Whether a message outside the site may be switched on."""
        return not REACHED.isdisjoint(self.roles)

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
