"""What takes messages along. Mail is built in; an installation may add others (docs/runbooks/mail.md).

A carrier is a class without arguments, named in ATRIUM_CARRIERS by its dotted path ("our_house.sms.Carrier").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message for one address, ready to go. Its `repr` shows nothing of it."""

    address: str = field(repr=False)
    sender: str = field(repr=False)
    line: str = field(repr=False)
    body: str = field(repr=False)


class Later(Exception):
    """It was surely not taken, and may be another time. `code` or `why` is for the log."""

    def __init__(self, code: int = 0, why: type[BaseException] | None = None) -> None:
        super().__init__(code)
        self.told = why.__name__ if why and not code else str(code)


class Refused(Exception):
    """It will never be sent. `for_good`: this address takes nothing, so the channel stops."""

    def __init__(self, *, for_good: bool) -> None:
        super().__init__("refused")
        self.for_good = for_good


class Carrier(Protocol):
    """What an installation has to write for another way. Words are shown to members."""

    # a short plain word; it stands in the database and in addresses of pages
    name: str
    label: Words
    address_label: Words
    address_hint: Words

    def is_ready(self) -> bool:
        """Whether it is set up here; otherwise nobody is offered it."""

    def clean(self, address: str) -> str:
        """The address as it is kept. Raises ValidationError with a sentence for the person."""

    def carry(self, parcel: Parcel, *, handing: Callable[[], None]) -> None:
        """Send it: call `handing` once, just before the words leave this machine.

        Raises Later or Refused, when it was surely not taken. Anything else counts as Later before `handing`,
        and as sent after it: nobody is told twice.
        """


def carriers() -> dict[str, Carrier]:
    """Every carrier that is set up here, by its name."""
    made: list[Carrier] = [import_string(path)() for path in settings.CARRIERS]
    return {one.name: one for one in made if one.is_ready()}
