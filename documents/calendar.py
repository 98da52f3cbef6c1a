"""One appointment as a calendar file (RFC 5545), and nothing else in it.

No attendee, organiser, description, place or alarm: calendars are copied to telephones, to work servers and
to whoever shares them. `CLASS:PRIVATE` is written and not relied on: it "cannot serve as an enforcement
statement" (RFC 5545, 3.8.1.3).
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from uuid import uuid4

LINE = 75  # octets, without the line break (3.1)
LONGEST = 120


def appointment(*, title: str, starts: datetime, ends: datetime, made: datetime) -> bytes:
    """The file, UTF-8 with CRLF. Moments are aware and written in UTC, `made` as the day alone.

    Its UID is random: two files of one meeting say nothing of each other.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Appointments//EN",
        "BEGIN:VEVENT",
        f"UID:{uuid4()}",
        f"DTSTAMP:{_utc(made.astimezone(UTC).replace(hour=0, minute=0, second=0))}",
        f"DTSTART:{_utc(starts)}",
        f"DTEND:{_utc(ends)}",
        f"SUMMARY:{_escaped(title)}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    """A value of type TEXT (3.3.11). What would break the line or cannot be seen becomes a blank."""
    line = "".join(" " if unicodedata.category(mark) in {"Cc", "Zl", "Zp", "Cs"} else mark for mark in text)
    plain = " ".join(line.split())[:LONGEST]
    for mark in "\\;,":
        plain = plain.replace(mark, f"\\{mark}")
    return plain


def _folded(line: str) -> bytes:
    """Lines of 75 octets at most; what follows begins with a blank (3.1). No letter is cut in two."""
    pieces, current = [], b""
    for letter in line:
        octets = letter.encode()
        if len(current) + len(octets) > LINE:
            pieces.append(current)
            current = b" "
        current += octets
    return b"\r\n".join([*pieces, current]) + b"\r\n"
