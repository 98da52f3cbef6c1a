"""The attendance as each person chose: named, by role, or counted. Nobody who was not there is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from board.states import Role
from meetings.models import ListedLine, MinutesPage
from meetings.queries.wording import in_words
from meetings.states import PRESENT, Attendance, ParticipantKind

SMALLEST_SIDE = 5
PEOPLE = (ParticipantKind.MEMBER, ParticipantKind.SECRETARIAT)
BODIES = (
    ParticipantKind.HOST_COUNTRY,
    ParticipantKind.PEER_COUNTRY,
    ParticipantKind.INSTITUTION,
    ParticipantKind.SECRETARIAT,
    ParticipantKind.OBSERVER,
    ParticipantKind.INTERPRETER,
)


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One row of the table."""

    listed: str
    role: str
    present: str


def attendance_rows(page: MinutesPage, names: Mapping[UUID, str]) -> list[AttendanceRow]:
    """The rows, from who is named to who is counted.

    `names`: by participant, of those who may be named now.
    """
    rows: list[AttendanceRow] = []
    for kind in PEOPLE:
        people = [one for one in page.listed if one.kind == kind and not one.label]
        there = [one for one in people if one.attendance in PRESENT]
        rows += _named(there, names)
        rows += _counted(kind, [one for one in there if one.participant not in names])
        rows += _absent(kind, len([one for one in people if one.attendance == Attendance.NOT_PRESENT]))
    rows += _bodies(page.listed)
    return rows


def _named(there: Iterable[ListedLine], names: Mapping[UUID, str]) -> Iterator[AttendanceRow]:
    """One row for each place where named people were: the chair first, then by name."""
    shown = sorted(
        ((one, names[one.participant]) for one in there if one.participant in names),
        key=lambda pair: (pair[0].role != Role.CHAIR, pair[1].casefold()),
    )
    groups: dict[tuple[str, str], list[str]] = {}
    for one, name in shown:
        groups.setdefault((_role(one), one.attendance), []).append(name)
    for (role, attendance), listed in groups.items():
        yield AttendanceRow(", ".join(listed), role, str(Attendance(attendance).label))


def _counted(kind: ParticipantKind, there: list[ListedLine]) -> Iterator[AttendanceRow]:
    """Those without a name, as one number: two small numbers would tell people apart."""
    if not there:
        return
    places = {one.attendance for one in there}
    small = min(sum(one.attendance == place for one in there) for place in places) < SMALLEST_SIDE
    if len(places) == 1:
        present = str(Attendance(places.pop()).label)
    elif small:
        present = _("In the room and online")
    else:
        room = sum(one.attendance == Attendance.IN_ROOM for one in there)
        present = _("%(room)s in the room, %(online)s online") % {"room": room, "online": len(there) - room}
    yield AttendanceRow(_without_names(kind, len(there)), str(kind.label), present)


def _without_names(kind: ParticipantKind, count: int) -> str:
    if kind == ParticipantKind.MEMBER:
        words = ngettext("%(count)s member, without a name", "%(count)s members, without names", count)
    else:
        words = ngettext("%(count)s person, without a name", "%(count)s people, without names", count)
    return capfirst(words % {"count": in_words(count)})


def _absent(kind: ParticipantKind, count: int) -> Iterator[AttendanceRow]:
    if count and kind == ParticipantKind.MEMBER:
        words = ngettext("%(count)s member", "%(count)s members", count) % {"count": in_words(count)}
        yield AttendanceRow(capfirst(words), str(kind.label), str(Attendance.NOT_PRESENT.label))


def _bodies(listed: Iterable[ListedLine]) -> Iterator[AttendanceRow]:
    """Countries and bodies, in the order in which they were entered; many of a kind share a row."""
    lines = list(listed)
    for kind in BODIES:
        groups: dict[str, list[str]] = {}
        for one in lines:
            if one.kind == kind and one.label:
                groups.setdefault(one.attendance, []).append(one.label)
        for attendance, labels in groups.items():
            # labels may hold commas of their own
            joined = "; ".join(labels) if any("," in label for label in labels) else ", ".join(labels)
            yield AttendanceRow(joined, str(kind.label), str(Attendance(attendance).label))


def _role(one: ListedLine) -> str:
    return str(Role(one.role).label) if one.role else str(ParticipantKind(one.kind).label)
