"""Opening: permission, consent in force, keys, event, then plaintext."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import Model

from privacy import audit, consent
from privacy.audit import Outcome
from privacy.audit.acts import Person
from privacy.crypto import CannotOpen, Cipher, KeyDestroyed, Place, Under, sealed_under
from privacy.fields import Sealed
from privacy.permissions import Denied
from privacy.reading import openers
from privacy.reading.ciphers import ciphers_for
from privacy.reading.openers import Cover, Verdict
from privacy.states import Purpose

# What the log says of an opening that is no ordinary one.
CODES = {Purpose.EMERGENCY: "emergency.opened"}


class Shut(StrEnum):
    """Why a text did not open."""

    REFUSED = "refused"
    NO_PERMISSION = "no_permission"
    WITHDRAWN = "withdrawn"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Opened:
    """A text, or the reason there is none. Its `repr` shows no text."""

    text: str | None
    shut: Shut | None = None

    def __repr__(self) -> str:
        return f"<Opened {self.shut or 'text'}>"


def open_many(sealed: Sequence[Sealed], *, reader: Person, purpose: Purpose, about: Model) -> list[Opened]:
    """Open several values in one call: in the order given, each a text or a reason, one event with the count.

    What was destroyed, broken or refused does not count as read. Raises AuditUnavailable and shows nothing.
    """
    audit.refuse_inside_an_act()
    judged = judge(sealed, reader, purpose)
    opened = [open_one(value, judged) for value in sealed]
    write_down(sealed, opened, judged, reader, about, code=CODES.get(purpose, "text.opened"))
    return opened


def open_text(sealed: Sealed, *, reader: Person, purpose: Purpose, about: Model) -> str:
    """Open one value. Raises Denied, KeyDestroyed or CannotOpen."""
    [one] = open_many([sealed], reader=reader, purpose=purpose, about=about)
    if one.text is not None:
        return one.text
    if one.shut == Shut.WITHDRAWN:
        raise KeyDestroyed
    if one.shut == Shut.BROKEN:
        raise CannotOpen
    raise Denied(str(one.shut))


def record_of(sealed: Sealed) -> bytes:
    """The id of the record key a value was sealed under."""
    return sealed_under(sealed.token).record


@dataclass(slots=True)
class Judged:
    """What was found before anything is opened: verdict and permission of each row, ciphers by their keys."""

    verdicts: dict[tuple[str, UUID], Verdict | Shut]
    covers: dict[tuple[str, UUID], Cover]
    ciphers: dict[Under, Cipher | CannotOpen]


def judge(sealed: Sequence[Sealed], reader: Person, purpose: Purpose) -> Judged:
    """May this reader open each of these, for this purpose? Nothing is opened and nothing noted."""
    judged = Judged({}, {}, {})
    for table in {_place(value).table for value in sealed}:
        rows = list(dict.fromkeys(_place(value).row for value in sealed if _place(value).table == table))
        _judge_table(table, rows, reader, purpose, judged)
    judged.ciphers = ciphers_for(
        under
        for value in sealed
        if isinstance(judged.verdicts[_key(value)], Verdict)
        for under in _under(value)
    )
    return judged


def _judge_table(table: str, rows: list[UUID], reader: Person, purpose: Purpose, judged: Judged) -> None:
    registered = openers.for_table(table)
    said = registered.may_open(reader, rows, purpose) if registered else {}
    covered = registered.covered_by if registered else None
    strangers = [row for row in rows if said.get(row) == Verdict.MAY]
    covers = dict(covered(reader, strangers, purpose)) if covered and strangers else {}
    allowed = _allowed(covers)
    for row in rows:
        verdict: Verdict | Shut = said.get(row, Shut.REFUSED)
        if verdict == Verdict.MAY and covered and row not in allowed:
            verdict = Shut.NO_PERMISSION
        judged.verdicts[table, row] = verdict
        if row in covers:
            judged.covers[table, row] = covers[row]


def _allowed(covers: Mapping[UUID, Cover]) -> set[UUID]:
    """The rows whose cover is in force; one query for each set of uses, whatever the number of rows."""
    allowed: set[UUID] = set()
    for uses in {cover.uses for cover in covers.values()}:
        rows = {row: cover.thing for row, cover in covers.items() if cover.uses == uses}
        live = consent.in_force(rows.values(), uses)
        allowed |= {row for row, thing in rows.items() if thing in live}
    return allowed


def open_one(value: Sealed, judged: Judged) -> Opened:
    """A text, or why there is none; what was refused stays shut."""
    verdict = judged.verdicts[_key(value)]
    if isinstance(verdict, Shut):
        return Opened(None, verdict)
    try:
        cipher = judged.ciphers[sealed_under(value.token)]
        if isinstance(cipher, CannotOpen):
            raise cipher
        return Opened(cipher.open(value.token, _place(value)))
    except KeyDestroyed:
        return Opened(None, Shut.WITHDRAWN)
    except CannotOpen:
        return Opened(None, Shut.BROKEN)


def write_down(
    sealed: Sequence[Sealed],
    opened: Sequence[Opened],
    judged: Judged,
    reader: Person,
    about: Model,
    code: str = "text.opened",
) -> None:
    """The events of one opening: what was read, what was refused, what is broken."""
    pairs = [(v, o) for v, o in zip(sealed, opened, strict=True) if _is_recorded(v, o, judged)]
    read = [_thing(v, judged) for v, o in pairs if o.text is not None]
    refused = [_thing(v, judged) for v, o in pairs if o.shut == Shut.REFUSED]
    broken = [_thing(v, judged) for v, o in zip(sealed, opened, strict=True) if o.shut == Shut.BROKEN]
    for things, outcome in ((read, Outcome.READ), (refused, Outcome.REFUSED), (broken, Outcome.BROKEN)):
        if things:
            audit.record(
                code,
                actor=reader,
                about=about,
                outcome=outcome,
                count=len(things),
                things=dict.fromkeys(things),
            )


def _is_recorded(value: Sealed, opened: Opened, judged: Judged) -> bool:
    registered = openers.for_table(_place(value).table)
    if registered is not None and not registered.recorded:
        return False
    return judged.verdicts[_key(value)] != Verdict.OWN


def _thing(value: Sealed, judged: Judged) -> UUID:
    cover = judged.covers.get(_key(value))
    return cover.thing if cover else _place(value).row


def _under(value: Sealed) -> list[Under]:
    try:
        return [sealed_under(value.token)]
    except CannotOpen:
        return []


def _place(value: Sealed) -> Place:
    if value.place is None:
        raise ValueError("A sealed value that was read past its model has no place, and never opens.")
    return value.place


def _key(value: Sealed) -> tuple[str, UUID]:
    place = _place(value)
    return place.table, place.row
