"""A calendar file holds when, one word and nothing else, whatever is typed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.calendar import appointment

STARTS, ENDS = datetime(2026, 12, 11, 8, 30, tzinfo=UTC), datetime(2026, 12, 11, 10, tzinfo=UTC)
MADE = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)
ALLOWED = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Appointments//EN", "BEGIN:VEVENT", "UID", "DTSTAMP",
    "DTSTART", "DTEND", "SUMMARY", "CLASS:PRIVATE", "END:VEVENT", "END:VCALENDAR",
]  # fmt: skip
HOSTILE = [
    "Tea\r\nATTENDEE:mailto:x@example.org",
    "Tea\nBEGIN:VALARM\nTRIGGER:-PT5M\nEND:VALARM",
    "Tea\rATTACH:https://example.org/x",
    "Tea\x85LOCATION:here",
    "Tea\u2028ORGANIZER:mailto:x@example.org",
    "Tea\x00\x0bDESCRIPTION:there",
    "a, b; c\\n d",
    "Ж" * 60,
    "BEGIN:VALARM",
    "ATTACH:x",
    "",
]


def made(title: str) -> bytes:
    return appointment(title=title, starts=STARTS, ends=ENDS, made=MADE)


def unfolded(file: bytes) -> list[str]:
    """The content lines, as RFC 5545 3.1 has them put together again."""
    assert file.endswith(b"\r\n")
    raw = file[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\r" not in line and b"\n" not in line for line in raw)
    for line in raw:
        line.decode()  # no letter is cut in two
    return file[:-2].decode().replace("\r\n ", "").split("\r\n")


def plain(value: str) -> str:
    """What a calendar shows for a value of type TEXT."""
    for mark in ",;\\":
        value = value.replace(f"\\{mark}", mark)
    return value


def check(title: str) -> str:
    """Only the lines that are allowed, in their order; what the title reads as."""
    lines = unfolded(made(title))
    names = [line if line in ALLOWED else line.split(":", 1)[0] for line in lines]
    assert names == ALLOWED
    return plain(lines[8].split(":", 1)[1])


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_h08_ical_injection_becomes_one_plain_title(title: str) -> None:
    shown = check(title)
    seen = "".join(mark if mark.isprintable() or mark == " " else " " for mark in title)
    assert shown == " ".join(seen.split())


@given(st.text(max_size=200))
def test_h08_whatever_is_typed_stays_one_line(title: str) -> None:
    check(title)


def test_no5_only_uid_days_hours_title_and_class() -> None:
    lines = unfolded(made("Appointment"))
    uid, stamp, starts, ends, summary = lines[4:9]
    assert (stamp, starts, ends, summary) == (
        "DTSTAMP:20261122T000000Z",
        "DTSTART:20261211T083000Z",
        "DTEND:20261211T100000Z",
        "SUMMARY:Appointment",
    )
    # nothing ties two files together
    assert uid != unfolded(made("Appointment"))[4]


def test_h08_the_check_finds_what_was_added() -> None:
    with pytest.raises(AssertionError):
        assert [line.split(":")[0] for line in unfolded(made("x").replace(b"CLASS:", b"ALARM:"))] == ALLOWED
    folded = made("Ж" * 60)
    assert b"\r\n " in folded
