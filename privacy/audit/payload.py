"""Read an event's canonical bytes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Touched:
    """One row that an act wrote: its table, pseudonym and digest, the event and its year.

    A removed row has no digest, and stands there once for each year in which it may have been written.
    """

    table: str
    row: bytes
    digest: bytes
    seq: int
    year: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a payload says, field by field."""

    at: datetime
    code: str
    role: str
    about_type: str
    outcome: str
    count: int
    actor: bytes
    about: bytes
    act: bytes
    touched: list[bytes]
    things: list[bytes]

    def touched_rows(self, seq: int) -> Iterator[Touched]:
        """The rows the act wrote, in order."""
        for packed in self.touched:
            table, row, kind, *rest = split(packed)
            if kind == b"-":
                for name in (row, *rest):
                    yield Touched(table.decode(), name, b"", seq, self.at.year)
            else:
                [digest] = rest
                yield Touched(table.decode(), row, digest, seq, self.at.year)


def split(packed: bytes) -> list[bytes]:
    """The parts that `lp` joined. Raises ValueError when they do not add up."""
    parts, at = [], 0
    while at < len(packed):
        end = at + 4 + int.from_bytes(packed[at : at + 4], "big")
        if end > len(packed):
            raise ValueError("cut short")
        parts.append(packed[at + 4 : end])
        at = end
    return parts


def parse(payload: bytes) -> Said:
    """Raises ValueError for bytes that are no event."""
    version, at, code, role, about_type, outcome, count, actor, about, act, touched, things = split(payload)
    if version != b"evt1":
        raise ValueError("unknown version")
    return Said(
        at=datetime.fromisoformat(at.decode()),
        code=code.decode(),
        role=role.decode(),
        about_type=about_type.decode(),
        outcome=outcome.decode(),
        count=int(count),
        actor=actor,
        about=about,
        act=act,
        touched=split(touched),
        things=split(things),
    )
