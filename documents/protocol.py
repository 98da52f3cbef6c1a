"""What the parent and the render process say to each other: an order on stdin, an answer on stdout.

Plain Python: the render process imports this without Django and without any setting.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How an order ended. Everything but DONE becomes a `NotRendered`."""

    DONE = "done"
    REFUSED = "refused"  # it reached for something outside itself, or holds a link or file it may not hold
    FAULTY = "faulty"  # the page itself is wrong: no title, a link to nowhere, an image without words
    TOO_MUCH = "too_much"  # time, memory or size
    UNAVAILABLE = "unavailable"  # a library of the operating system is missing
    BUSY = "busy"  # too many documents are being made already
    BROKEN = "broken"  # the process died


@dataclass(frozen=True, slots=True)
class Order:
    """One page to be set. `made_on` is an ISO day; `seconds` are CPU seconds, `memory` is in bytes."""

    html: str
    language: str
    made_on: str
    seconds: int
    memory: int
    link_hosts: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        """UTF-8 JSON."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Order:
        """The inverse of `to_bytes`."""
        fields = json.loads(data)
        fields["link_hosts"] = tuple(fields["link_hosts"])
        return cls(**fields)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an order.

    `detail` is one of our own constant sentences for developers, never content of the page. `missing` counts
    the characters for which no font had a form.
    """

    outcome: Outcome
    detail: str = ""
    pages: int = 0
    missing: int = 0
    body: bytes = b""

    def to_bytes(self) -> bytes:
        """One line of JSON, then the PDF."""
        head = {"outcome": self.outcome, "detail": self.detail, "pages": self.pages, "missing": self.missing}
        return json.dumps(head).encode() + b"\n" + self.body

    @classmethod
    def from_bytes(cls, data: bytes) -> Answer:
        """The inverse of `to_bytes`. Raises `ValueError` on anything else, as a killed process may leave."""
        line, newline, body = data.partition(b"\n")
        if not newline:
            raise ValueError("the answer has no first line")
        head = json.loads(line)
        try:
            return cls(Outcome(head["outcome"]), head["detail"], head["pages"], head["missing"], body)
        except (KeyError, TypeError) as error:
            raise ValueError("the first line of the answer is incomplete") from error
