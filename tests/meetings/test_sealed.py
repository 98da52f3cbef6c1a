"""What is stored: values in their places, editions that only grow, lists that open nothing."""

from __future__ import annotations

from unittest import mock

import pytest
from django.db import DatabaseError, connection, transaction

from meetings import actions, queries
from meetings.models import Edition, Entry, digest_of, from_json, to_json
from privacy import audit, reading
from privacy.audit import Outcome
from privacy.models import Event
from privacy.reading import Purpose
from privacy.withdrawal import store
from tests.canary import CANARY
from tests.meetings import held
from tests.meetings.quoting import minutes_with_quote
from tests.people import Cast
from tests.visiting import Visitor

BROKEN = "cannot be opened"


def swap(table: str, column: str, of: object, into: object) -> None:
    """Copy a sealed value from one row into another, as somebody with the database could."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [_key(of)])
        [value] = cursor.fetchone()
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [value, _key(into)])


def _key(row: object) -> object:
    return row.id.hex if connection.vendor == "sqlite" else row.id


def test_b09_transplant_between_two_notes(cast: Cast) -> None:
    """The page says so in calm words, the other notes still open, and an event is written."""
    minutes = held.written(cast, held.held(cast))
    said, view, *_rest = held.entries(minutes)
    swap("meetings_entry", "body", said, view)
    item = held.items(minutes.meeting)[-1]
    sam = Visitor.as_(cast.sam.account)
    page = sam.get(f"/m/{minutes.meeting_id}/live/{item.id}/", reads=True)
    assert BROKEN in page
    assert page.text.count(f"{CANARY} the draft was read") == 1
    assert f"{CANARY} it is adopted" in page
    assert Event.objects.filter(outcome=Outcome.BROKEN).exists()
    assert BROKEN in sam.get(f"/m/{minutes.meeting_id}/minutes/", reads=True)
    chloe = Visitor.as_(cast.chloe.account)
    chloe.get(f"/m/{minutes.meeting_id}/approve/")
    page = chloe.fill({"how": held.HOW}, stays=True)
    assert page.errors == ["A note cannot be opened. Remove it, or write it again."]
    assert not Edition.objects.exists()


def test_b09_transplant_from_history(cast: Cast) -> None:
    minutes = held.written(cast, held.held(cast))
    said, view, *_rest = held.entries(minutes)
    old = said.history.latest()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_entry SET body = %s WHERE id = %s", [old.body.token, _key(view)])
    shown = queries.draft_for(cast.sam.account, minutes.meeting_id, view.item_id)
    assert [line.text.text is None for line in shown.lines[:2]] == [False, True]


@pytest.mark.parametrize(
    ("table", "column"), [("meetings_agendaitem", "content_note"), ("meetings_paper", "abstract")]
)
def test_b09_transplant_between_two_agendas(cast: Cast, table: str, column: str) -> None:
    meetings = held.called(cast, 1), held.called(cast, 2)
    rows = [held.items(meeting)[-1] for meeting in meetings]
    if table == "meetings_paper":
        rows = [row.papers.get() for row in rows]
    swap(table, column, *rows)
    page = Visitor.as_(cast.anna.account).get(f"/m/{meetings[1].id}/agenda/", reads=True)
    assert BROKEN in page
    assert f"{CANARY} how we work" in page


def test_b09_transplant_between_two_editions(cast: Cast) -> None:
    """Whole minutes of another meeting: neither page nor PDF, and nothing of the other meeting."""
    editions = [held.approved(cast, held.written(cast, held.held(cast, number))) for number in (1, 2)]
    forged = editions[1].id
    from privacy import triggers

    triggers.remove(connection)
    try:
        swap("meetings_edition", "page", *editions)
    finally:
        triggers.install(connection)
    anna = Visitor.as_(cast.anna.account)
    page = anna.get(f"/m/{editions[1].minutes.meeting_id}/minutes/")
    assert BROKEN in page
    anna.get(f"/m/{editions[1].minutes.meeting_id}/minutes/{forged}/")
    anna.get(f"/m/{editions[1].minutes.meeting_id}/minutes.pdf", status=302)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meetings_edition SET digest = 'x'",
        "UPDATE meetings_edition SET number = 5",
        "DELETE FROM meetings_edition",
    ],
)
def test_an_edition_never_changes(cast: Cast, statement: str) -> None:
    held.approved(cast, held.written(cast, held.held(cast)))
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Edition.objects.get().number == 1


def test_an_edition_says_what_it_is(cast: Cast) -> None:
    edition = held.approved(cast, held.written(cast, held.held(cast)))
    text = reading.open_text(
        edition.page, reader=cast.anna.account, purpose=Purpose.RECORD, about=edition.minutes.meeting
    )
    assert digest_of(text) == edition.digest
    assert to_json(from_json(text)) == text
    head = from_json(text).head
    number, _colon, digest = head.partition(":")
    event = Event.objects.get(seq=int(number))
    assert bytes(event.hash).hex() == digest


def test_an_older_edition_opens_for_nobody(cast: Cast) -> None:
    minutes, contribution, _entry = minutes_with_quote(cast)
    first = held.approved(cast, minutes)
    held.taken_back(contribution)
    actions.renew_edition(minutes=minutes)
    for name, account in cast.everybody().items():
        [opened] = reading.open_many(
            [first.page], reader=account, purpose=Purpose.RECORD, about=minutes.meeting
        )
        assert opened.text is None, name


def test_each_record_has_a_key_of_its_own(cast: Cast) -> None:
    minutes = held.written(cast, held.held(cast))
    records = {bytes(entry.record) for entry in held.entries(minutes)}
    assert len(records) == len(held.entries(minutes))
    one = held.entries(minutes)[0]
    store.destroy([bytes(one.record)])
    reading.forget_keys()
    shown = queries.draft_for(cast.sam.account, minutes.meeting_id, one.item_id)
    assert [line.text.text is None for line in shown.lines] == [True, False, False, False, False]


def test_one_reading_of_minutes_is_one_event_with_its_count(cast: Cast) -> None:
    minutes, _contribution, _entry = minutes_with_quote(cast)
    held.approved(cast, minutes)
    before = Event.objects.count()
    queries.minutes_for(cast.bea.account, minutes.meeting_id)
    event = Event.objects.latest("seq")
    assert Event.objects.count() == before + 1
    assert (event.code, event.count, event.outcome) == ("text.opened", 2, Outcome.READ)


def test_without_an_event_nothing_is_shown(cast: Cast) -> None:
    minutes = held.written(cast, held.held(cast))
    held.approved(cast, minutes)
    anna = Visitor.as_(cast.anna.account)
    with mock.patch("privacy.audit.chain._append", side_effect=audit.AuditUnavailable("no")):
        anna.get(f"/m/{minutes.meeting_id}/minutes/", status=503)
        anna.get(f"/m/{minutes.meeting_id}/minutes.pdf", status=503)
    assert Entry.objects.exists()
