"""Approve minutes: what was a draft becomes an edition that never changes. A withdrawal adds the next one."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from board.models import Account
from board.rules import check_names
from meetings import rules
from meetings.actions.meetings import tell_participants
from meetings.actions.sealing import seal_for_board
from meetings.models import (
    Edition,
    Entry,
    ListedLine,
    Minutes,
    MinutesPage,
    Participant,
    by_place,
    collect,
    digest_of,
    from_json,
    numbers,
    page_of,
    removed_days,
    to_json,
)
from meetings.rules import MACHINE
from meetings.states import EXPOSURE, EntryState, MeetingState, MinutesState
from notices.states import Cause
from privacy import anchors, audit, clock, reading, withdrawal
from privacy.audit import Act
from privacy.permissions import Denied
from privacy.reading import Purpose


def approve_minutes(
    *,
    actor: Account,
    minutes: Minutes,
    how: str,
    revision: int | None = None,
    looked_at: Collection[str] = (),
) -> Edition:
    """Number decisions and actions for good, freeze the page as edition 1, and let everybody inside read it.

    `how` says in one line how they were approved ("In writing, without objection."). `revision` is that
    of the minutes the actor had in front of her; `looked_at`: what may be a name in them and is none.
    Raises Denied: wrong_state, not_the_chair, not_held, names, stale, cannot_be_opened.
    """
    rules.check_can_approve(actor, minutes, minutes.meeting)
    page = _frozen(actor, minutes, how)
    check_names((one.key for one in rules.names_in_page(actor, page, minutes.meeting)), looked_at)
    made = _edition(minutes, page, number=1)
    with audit.act("minutes.approved", actor=actor, about=minutes.meeting) as act:
        row, meeting = act.lock(minutes), act.lock(minutes.meeting)
        rules.check_can_approve(actor, row, meeting)
        # the page was put together before this transaction: nobody may have written in between
        rules.check_is_current(row, minutes.revision if revision is None else revision)
        rules.check_is_current(row, minutes.revision)
        row.state, row.approved_at, row.approved_how = MinutesState.APPROVED, made.made_at, how
        row.save(act=act)
        meeting.state = MeetingState.APPROVED
        meeting.save(act=act)
        _give_numbers(act, row)
        made.save(act=act)
        tell_participants(act, meeting, Cause.MINUTES, row.id)
    return made


def renew_edition(*, minutes: Minutes) -> None:
    """Add the edition without what was taken back, and let go of those before it: nobody is shown them again.

    Does nothing when none is due, when somebody was quicker, or when the last edition cannot be opened: then
    its page says so.
    """
    if Minutes.objects.filter(id=minutes.id, edition_due=True).exists():
        _add_edition(minutes)
    _forget_older(minutes)


def _add_edition(minutes: Minutes) -> None:
    newest = minutes.editions.latest("number")
    [opened] = reading.open_many([newest.page], reader=MACHINE, purpose=Purpose.UPKEEP, about=minutes.meeting)
    if opened.text is None:
        return
    number = newest.number + 1
    made = _edition(minutes, _renewed(minutes, from_json(opened.text), number), number)
    with contextlib.suppress(Denied), audit.act("edition.added", actor=MACHINE, about=minutes.meeting) as act:
        _check_due(row := act.lock(minutes))
        row.edition_due = False
        row.save(act=act)
        made.save(act=act)


def _forget_older(minutes: Minutes) -> None:
    """Their keys go, once the newest edition is seen to open; after a crash, at the next look."""
    editions = list(minutes.editions.order_by("number"))
    left = withdrawal.still_there(bytes(one.record) for one in editions[:-1])
    if not left or Minutes.objects.filter(id=minutes.id, edition_due=True).exists():
        return
    newest = [editions[-1].page]
    [opened] = reading.open_many(newest, reader=MACHINE, purpose=Purpose.UPKEEP, about=minutes.meeting)
    if opened.text is not None:
        withdrawal.forget(left, about=minutes.meeting)


def _check_due(minutes: Minutes) -> None:
    if not minutes.edition_due:
        raise Denied("not_due")


def _frozen(actor: Account, minutes: Minutes, how: str) -> MinutesPage:
    rows = collect(minutes)
    sealed = rows.sealed()
    opened = reading.open_many(sealed, reader=actor, purpose=Purpose.RECORD, about=minutes.meeting)
    page = page_of(rows, by_place(sealed, opened))
    if page.shut:
        raise Denied("cannot_be_opened", _("A note cannot be opened. Remove it, or write it again."))
    day = clock.now().astimezone(minutes.meeting.timezone).date()
    return replace(
        page,
        edition=1,
        made_on=day,
        approved_on=day,
        approved_how=how,
        head=anchors.log_end(),
        ledger=anchors.ledger_end(),
    )


def _renewed(minutes: Minutes, page: MinutesPage, number: int) -> MinutesPage:
    removed = removed_days(Entry.objects.filter(minutes=minutes, state=EntryState.REMOVED), minutes.meeting)
    people = {one.id: one for one in Participant.objects.filter(meeting=minutes.meeting_id)}
    day = clock.now().astimezone(minutes.meeting.timezone).date()
    listed = tuple(_narrowed(line, people) for line in page.listed)
    return page.without(removed, listed=listed, edition=number, made_on=day)


def _narrowed(line: ListedLine, people: dict[UUID, Participant]) -> ListedLine:
    """Less of a person whenever she wishes, more never: the page was approved with less."""
    now = people[line.participant].listed_as
    return replace(line, listed_as=now) if EXPOSURE[now] < EXPOSURE[line.listed_as] else line


def _edition(minutes: Minutes, page: MinutesPage, number: int) -> Edition:
    edition, record, text = uuid4(), reading.new_record_key(), to_json(page)
    return Edition(
        id=edition,
        minutes=minutes,
        number=number,
        made_at=clock.now(),
        record=record,
        page=seal_for_board(Edition, "page", edition, text, record),
        digest=digest_of(text),
    )


def _give_numbers(act: Act, minutes: Minutes) -> None:
    entries: Sequence[Entry] = list(Entry.objects.filter(minutes=minutes, state=EntryState.LIVE))
    running = numbers(entries)
    for entry in entries:
        if entry.id in running:
            entry.number = running[entry.id]
            entry.save(act=act)
