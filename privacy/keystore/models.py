"""What the key store keeps: epochs, wrapped keys, and the tombstones of keys that were destroyed."""

from typing import ClassVar

from django.db import models

from privacy import clock
from privacy.keystore.states import State


class Kind(models.TextChoices):
    """What a key is for."""

    PERSON = "person"
    RECORD = "record"
    BOARD = "board"
    PSEUDONYM = "pseudonym"
    SIGN = "sign"
    INDEX = "index"


class Epoch(models.Model):
    """The number of the key that wraps all others. Its secret is in a file beside the root key, not here."""

    # Days. NIST SP 800-57 part 1, section 5.3.6: how long a key should wrap others.
    LONGEST: ClassVar = 90

    number = models.PositiveIntegerField(primary_key=True)
    began_on = models.DateField()

    def days(self) -> int:
        """How many days ago it began."""
        return (clock.today() - self.began_on).days

    def is_old(self) -> bool:
        """Whether a new one is due."""
        return self.days() >= self.LONGEST


class Key(models.Model):
    """One key, wrapped under its epoch. Its state says what it may be used for (`states`).

    `name` is of keys that the machine asks for by name; a successor takes it over.
    """

    id = models.BinaryField(primary_key=True, max_length=16)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=40, null=True, unique=True)
    # No index: all keys have the same one, and each re-wrap would have to build it anew.
    epoch = models.ForeignKey(Epoch, models.PROTECT, db_index=False)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField()
    # No choices, no constraint: what stands here and is not known refuses, and is not made to fit.
    state = models.CharField(max_length=12, default=State.ACTIVE)
    state_since = models.DateField(default=clock.today)


class Tombstone(models.Model):
    """The ledger: this key was destroyed on that day. SHA-256 of the id, so no personal data.

    Numbered from 1 and chained (`tombstones`); `seq` is the last event of the chain by then.
    """

    number = models.BigIntegerField(primary_key=True)
    digest = models.BinaryField(max_length=32, unique=True)
    kind = models.CharField(max_length=12)
    destroyed_on = models.DateField()
    seq = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)
