"""Wrong tries at the door, counted under names that mean nothing a day later.

Neither a sign-in name nor an address of the network is kept: a bucket is a keyed hash of it (HMAC-SHA256
under the secret key and a salt of the day). The salt goes with the day, and with it every way to tell.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from privacy.inventory import Kind


class TryDay(models.Model):
    """The salt of one day."""

    inventory: ClassVar = {"*": Kind.OPERATIONAL, "salt": Kind.PX}

    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32)


class Tries(models.Model):
    """How many tries went wrong today under one name, from one network or from one known device."""

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    bucket = models.CharField(max_length=64, primary_key=True)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
