"""What is kept no longer than it has to be: readings 24 months, what was done for five years after a term.

Each floor registers what it keeps for a time (`job`). The log itself goes in whole years, with the key of
that year's pseudonyms: then nobody can tie what is left elsewhere to a person. Days are those of UTC.
"""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.conf import settings
from django.db import connections
from django.db.models import Max, Min

from privacy import audit, clock, pruning, residue, signing, triggers, verify, withdrawal
from privacy.audit import DB, Act
from privacy.audit.acts import READINGS
from privacy.audit.pseudonyms import PREFIX, forget
from privacy.keystore.models import Key
from privacy.models import Event, Head, Pruning, Shredding, Upkeep
from privacy.progress import Progress
from privacy.pruning import EMPTIED, NOBODY, Pruned
from privacy.reading import System
from privacy.verify import Result

UPKEEP = System("upkeep")
AT_ONCE = 500
NIGHT = 2  # o'clock, UTC
# Lets go of what is older than it may be, on this day; how many things. Safe to repeat.
Job = Callable[[date], int]
_jobs: dict[str, Job] = {}


class NotWhole(Exception):
    """The log is not whole, or a row was changed by hand. Nothing is taken: that would hide it."""


class Overtaken(Exception):
    """Another process was pruning, too."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a run let go of: things by job, readings that were emptied, events that were removed."""

    things: dict[str, int]
    emptied: int
    removed: int
    wiped: bool


def job(name: str, run: Job) -> None:
    """Register what a floor keeps for a time. Called once, when the app is ready."""
    _jobs[name] = run


def run(progress: Progress | None = None) -> Done:
    """Let go of everything that is due. For every night; safe to repeat. Raises NotWhole."""
    progress = progress or Progress()
    due = progress.each("Kinds of things looked through", _jobs.items(), len(_jobs))
    things = {name: one(clock.today()) for name, one in due}
    emptied, removed = prune(progress)
    return Done(things, emptied, removed, _wipe_if_due())


def nightly() -> None:
    """`run`, once a day, at the first minute of the night; what came of it is kept for the status page."""
    now = clock.now().astimezone(UTC)
    last = Upkeep.objects.filter(what="retention").aggregate(last=Max("done_at"))["last"]
    if now.hour < NIGHT or (last and last.astimezone(UTC).date() >= now.date()):
        return
    outcome = 0
    try:
        run()
    except (NotWhole, Overtaken):
        outcome = 1  # said on the page; tried again the next night, and not each minute
    row = Upkeep(what="retention", outcome=outcome, done_at=clock.now())
    with audit.act("retention.run", actor=UPKEEP, about=row) as act:
        row.save(act=act)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def prune(progress: Progress | None = None) -> tuple[int, int]:
    """Empty readings and remove years whose time is over; how many of each. Raises NotWhole."""
    before = pruning.in_force()
    removed = max(before.removed, _last_before(_first_year_kept()))
    emptied = max(before.emptied, _last_before(_readings_since()))
    empty = _readings(max(before.emptied, removed), emptied)
    if removed == before.removed and not empty:
        return 0, 0
    for found in (verify.chain(progress), verify.current()):
        if found.result != Result.OK:
            raise NotWhole
    row = _said(before, removed, emptied, empty)
    _write(row, before, empty)
    return len(empty), removed - before.removed


def _readings_since() -> date:
    return months_before(clock.today(), settings.RETENTION_READINGS_MONTHS)


def _first_year_kept() -> date:
    years = settings.RETENTION_TERM_YEARS + settings.RETENTION_YEARS_AFTER_TERM
    return date(clock.today().year - years, 1, 1)


def _last_before(day: date) -> int:
    """The last event before the first one of that day or later: the order is that of the chain."""
    later = Event.objects.filter(happened_at__gte=datetime.combine(day, time(), UTC))
    first = later.order_by("seq").values_list("seq", flat=True).first()
    return first - 1 if first else Head.objects.get().seq


def _readings(after: int, last: int) -> list[int]:
    rows = Event.objects.filter(seq__gt=after, seq__lte=last, outcome__in=READINGS).order_by("seq")
    return list(rows.values_list("seq", flat=True))


def _said(before: Pruned, removed: int, emptied: int, empty: list[int]) -> Pruning:
    """The row that says what will be gone, signed. Before the act: the keys are asked for here."""
    tree, head = before.tree(), before.head
    gone = Event.objects.filter(seq__gt=before.removed, seq__lte=removed).order_by("seq")
    for found in gone.values_list("hash", flat=True).iterator(chunk_size=2000):
        head = bytes(found)
        tree.add(head)
    earlier = Event.objects.filter(code=EMPTIED, seq__gt=removed).values_list("seq", flat=True)
    which = pruning.digest_of(sorted({*earlier, *empty}))
    now = Pruned(removed, head, tree.peaks, emptied, which)
    return Pruning(
        removed=removed,
        head=head,
        peaks=now.peaks,
        emptied=emptied,
        empty=which,
        note=signing.signed_note(signing.AUDIT, now.text()),
        done_at=clock.now(),
    )


def _write(row: Pruning, before: Pruned, empty: list[int]) -> None:
    """One act: the events go, the rest is said, and the keys of whole years follow."""

    def write(act: Act) -> None:
        act.lock(Head(id=1))  # nobody writes an event meanwhile
        if pruning.in_force() != before:
            raise Overtaken
        if row.removed > before.removed:
            # Their last digests stand in what goes: they are said again, as they are.
            for one in list(verify.last_written_by(row.removed)):
                act.touch(act.lock(one), b"~")
        with triggers.lifted(connections[DB], "privacy_event", "privacy_trace"):
            _remove(row.removed)
            _empty(empty)
        row.save(act=act)

    withdrawal.expire(code="chain.pruned", about=row, keys=_keys_of_years_gone(row.removed), write=write)
    forget()


def _keys_of_years_gone(removed: int) -> list[bytes]:
    """The pseudonym keys of years of which no event will be left."""
    left = Event.objects.filter(seq__gt=removed).aggregate(first=Min("happened_at"))["first"]
    first = min(_first_year_kept().year, left.astimezone(UTC).year if left else clock.now().year)
    keys = Key.objects.filter(name__startswith=PREFIX).values_list("id", "name")
    return [bytes(one) for one, name in keys if int(str(name).removeprefix(PREFIX)) < first]


def _remove(last: int) -> None:
    with connections[DB].cursor() as cursor:
        cursor.execute("DELETE FROM privacy_trace WHERE event_id <= %s", [last])
        cursor.execute("DELETE FROM privacy_event WHERE seq <= %s", [last])


def _empty(numbers: list[int]) -> None:
    """Of these readings only their place in the chain is left: no person, no thing, no day."""
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        rows = Event.objects.filter(seq__in=some).values_list("seq", "payload", "happened_at")
        left = [(hashlib.sha256(bytes(p)).digest(), at.astimezone(UTC).year, seq) for seq, p, at in rows]
        _leave(left)


def _leave(left: Iterable[tuple[bytes, int, int]]) -> None:
    values = [
        (digest, datetime(year, 1, 1, tzinfo=UTC), EMPTIED, NOBODY, NOBODY, seq) for digest, year, seq in left
    ]
    with connections[DB].cursor() as cursor:
        cursor.executemany(
            "UPDATE privacy_event SET payload = %s, happened_at = %s, code = %s, actor = %s, about = %s,"
            " role = '', about_type = '', outcome = '', count = 0 WHERE seq = %s",
            values,
        )
        cursor.executemany("DELETE FROM privacy_trace WHERE event_id = %s", [(row[-1],) for row in values])


def _wipe_if_due() -> bool:
    """After an erasure, once: what the database file still holds of what was overwritten."""
    erased = Shredding.objects.aggregate(last=Max("done_at"))["last"]
    wiped = Upkeep.objects.filter(what="wipe").aggregate(last=Max("done_at"))["last"]
    if erased is None or (wiped and wiped > erased) or connections[DB].in_atomic_block:
        return False
    residue.wipe()
    row = Upkeep(what="wipe", outcome=0, done_at=clock.now())
    with audit.act("residue.wiped", actor=UPKEEP, about=row) as act:
        row.save(act=act)
    return True
