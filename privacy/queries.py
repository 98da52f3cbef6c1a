"""Reads of the chain: who has looked at a thing, and the log for data protection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, Protocol
from uuid import UUID

from django.db import connections
from django.db.models import Max, Q, QuerySet
from django.http import Http404
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy import audit, clock, copies, triggers, withdrawal
from privacy.audit import Outcome, pseudonym
from privacy.audit.acts import Person
from privacy.keystore import ledger, root, standing, store
from privacy.models import Event, Head, Shredding, Trace, Upkeep
from privacy.permissions import Holder, require
from privacy.states import Cause

PAGE = 50
SHORT = 4  # bytes: eight letters of a pseudonym are enough to tell a few hundred apart


class Seen(NamedTuple):
    """Somebody in this role looked on this day. No clock times, and no names."""

    day: date
    role: str


def years_kept() -> range:
    """The years of the chain: ids have another pseudonym in each of them."""
    first = Event.objects.order_by("seq").values_list("happened_at", flat=True).first()
    this = clock.now().year
    return range(first.year if first else this, this + 1)


def pseudonyms_of(ids: Iterable[object]) -> list[bytes]:
    """What stands for these ids in the chain, in each year that is kept."""
    years = years_kept()
    return [pseudonym(one, year) for one in ids for year in years]


def seen_by(thing_ids: Iterable[UUID]) -> list[Seen]:
    """Who has read these things, by day and role, the newest day first; each pair once.

    Give every id that stands for the thing: its own, and that of what its permissions hang on. A person's
    readings of her own words are not in the chain, so they are not here either.
    """
    traced = Trace.objects.filter(thing__in=pseudonyms_of(thing_ids)).values("event_id")
    moments = Event.objects.filter(outcome=Outcome.READ, seq__in=traced).values_list("happened_at", "role")
    found = {Seen(timezone.localtime(moment).date(), role) for moment, role in moments.distinct()}
    return sorted(found, key=lambda seen: (-seen.day.toordinal(), seen.role))


class Reader(Person, Holder, Protocol):
    """An account that may be asked for its permissions."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the log is wanted. `about`: an id as in addresses; `before`: the number to go on from."""

    code: str = ""
    role: str = ""
    outcome: str = ""
    since: date | None = None
    until: date | None = None
    about: UUID | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One event as the log shows it: no words of anybody, no minutes, eight letters in place of a person."""

    seq: int
    hour: datetime
    role: str
    actor: str
    code: str
    kind: str
    about: str
    outcome: str
    count: int


@dataclass(frozen=True, slots=True)
class Log:
    """One page of the log, newest first; `older` is the number to go on from, None on the last page."""

    lines: list[Line]
    older: int | None


def read_log(reader: Reader, asked: Asked) -> Log:
    """One page of the log. That it was read is an event, too. Raises Denied and AuditUnavailable."""
    require(reader, "privacy.read_audit")
    rows = list(_events(asked).order_by("-seq")[: PAGE + 1])
    audit.record("log.read", actor=reader, about=Head(id=1), outcome=Outcome.READ, count=len(rows[:PAGE]))
    older = rows[PAGE - 1].seq if len(rows) > PAGE else None
    return Log([_line(row) for row in rows[:PAGE]], older)


def _events(asked: Asked) -> QuerySet[Event]:
    rows = Event.objects.defer("payload", "prev", "hash")
    for name in ("code", "role", "outcome"):
        if getattr(asked, name):
            rows = rows.filter(**{name: getattr(asked, name)})
    if asked.since:
        rows = rows.filter(happened_at__gte=_midnight(asked.since))
    if asked.until and asked.until < date.max:
        rows = rows.filter(happened_at__lt=_midnight(asked.until) + timedelta(days=1))
    if asked.about:
        names = pseudonyms_of([asked.about])
        traced = Trace.objects.filter(thing__in=names).values("event_id")
        rows = rows.filter(Q(about__in=names) | Q(seq__in=traced))
    return rows.filter(seq__lt=asked.before) if asked.before else rows


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _line(row: Event) -> Line:
    return Line(
        seq=row.seq,
        hour=row.happened_at.astimezone(UTC).replace(minute=0, second=0, microsecond=0),
        role=row.role,
        actor=bytes(row.actor)[:SHORT].hex(),
        code=row.code,
        kind=thing_words(row.about_type),
        about=bytes(row.about)[:SHORT].hex(),
        outcome=row.outcome,
        count=row.count,
    )


def event_words(code: str) -> str:
    """What an event says of itself, from `templates/events/`; its code where it has no words yet."""
    try:
        return render_to_string(f"events/{code}.txt").strip()
    except TemplateDoesNotExist:
        return _("did something that has no words here yet (%(code)s)") % {"code": code}


def thing_words(label: str) -> str:
    """What an event is about, from `templates/events/about/`; the plain name of a table that is gone."""
    try:
        return render_to_string(f"events/about/{label}.txt").strip()
    except TemplateDoesNotExist:
        return label.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Checked:
    """The last look at the chain: when, and its exit code (0: well). `cut`: the end is missing right now."""

    at: datetime | None
    outcome: int
    cut: bool


def last_check() -> Checked:
    """When the chain was last verified, how that ended, and whether its end is there now."""
    row = Upkeep.objects.filter(what="verify").order_by("-done_at").first()
    head = Head.objects.values_list("seq", flat=True).first()
    cut = (Event.objects.aggregate(last=Max("seq"))["last"] or 0) != (head or 0)
    return Checked(row.done_at if row else None, row.outcome if row else 0, cut)


@dataclass(frozen=True, slots=True)
class Erasure:
    """Something that was taken back for good. Whose and of what, nobody can tell. Days are those of UTC.

    `done_on`: since when nobody can open it here; `everywhere_on`: nor with any older copy of the keys. While
    that is None, `last_copy_on` is the day on which the last of these copies ends at the latest.
    """

    id: UUID
    asked_on: date
    done_on: date | None
    everywhere_on: date | None
    last_copy_on: date | None
    ledger: str

    @property
    def here_on(self) -> date:
        """Since when nobody reads it here: from the moment it was asked for, keys or no keys."""
        return self.done_on or self.asked_on


def last_erasures(limit: int = 20) -> list[Erasure]:
    """The newest take-backs, newest first. Whose and of what, nobody can tell."""
    rows = Shredding.objects.exclude(cause=Cause.REPLACED).order_by("-asked_at")[:limit]
    return [_erasure(row) for row in rows]


def _erasure(row: Shredding) -> Erasure:
    since = copies.unreadable_since(row.done_at) if row.done_at else None
    return Erasure(
        id=row.id,
        asked_on=row.asked_at.date(),
        done_on=row.done_at.date() if row.done_at else None,
        everywhere_on=since.date() if since else None,
        last_copy_on=copies.last_older_copy(row.done_at) if row.done_at and not since else None,
        ledger=str(ledger.Head(row.ledger_count or 0, bytes(row.ledger_head))) if row.ledger_head else "",
    )


def certificate(erasure: UUID) -> Erasure:
    """The erasure of this id. Raises Http404: whoever has no certificate learns nothing."""
    row = Shredding.objects.filter(id=erasure).exclude(cause=Cause.REPLACED).first()
    if row is None:
        raise Http404
    return _erasure(row)


def certificate_of(key: bytes) -> UUID | None:
    """The number of the certificate for what hung on this key; None while it was not taken back."""
    number = withdrawal.number_of(key)
    return number if Shredding.objects.filter(id=number).exists() else None


def unfinished_erasures() -> int:
    """Take-backs whose keys are still to be destroyed: nobody reads, and the next start finishes them."""
    return Shredding.objects.filter(done_at=None).count()


@dataclass(frozen=True, slots=True)
class Keys:
    """How the key store stands: numbers, and a sentence when root key and key store are no pair."""

    epoch: int
    keys: int
    tombstones: int
    since: date | None
    is_old: bool
    problem: str


def key_store() -> Keys:
    """Counts of the key store, when its epoch began, and whether the root key fits."""
    counts = store.status()
    try:
        epoch = standing.check()
    except root.RootKeyProblem as problem:
        return Keys(**counts, since=None, is_old=False, problem=str(problem))
    return Keys(**counts, since=epoch.began_on, is_old=epoch.is_old(), problem="")


def missing_triggers() -> list[str]:
    """Names of the triggers that should hold the append-only tables and do not."""
    return sorted(name for alias in (audit.DB, store.DB) for name in triggers.missing(connections[alias]))
