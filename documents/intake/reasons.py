"""What a file can be, why one is not taken, and what was left out of one that was."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds that are kept. A WebP picture becomes JPEG, or PNG where it can be seen through."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    TEXT = "text"
    CSV = "csv"


class Reason(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    OFFICE = "office"
    ARCHIVE = "archive"
    WEB = "web"
    FILM = "film"
    PICTURE = "picture"
    UNKNOWN = "unknown"
    MISNAMED = "misnamed"
    MIXED = "mixed"
    ENCODING = "encoding"
    DAMAGED = "damaged"
    PIXELS = "pixels"
    MOVING = "moving"
    LOCKED = "locked"
    FORM = "form"
    PORTFOLIO = "portfolio"
    PARTS = "parts"
    UNSAFE = "unsafe"
    TOO_MUCH = "too_much"
    BUSY = "busy"
    BROKEN = "broken"


class Left(StrEnum):
    """What of a PDF was left out, because it acts by itself or says something nobody sees."""

    SCRIPTS = "scripts"
    FILES = "files"
    NOTES = "notes"
    LINKS = "links"


class NotTaken(Exception):
    """Raised in the child; nothing of the content is in it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Order:
    """What the child is told: the ending of the name (".pdf"), what the browser called it, its limits."""

    ending: str
    declared: str
    seconds: int
    memory: int

    def to_line(self) -> bytes:
        """One line of JSON; the content follows."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Order:
        """The inverse."""
        return cls(**json.loads(line))


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it: a reason, or a kind, what was left out, and how many bytes follow."""

    reason: str = ""
    kind: str = ""
    left: tuple[str, ...] = ()
    size: int = 0

    def to_line(self) -> bytes:
        """One line of JSON; the clean content follows."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Answer:
        """The inverse. Raises ValueError on anything else, as a killed process may leave."""
        try:
            said = json.loads(line)
            return cls(said["reason"], said["kind"], tuple(said["left"]), int(said["size"]))
        except (KeyError, TypeError) as error:
            raise ValueError("the answer is incomplete") from error
