"""Whose words in minutes are read, and of whose words one learns that they exist."""

from __future__ import annotations

import pytest

from meetings import actions
from meetings.models import Entry
from meetings.rules import may_open_entry_quotes
from privacy.permissions import Denied
from privacy.reading import Purpose
from privacy.states import Audience
from tests.meetings import held
from tests.meetings.quoting import minutes_with_quote
from tests.people import Cast
from tests.visiting import Visitor

HERS = "ask again after some weeks"


def test_data_protection_reads_approved_minutes_without_members_words(cast: Cast) -> None:
    """The page "who can see this" promises: never the words."""
    minutes, _contribution, entry = minutes_with_quote(cast)
    held.approved(cast, minutes)
    assert may_open_entry_quotes(cast.dora.account, [entry.id], Purpose.RECORD) == {}
    page = Visitor.as_(cast.dora.account).get(f"/m/{minutes.meeting_id}/minutes/", reads=True)
    assert HERS not in page
    assert "A passage is not shown here." in page
    assert HERS in Visitor.as_(cast.bea.account).get(f"/m/{minutes.meeting_id}/minutes/", reads=True)


@pytest.mark.parametrize("name", ["tessa", "chloe"])
@pytest.mark.slow
def test_a_text_for_the_contact_alone_is_not_offered_for_quoting(cast: Cast, name: str) -> None:
    """Not even as "Text 1" without words: that it is there is not for anybody else."""
    request = held.consulted(cast)
    minutes = held.written(cast, held.held(cast, consultation=request))
    contribution = held.quotable(cast.anna, request, reads=Audience.SECRETARIAT)
    item = held.items(minutes.meeting)[-1]
    here = f"/m/{minutes.meeting_id}/live/{item.id}/"
    visitor = Visitor.as_(getattr(cast, name).account)
    assert not [words for words in visitor.get(here, reads=True).links if "Quote" in words]
    visitor.get(f"{here}quote/", status=404)
    visitor.post(f"{here}quote/", {"contribution": str(contribution.id), "words": HERS}, status=404)
    assert not Entry.objects.filter(kind="quote").exists()
    assert HERS in Visitor.as_(cast.sam.account).get(f"{here}quote/", reads=True)


def test_words_corrected_while_a_quote_is_written_are_not_quoted(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words are compared before the act; inside it the text has to be the same still."""
    from consultations import actions as asking
    from meetings.actions import quotes
    from tests.canary import CANARY

    request = held.consulted(cast)
    minutes = held.written(cast, held.held(cast, consultation=request))
    contribution = held.quotable(cast.anna, request)
    seal = quotes.seal

    def meanwhile(*given: object) -> object:
        asking.correct_contribution(
            actor=cast.anna.account, contribution=contribution, seen=1, body=f"{CANARY} other words"
        )
        return seal(*given)

    monkeypatch.setattr(quotes, "seal", meanwhile)
    with pytest.raises(Denied):
        held.quoted(cast, minutes, contribution)
    assert not Entry.objects.filter(kind="quote").exists()
    monkeypatch.undo()
    with pytest.raises(Denied):
        actions.add_quote(
            actor=cast.sam.account,
            minutes=minutes,
            item=held.items(minutes.meeting)[-1],
            contribution=contribution,
            words=held.WORDS,
        )


def test_an_author_who_wants_to_see_the_words_first_is_asked_inside_the_act(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from consultations import actions as asking
    from consultations.rules import Wish
    from meetings.actions import quotes
    from privacy import consent
    from privacy.states import Form
    from tests.consultations.stories import NOTICE

    request = held.consulted(cast)
    minutes = held.written(cast, held.held(cast, consultation=request))
    contribution = held.quotable(cast.anna, request)
    seal = quotes.seal

    def meanwhile(*given: object) -> object:
        now = consent.current(contribution.id)
        assert now is not None
        asking.change_permission(
            actor=cast.anna.account,
            contribution=contribution,
            seen=now.id,
            wish=Wish(use=Form.QUOTE, show_first=True),
            notice=NOTICE,
        )
        return seal(*given)

    monkeypatch.setattr(quotes, "seal", meanwhile)
    with pytest.raises(Denied):
        held.quoted(cast, minutes, contribution)
    assert not Entry.objects.filter(kind="quote").exists()
