"""What a withdrawal does to minutes: reading stops, keys go, the next edition says what is missing."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO
from unittest import mock

import pytest
from django.db import connection
from pypdf import PdfReader

from board import actions as people
from meetings import actions, queries, receivers
from meetings.models import Edition, Minutes
from meetings.states import EntryState, ListedAs
from privacy import inventory, reading, verify, withdrawal
from privacy.keystore import store
from privacy.models import Event
from privacy.permissions import Denied
from privacy.reading import Purpose, Shut
from privacy.states import Naming
from privacy.withdrawal import withdraw_person
from tests.canary import CANARY
from tests.meetings import held
from tests.meetings.quoting import minutes_with_quote, page_for
from tests.people import Cast
from tests.visiting import Visitor

GONE = "A passage was removed on"


def test_d07_taken_back_while_the_paper_is_set(cast: Cast) -> None:
    """A document takes seconds. What was opened for it before is not handed over after."""
    minutes, contribution, _entry = minutes_with_quote(cast)
    held.approved(cast, minutes)
    mark = withdrawal.so_far()
    shown = queries.minutes_for(cast.bea.account, minutes.meeting_id)
    page = queries.minutes_page(shown)
    held.taken_back(contribution)
    before = Event.objects.count()
    with pytest.raises(Denied) as no:
        actions.export_minutes(
            actor=cast.bea.account, minutes=shown.minutes, page=page, made_on=shown.page.made_on, mark=mark
        )
    assert no.value.code == "taken_back"
    assert Event.objects.count() == before
    visitor = Visitor.as_(cast.bea.account)
    paper = visitor.get(f"/m/{minutes.meeting_id}/minutes.pdf", reads=True).content
    words = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(paper)).pages)
    assert (held.WORDS in words, GONE in words) == (False, True)


def test_d07_withdrawal_after_approval(cast: Cast) -> None:
    """Reading stops at once; the next edition says what is missing; the old edition's address answers 410."""
    minutes, contribution, entry = minutes_with_quote(cast)
    first = held.approved(cast, minutes)
    address = f"/m/{minutes.meeting_id}/minutes/{first.id}/"
    visitor = Visitor.as_(cast.bea.account)
    assert held.WORDS in visitor.get(address, reads=True)
    sealed = entry.quote
    held.taken_back(contribution)
    entry.refresh_from_db()
    minutes.refresh_from_db()
    assert (entry.state, entry.body, entry.quote, minutes.edition_due) == (
        EntryState.REMOVED,
        None,
        None,
        True,
    )
    old = entry.history.filter(state=EntryState.LIVE).latest()
    assert old.quote == sealed, "history keeps the same sealed bytes, and its key is gone"
    [opened] = reading.open_many(
        [sealed], reader=cast.chloe.account, purpose=Purpose.RECORD, about=minutes.meeting
    )
    assert opened.text is None
    visitor.get(address, status=HTTPStatus.GONE)
    page = page_for(cast, "bea", minutes)
    assert GONE in page
    assert held.WORDS not in page
    assert f"{CANARY} a member agreed to be quoted:" not in page, "the line before it goes too"
    assert f"{CANARY} it is adopted" in page, "everything else stands"
    second = minutes.editions.latest("number")
    assert (second.number, minutes.editions.count()) == (2, 2)
    assert "edition 2" in page
    minutes.refresh_from_db()
    assert not minutes.edition_due
    assert held.WORDS not in Visitor.as_(cast.sam.account).get(
        f"/m/{minutes.meeting_id}/minutes/{second.id}/", reads=True
    )
    assert verify.chain().result == 0
    assert verify.current().result == 0


def test_what_was_sealed_under_a_destroyed_key_stays_shut(cast: Cast) -> None:
    minutes, contribution, entry = minutes_with_quote(cast)
    sealed = [value for value in (entry.quote, entry.body) if value is not None]
    held.taken_back(contribution)
    # even if somebody puts the old bytes back by hand
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE meetings_entry SET state = 'live', removed_at = NULL, quote = %s, body = %s"
            " WHERE state = 'removed'",
            [value.token for value in sealed],
        )
    opened = reading.open_many(sealed, reader=cast.sam.account, purpose=Purpose.RECORD, about=minutes.meeting)
    assert [one.text for one in opened] == [None, None]
    assert {one.shut for one in opened} <= {Shut.WITHDRAWN, Shut.NO_PERMISSION, Shut.REFUSED}


def test_a_draft_forgets_without_a_trace(cast: Cast) -> None:
    """Nobody but its editors has seen it: the first edition says nothing of what is not in it."""
    minutes, contribution, _entry = minutes_with_quote(cast)
    before = minutes.revision
    held.taken_back(contribution)
    minutes.refresh_from_db()
    assert minutes.revision > before
    assert not minutes.edition_due
    held.approved(cast, minutes)
    page = page_for(cast, "bea", minutes)
    assert GONE not in page
    assert held.WORDS not in page


def test_a_quote_taken_out_of_the_draft_still_loses_its_key(cast: Cast) -> None:
    minutes, contribution, entry = minutes_with_quote(cast)
    actions.remove_entry(actor=cast.sam.account, entry=entry)
    with mock.patch.object(receivers, "_empty") as emptied:
        held.taken_back(contribution)
    emptied.assert_not_called()
    old = entry.history.filter(state=EntryState.LIVE).latest()
    [opened] = reading.open_many(
        [old.quote.at(entry.quote.place)],
        reader=cast.anna.account,
        purpose=Purpose.RECORD,
        about=minutes.meeting,
    )
    assert opened.text is None


@pytest.mark.django_db(transaction=True)
def test_the_next_edition_is_made_right_after_the_commit(cast: Cast) -> None:
    minutes, contribution, _entry = minutes_with_quote(cast)
    held.approved(cast, minutes)
    held.taken_back(contribution)
    assert minutes.editions.count() == 2
    assert not Minutes.objects.get(id=minutes.id).edition_due


@pytest.mark.django_db(transaction=True)
def test_a_fault_after_the_commit_keeps_no_key_alive(cast: Cast) -> None:
    """The first reader gets the edition made; the withdrawal itself goes on to its end."""
    minutes, contribution, entry = minutes_with_quote(cast)
    held.approved(cast, minutes)
    with mock.patch("meetings.actions.approval._renewed", side_effect=RuntimeError("the machine is tired")):
        held.taken_back(contribution)
    assert minutes.editions.count() == 1
    assert Minutes.objects.get(id=minutes.id).edition_due
    [opened] = reading.open_many(
        [entry.quote], reader=cast.anna.account, purpose=Purpose.RECORD, about=minutes.meeting
    )
    assert opened.text is None
    assert GONE in page_for(cast, "bea", minutes)
    assert minutes.editions.count() == 2


def test_d09_somebody_who_takes_everything_back_is_a_former_member(cast: Cast) -> None:
    minutes, _contribution, _entry = minutes_with_quote(cast, naming=Naming.NAME)
    row = held.row_of(minutes.meeting, cast.anna)
    actions.choose_listing(actor=cast.anna.account, participant=row, listed_as=ListedAs.CHOSEN_NAME)
    held.approved(cast, minutes)
    assert "Anna" in page_for(cast, "bea", minutes)
    assert {held_.what for held_ in inventory.held_about(cast.anna.id)} >= {"Quotes of yours in minutes"}
    withdraw_person(
        code="person.erased",
        actor=cast.anna.account,
        about=cast.anna,
        subject=cast.anna.id,
        scope=bytes(cast.anna.scope),
        check=lambda act: None,
    )
    page = page_for(cast, "bea", minutes)
    assert "A former member" in page
    assert "Anna" not in page
    assert GONE in page
    assert held.WORDS not in page


def test_less_of_a_person_makes_a_new_edition(cast: Cast) -> None:
    minutes = held.written(cast, held.held(cast))
    row = held.row_of(minutes.meeting, cast.anna)
    actions.choose_listing(actor=cast.anna.account, participant=row, listed_as=ListedAs.CHOSEN_NAME)
    held.approved(cast, minutes)
    row = held.row_of(minutes.meeting, cast.anna)
    actions.choose_listing(actor=cast.anna.account, participant=row, listed_as=ListedAs.WITHOUT_NAME)
    assert "Anna" not in page_for(cast, "bea", minutes)
    assert minutes.editions.count() == 2


def test_a_new_name_is_used_in_old_minutes(cast: Cast) -> None:
    """Old names are not shown: names are not in the edition."""
    minutes = held.written(cast, held.held(cast))
    row = held.row_of(minutes.meeting, cast.anna)
    actions.choose_listing(actor=cast.anna.account, participant=row, listed_as=ListedAs.CHOSEN_NAME)
    held.approved(cast, minutes)
    people.change_chosen_name(actor=cast.anna.account, person=cast.anna, chosen_name="Ανθή")
    page = page_for(cast, "bea", minutes)
    assert "Ανθή" in page
    assert "Anna" not in page
    assert minutes.editions.count() == 1


def test_renewing_does_nothing_when_nothing_is_due(cast: Cast) -> None:
    minutes = held.written(cast, held.held(cast))
    held.approved(cast, minutes)
    actions.renew_edition(minutes=minutes)
    assert Edition.objects.count() == 1


def test_a_broken_edition_is_said_to_be_broken_also_when_a_new_one_is_due(cast: Cast) -> None:
    minutes, contribution, _entry = minutes_with_quote(cast)
    edition = held.approved(cast, minutes)
    held.taken_back(contribution)
    store.destroy([bytes(edition.record)])
    reading.forget_keys()
    page = page_for(cast, "bea", minutes)
    assert "These minutes cannot be opened." in page
    assert minutes.editions.count() == 1
