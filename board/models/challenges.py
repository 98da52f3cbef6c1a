"""Challenges of passkeys that were answered at the door, until their time is over."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from privacy.inventory import Kind


class Answered(models.Model):
    """One challenge by its SHA-256, so that its answer lets in once. It names nobody."""

    inventory: ClassVar = {"*": Kind.OPERATIONAL}

    digest = models.CharField(max_length=64, primary_key=True)
    until = models.DateTimeField()
