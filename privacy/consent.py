"""What a person allows: given, changed and ended as intervals that are never edited.

Less exposure is immediate; more exposure, after the first sending, waits 24 hours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.dispatch import Signal

from privacy import clock
from privacy.audit import Act
from privacy.fields import Sealed
from privacy.models import ConsentCell, ConsentEnd, ConsentRecord
from privacy.states import Audience, Ending, Form, Naming

COOLING_OFF = timedelta(hours=24)
LONGEST_MONTHS = 36
DAYS_A_MONTH = 30.4375

# A person allows less than before: `act`, the `thing` and the `uses` that ended. Like `subject_withdrew` its
# receivers run inside the act, in each app's receivers.py; an error stops everything.
subject_narrowed = Signal()


@dataclass(frozen=True, slots=True)
class Use:
    """One cell of the matrix: a form for an audience.

    `recipient` is the id of the agency, or of the contact's account; other audiences have none.
    """

    form: Form
    audience: Audience
    recipient: UUID | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """The words the person had in front of her: name, text, language. Only the text's hash is kept."""

    name: str
    text: str
    language: str

    @property
    def digest(self) -> str:
        """SHA-256 of the notice, as hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose for one version of one thing. The defaults are the protective ones."""

    uses: frozenset[Use]
    notice: Notice
    naming: Naming = Naming.NOBODY
    pen_name: Sealed | None = None
    months: int = 12
    show_first: bool = True
    ask_again: bool = False
    show_translation: bool = False


def give(
    *, act: Act, subject: UUID, thing: UUID, version: int, choices: Choices, record: UUID | None = None
) -> ConsentRecord:
    """Write down the first choice for a version; it holds at once, but for a name in public.

    `record` is the row's id when a pen name was sealed for it beforehand.
    """
    made = _record(act, subject, thing, version, choices, record)
    now = made.given_at
    act.save_all(_cell(made, use, now, _until(now, choices), choices) for use in choices.uses)
    return made


def change(*, act: Act, old: ConsentRecord, choices: Choices, record: UUID | None = None) -> ConsentRecord:
    """Replace a choice. What gets narrower holds at once; what gets wider holds 24 hours later."""
    now = clock.now()
    before = {_use(cell): cell.until for cell in _live(old.thing, now) if cell.record_id == old.id}
    end(act=act, things=[old.thing], how=Ending.SUPERSEDED)
    made = _record(act, old.subject, old.thing, old.version, choices, record)
    until, later = _until(now, choices), now + COOLING_OFF
    for use in choices.uses:
        kept = min(before[use], until) if use in before else now
        if kept > now:
            _cell(made, use, now, kept, choices).save(act=act)
        if until > max(kept, later):
            _cell(made, use, later, until, choices).save(act=act)
    if ended := before.keys() - choices.uses:
        subject_narrowed.send(sender=ConsentRecord, act=act, thing=old.thing, uses=frozenset(ended))
    return made


def second_yes(*, act: Act, record: ConsentRecord) -> None:
    """The second yes to a name in public, at the earliest a day after the first. Does nothing before that."""
    now = clock.now()
    for cell in record.cells.filter(asks_twice=True, end=None, until__gt=now):
        if record.given_at + COOLING_OFF <= now:
            _end(act, cell, Ending.SUPERSEDED, now)
            _cell(record, _use(cell), now, cell.until, None).save(act=act)


def end(*, act: Act, things: Iterable[UUID], how: Ending) -> None:
    """End every permission on these things, now."""
    now = clock.now()
    for cell in ConsentCell.objects.filter(thing__in=list(things), end=None, until__gt=now):
        _end(act, cell, how, now)


def in_force(things: Iterable[UUID], uses: Iterable[Use], at: datetime | None = None) -> set[UUID]:
    """Those of `things` that may be put to at least one of `uses` at that moment (now by default)."""
    moment = at or clock.now()
    wanted = Q(pk__in=[])
    for use in uses:
        wanted |= Q(form=use.form, audience=use.audience, recipient=use.recipient)
    cells = ConsentCell.objects.filter(wanted, thing__in=list(things), **_span(moment)).filter(
        _not_ended(moment)
    )
    return set(cells.values_list("thing", flat=True))


def uses_in_force(thing: UUID, at: datetime | None = None) -> set[Use]:
    """Every use of `thing` that is allowed at that moment."""
    return {_use(cell) for cell in _live(thing, at or clock.now())}


def current(thing: UUID) -> ConsentRecord | None:
    """The newest choice about `thing`, in force or not."""
    return ConsentRecord.objects.filter(thing=thing).order_by("-given_at", "-id").first()


def _live(thing: UUID, moment: datetime) -> list[ConsentCell]:
    return list(ConsentCell.objects.filter(thing=thing, **_span(moment)).filter(_not_ended(moment)))


def _span(moment: datetime) -> dict[str, object]:
    return {"starts_at__lte": moment, "until__gt": moment, "asks_twice": False}


def _not_ended(moment: datetime) -> Q:
    return Q(end=None) | Q(end__ended_at__gt=moment)


def _until(now: datetime, choices: Choices) -> datetime:
    if not 1 <= choices.months <= LONGEST_MONTHS:
        raise ValueError("a permission lasts from one month to thirty-six")
    return now + timedelta(days=choices.months * DAYS_A_MONTH)


def _record(
    act: Act, subject: UUID, thing: UUID, version: int, choices: Choices, record: UUID | None
) -> ConsentRecord:
    made = ConsentRecord(
        **({"id": record} if record else {}),
        subject=subject,
        thing=thing,
        version=version,
        naming=choices.naming,
        pen_name=choices.pen_name,
        show_first=choices.show_first,
        ask_again=choices.ask_again,
        show_translation=choices.show_translation,
        notice=choices.notice.name,
        notice_hash=choices.notice.digest,
        language=choices.notice.language,
        given_at=clock.now(),
    )
    made.save(act=act)
    return made


def _cell(
    record: ConsentRecord, use: Use, starts_at: datetime, until: datetime, choices: Choices | None
) -> ConsentCell:
    named_in_public = (
        choices is not None
        and use.audience == Audience.PUBLIC
        and choices.naming in {Naming.NAME, Naming.PEN_NAME}
    )
    return ConsentCell(
        record=record,
        thing=record.thing,
        form=use.form,
        audience=use.audience,
        recipient=use.recipient,
        starts_at=starts_at,
        until=until,
        asks_twice=named_in_public,
    )


def _end(act: Act, cell: ConsentCell, how: Ending, now: datetime) -> None:
    ConsentEnd(cell=cell, how=how, ended_at=now).save(act=act)


def _use(cell: ConsentCell) -> Use:
    return Use(Form(cell.form), Audience(cell.audience), cell.recipient)
