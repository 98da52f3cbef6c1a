"""What is read from the environment, and a sentence for what cannot be."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ImproperlyConfigured

DATABASE = "postgres://user:password@host:port/name"
MAIL = "smtp://user:password@host:port, without TLS only on this machine"

Read = TypeVar("Read")


def number(name: str, otherwise: int) -> int:
    """A whole number, 1 or more; `otherwise` when it is not set. Raises ImproperlyConfigured."""
    said = os.environ.get(name) or str(otherwise)
    if not said.isdecimal() or int(said) < 1:
        raise ImproperlyConfigured(f"{name} has to be a whole number, 1 or more.")
    return int(said)


def address(name: str, read: Callable[[str], Read], *, like: str) -> Read:
    """An address, as `read` makes it out. Raises ImproperlyConfigured, which quotes nothing of it."""
    try:
        return read(os.environ.get(name, ""))
    except ValueError:
        # not even in a chain of causes: what Python says of a port may hold a part of the password
        raise ImproperlyConfigured(f"{name} has to be like {like}.") from None
