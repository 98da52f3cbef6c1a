"""Sentences of minutes, in the language in use.

Counts are words up to twenty-one: there are that many seats.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import ngettext

from meetings.models import ItemLine, MinutesPage
from meetings.states import PRESENT, DecisionMethod, ItemPurpose, ParticipantKind
from pages.days import day_of_the_year, full_day

NUMBERS = (
    noop("none"), noop("one"), noop("two"), noop("three"), noop("four"), noop("five"), noop("six"),
    noop("seven"), noop("eight"), noop("nine"), noop("ten"), noop("eleven"), noop("twelve"),
    noop("thirteen"), noop("fourteen"), noop("fifteen"), noop("sixteen"), noop("seventeen"),
    noop("eighteen"), noop("nineteen"), noop("twenty"), noop("twenty-one"),
)  # fmt: skip


def in_words(count: int) -> str:
    """ "fourteen"; digits beyond twenty-one."""
    return _(NUMBERS[count]) if count < len(NUMBERS) else str(count)


def quorum(page: MinutesPage) -> str:
    """ "Fourteen of 21 members were present. The quorum of 11 was met."; nothing where there is no quorum."""
    if page.quorum is None or page.seats_filled is None:
        return ""
    present = members_present(page)
    who = ngettext(
        "%(present)s of %(seats)s members was present.",
        "%(present)s of %(seats)s members were present.",
        present,
    )
    met = (
        _("The quorum of %(quorum)s was met.")
        if present >= page.quorum
        else _("The quorum of %(quorum)s was not met.")
    )
    words = {"present": capfirst(in_words(present)), "seats": page.seats_filled, "quorum": page.quorum}
    return f"{who % words} {met % words}"


def members_present(page: MinutesPage) -> int:
    """How many members took part."""
    return sum(one.kind == ParticipantKind.MEMBER and one.attendance in PRESENT for one in page.listed)


def recorded(decisions: int, actions: int) -> str:
    """ "Four decisions and five actions were recorded."; nothing where there are none of both."""
    if not decisions and not actions:
        return ""
    first = ngettext("%(count)s decision", "%(count)s decisions", decisions)
    second = ngettext("%(count)s action", "%(count)s actions", actions)
    words = [
        text % {"count": in_words(count)} for text, count in ((first, decisions), (second, actions)) if count
    ]
    if len(words) == 1:
        sentence = ngettext("%(what)s was recorded.", "%(what)s were recorded.", decisions + actions)
        return sentence % {"what": capfirst(words[0])}
    return _("%(first)s and %(second)s were recorded.") % {"first": capfirst(words[0]), "second": words[1]}


def days(page: MinutesPage) -> str:
    """ "Thursday 8 October 2026", or the first and the last day."""
    first, last = page.starts.date(), page.ends.date()
    if first == last:
        return full_day(first)
    return _("%(first)s to %(last)s") % {
        "first": full_day(first),
        "last": full_day(last),
    }


def hours(starts: datetime, ends: datetime, city: str) -> str:
    """ "14:00 to 16:30, Warsaw time"; for several days the zone alone. Both are in the zone of that city."""
    if starts.date() != ends.date():
        return _("Clock times are %(city)s time.") % {"city": city}
    return _("%(starts)s to %(ends)s, %(city)s time") % {
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "city": city,
    }


def when(page: MinutesPage, item: ItemLine) -> str:
    """ "14:10 to 14:50. For decision. Papers 1 and 2."; with the day where there are several."""
    clock = _("%(starts)s to %(ends)s") % {"starts": f"{item.starts:%H:%M}", "ends": f"{item.ends:%H:%M}"}
    if page.starts.date() != page.ends.date():
        clock = f"{day_of_the_year(item.starts.date())}, {clock}"
    numbers = [paper.number for paper in item.papers]
    return " ".join(part + "." for part in (clock, purpose(item.purpose), papers_of(numbers)) if part)


def purpose(value: str) -> str:
    """ "For decision"."""
    return str(ItemPurpose(value).label)


def papers_of(numbers: Sequence[int]) -> str:
    """ "Paper 1", "Papers 2 to 8"."""
    if not numbers:
        return ""
    if len(numbers) == 1:
        return _("Paper %(number)s") % {"number": numbers[0]}
    if list(numbers) == list(range(numbers[0], numbers[-1] + 1)) and len(numbers) > 2:  # noqa: PLR2004  (two are no run)
        return _("Papers %(first)s to %(last)s") % {"first": numbers[0], "last": numbers[-1]}
    *some, last = map(str, numbers)
    return _("Papers %(some)s and %(last)s") % {"some": ", ".join(some), "last": last}


def rests_on(numbers: tuple[int, ...]) -> str:
    """ "Rests on items 2 and 9."."""
    if not numbers:
        return ""
    if len(numbers) == 1:
        return _("Rests on item %(number)s.") % {"number": numbers[0]}
    *some, last = map(str, numbers)
    return _("Rests on items %(some)s and %(last)s.") % {"some": ", ".join(some), "last": last}


def decided(method: str) -> str:
    """How a decision was taken: "No objection."."""
    return f"{DecisionMethod(method).label}." if method else ""


def owner_and_day(owner: str, due_on: date | None) -> str:
    """ "Secretariat, by Friday 30 October 2026"."""
    if due_on is None:
        return owner
    return _("%(owner)s, by %(day)s") % {"owner": owner, "day": full_day(due_on)}


def removed(day: date) -> str:
    """What stands in the place of words that were taken back."""
    return _("A passage was removed on %(day)s.") % {"day": date_format(day, "j E Y")}


def chain_end(head: str) -> str:
    """ "1204 · 3f9a 12cd 88e0 4b71" from "1204:3f9a…": enough to compare with the log by eye."""
    number, _colon, digest = head.partition(":")
    return f"{number} · {' '.join(digest[at : at + 4] for at in range(0, 16, 4))}" if digest else ""


def ledger_end(head: str) -> str:
    """ "12-3f2a 9c41 d0e7 b856 11aa": what a restored board is asked for, in groups to be typed."""
    count, dash, digest = head.partition("-")
    return f"{count}-{' '.join(digest[at : at + 4] for at in range(0, len(digest), 4))}" if dash else ""


def reference(page: MinutesPage) -> str:
    """ "MTG/2026/14, edition 1, 22 October 2026"."""
    if page.made_on is None:
        return _("%(reference)s, draft") % {"reference": page.reference}
    return _("%(reference)s, edition %(edition)s, %(day)s") % {
        "reference": page.reference,
        "edition": page.edition,
        "day": date_format(page.made_on, "j E Y"),
    }


def short_day(value: date | datetime | None) -> str:
    """ "30 October 2026"."""
    return date_format(value, "j E Y") if value else ""
