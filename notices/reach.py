"""What this floor has to know about people, told by the floor above: it holds no key to an account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from privacy.audit.acts import Person


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody who could be reached. `scope` is the id of her key; `zone` is IANA, or empty.

    `is_free`: neither on a break, nor with her access paused or ended.
    """

    subject: UUID
    scope: bytes
    language: str
    zone: str
    is_free: bool


_by_subject: list[Callable[[UUID], Reached | None]] = []
_by_account: list[Callable[[Person], Reached | None]] = []


def register(
    *, by_subject: Callable[[UUID], Reached | None], by_account: Callable[[Person], Reached | None]
) -> None:
    """Say how to find a person by her random id, and behind an account. None: nobody to reach."""
    _by_subject[:], _by_account[:] = [by_subject], [by_account]


def somebody(subject: UUID) -> Reached | None:
    """Who this is, or None where nobody may be reached under this id."""
    return next((find(subject) for find in _by_subject), None)


def behind(account: Person) -> Reached | None:
    """Who is behind an account, or None."""
    return next((find(account) for find in _by_account), None)
