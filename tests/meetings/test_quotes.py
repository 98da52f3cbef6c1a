"""A member's own words in minutes: as she wrote them, as she allows it, and gone when she takes them back."""

from __future__ import annotations

import json

import pytest

from consultations import actions as asking
from meetings import queries
from privacy import reading
from privacy.permissions import Denied
from privacy.reading import Purpose, Shut
from privacy.states import Audience, Form, Naming
from tests.canary import CANARY
from tests.consultations import stories
from tests.meetings import held
from tests.meetings.quoting import minutes_with_quote, page_for
from tests.people import Cast


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
    assert queries.quotable_on(held.items(minutes.meeting)[-1], cast.sam.account) == []
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
        (Naming.PEN_NAME, "Osprey"),
    ],
)
def test_she_is_named_as_she_chose(cast: Cast, naming: Naming, by: str) -> None:
    pen_name = {"pen_name": "Osprey"} if naming == Naming.PEN_NAME else {}
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
