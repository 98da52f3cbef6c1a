"""Who may read an answer, as a value of a form: an audience, and for the contact which person that is."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from privacy.consent import Use
from privacy.states import Audience

CONTACT = f"{Audience.SECRETARIAT}-"


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer to "Who can read this?": its value in the form, its words, and a line below them."""

    value: str
    label: str
    hint: str


def value_of(reading: Use) -> str:
    """ "board", "members", or the contact with her account: she keeps whom she saw, whoever it is later."""
    return f"{CONTACT}{reading.recipient}" if reading.recipient else str(reading.audience)


def contact_in(value: str | None) -> UUID | None:
    """The account of the contact in such a value; None in every other."""
    try:
        return UUID(value.removeprefix(CONTACT)) if value and value.startswith(CONTACT) else None
    except ValueError:
        return None


def audience_in(value: str | None) -> Audience:
    """The audience in such a value; without one, the board."""
    return Audience.SECRETARIAT if contact_in(value) else Audience(value or Audience.BOARD)
