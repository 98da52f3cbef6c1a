"""A member's own words in minutes: as she wrote them, as she allows it, and gone when she takes them back."""

from __future__ import annotations

import json
from http import HTTPStatus
from unittest import mock

import pytest
from django.db import connection

from board import actions as people
from consultations import actions as asking
from consultations.models import Contribution
from meetings import actions, queries, receivers
from meetings.models import Edition, Entry, Minutes
from meetings.states import EntryState, ListedAs
from privacy import inventory, reading, verify
from privacy.permissions import Denied
from privacy.reading import Purpose, Shut
from privacy.states import Audience, Form, Naming
from privacy.withdrawal import withdraw_person
from tests.canary import CANARY
from tests.consultations import stories
from tests.meetings import held
from tests.people import Cast
from tests.visiting import Page, Visitor

GONE = "A passage was removed on"


def minutes_with_quote(cast: Cast, **choices: object) -> tuple[Minutes, Contribution, Entry]:
    """A draft that quotes Anna."""
    request = held.consulted(cast)
    minutes = held.written(cast, held.held(cast, consultation=request))
    contribution = held.quotable(cast.anna, request, **choices)
    return minutes, contribution, held.quoted(cast, minutes, contribution)


def page_for(cast: Cast, name: str, minutes: Minutes) -> Page:
    visitor = Visitor.as_(getattr(cast, name).account)
    return visitor.get(f"/m/{minutes.meeting_id}/minutes/", reads=True)


def test_words_are_hers_and_under_her_key(cast: Cast) -> None:
    _minutes, contribution, entry = minutes_with_quote(cast)
    assert entry.quote is not None
    assert bytes(contribution.author.scope) in entry.quote.token
    assert reading.record_of(entry.quote) == bytes(entry.record)
    read = reading.open_text(
        entry.quote, reader=cast.chloe.account, purpose=Purpose.RECORD, about=entry.minutes.meeting
    )
    assert read == held.WORDS


@pytest.mark.parametrize("words", ["ask again after some weeks, she said", "Ask again", " "])
def test_a_quote_has_exactly_her_words(cast: Cast, words: str) -> None:
    minutes, contribution, _entry = minutes_with_quote(cast)
    with pytest.raises(Denied, match="not_her_words"):
        held.quoted(cast, minutes, contribution, words=words)


def test_without_her_permission_there_is_no_quote(cast: Cast) -> None:
    request = held.consulted(cast)
    minutes = held.written(cast, held.held(cast, consultation=request))
    contribution = held.quotable(cast.anna, request, use=Form.PARAPHRASE)
    assert queries.quotable_on(held.items(minutes.meeting)[-1]) == []
    with pytest.raises(Denied, match="no_permission"):
        held.quoted(cast, minutes, contribution)


def test_words_she_wants_to_see_first_were_shown_to_her(cast: Cast) -> None:
    request = held.consulted(cast)
    minutes = held.written(cast, held.held(cast, consultation=request))
    contribution = held.quotable(cast.anna, request, show_first=True)
    with pytest.raises(Denied, match="not_shown_first"):
        held.quoted(cast, minutes, contribution)
    asking.add_passage(
        actor=cast.sam.account,
        consultation=request,
        form=Form.QUOTE,
        body=held.WORDS,
        texts=[stories.text_of(contribution).id],
    )
    asking.ask_authors(actor=cast.sam.account, consultation=request)
    with pytest.raises(Denied, match="not_shown_first"):
        held.quoted(cast, minutes, contribution)
    asking.answer_check(actor=cast.anna.account, check=contribution.checks.get(), answer="yes")
    held.quoted(cast, minutes, contribution)


@pytest.mark.parametrize(
    ("naming", "by"),
    [
        (Naming.NOBODY, ""),
        (Naming.MEMBER, "A member of the board"),
        (Naming.NAME, "Anna"),
        (Naming.PEN_NAME, "Wren"),
    ],
)
def test_she_is_named_as_she_chose(cast: Cast, naming: Naming, by: str) -> None:
    pen_name = {"pen_name": "Wren"} if naming == Naming.PEN_NAME else {}
    minutes, _contribution, entry = minutes_with_quote(cast, naming=naming, **pen_name)
    held.approved(cast, minutes)
    shown = queries.minutes_for(cast.bea.account, minutes.meeting_id)
    assert shown.quotes[entry.id].by == by
    assert f"{CANARY} a member agreed to be quoted:" in page_for(cast, "bea", minutes)


def test_what_she_holds_back_is_not_shown_and_comes_again(cast: Cast) -> None:
    minutes, contribution, _entry = minutes_with_quote(cast)
    held.approved(cast, minutes)
    asking.hold(actor=cast.anna.account, contribution=contribution)
    page = page_for(cast, "bea", minutes)
    assert held.WORDS not in page
    assert "A passage is not shown here." in page
    assert held.WORDS in page_for(cast, "anna", minutes), "her own words she may always read"
    asking.resume(actor=cast.anna.account, contribution=contribution)
    assert held.WORDS in page_for(cast, "bea", minutes)


def test_quotes_are_not_in_the_edition(cast: Cast) -> None:
    minutes, _contribution, entry = minutes_with_quote(cast)
    edition = held.approved(cast, minutes)
    text = reading.open_text(edition.page, reader=cast.bea.account, purpose=Purpose.RECORD, about=minutes)
    said = json.loads(text)
    assert "ask again after some weeks" not in text
    assert "Anna" not in text
    ids = [one["id"] for item in said["items"] for one in item["entries"]]
    assert str(entry.id) in ids


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


def test_no_other_permission_covers_a_quote(cast: Cast) -> None:
    """A cell implies no other: reading and joint text are allowed here, and quoting is not."""
    minutes, contribution, entry = minutes_with_quote(cast)
    from privacy import audit, consent
    from privacy.consent import Use

    with audit.act("permission.changed", actor=cast.anna.account, about=contribution) as act:
        consent.end(act=act, things=[contribution.id], how="superseded")
    assert not consent.in_force([contribution.id], {Use(Form.QUOTE, Audience.BOARD)})
    [opened] = reading.open_many(
        [entry.quote], reader=cast.sam.account, purpose=Purpose.RECORD, about=minutes.meeting
    )
    assert opened.shut == Shut.NO_PERMISSION
