"""A text is taken back while somebody else is in the middle of using it: nothing of it stays readable."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import pytest

from consultations import actions, rules
from consultations.models import Passage
from meetings import actions as meeting
from meetings.actions import entries
from meetings.models import Entry
from privacy.crypto import KeyDestroyed
from privacy.keystore import store
from privacy.permissions import Denied
from privacy.states import Form
from tests.attacks.together import Second, after
from tests.canary import CANARY
from tests.consultations import stories
from tests.meetings import held
from tests.people import Cast

pytestmark = pytest.mark.files


def is_dead(record: bytes | memoryview) -> bool:
    return isinstance(store.get_many([bytes(record)])[bytes(record)], KeyDestroyed)


def nothing_left_of(passage: Passage) -> bool:
    """No words in the row, and every key its history names is gone."""
    keys = {bytes(row.record) for row in passage.history.filter(body__isnull=False)}
    return Passage.objects.get(id=passage.id).body is None and all(map(is_dead, keys))


@pytest.mark.parametrize("form", [Form.PARAPHRASE, Form.QUOTE])
@pytest.mark.slow
def test_while_a_passage_is_written_from_it(cast: Cast, form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    from consultations.rules import Wish

    request = stories.opened(cast)
    contribution = stories.standing(cast.anna, request, Wish(use=Form.QUOTE))
    back = Second(lambda: actions.take_back(actor=cast.anna.account, contribution=contribution))
    monkeypatch.setattr(rules, "check_can_cite", after(rules.check_can_cite, back, call=2))
    stories.passage(cast, request, contribution, form=form)
    assert back.ends() is None
    assert nothing_left_of(Passage.objects.get())


@pytest.mark.slow
def test_while_a_passage_is_rewritten_to_rest_on_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    request = stories.opened(cast)
    annas, beas = stories.standing(cast.anna, request), stories.standing(cast.bea, request)
    passage = stories.passage(cast, request, beas)
    back = Second(lambda: actions.take_back(actor=cast.anna.account, contribution=annas))
    monkeypatch.setattr(rules, "check_can_cite", after(rules.check_can_cite, back, call=2))
    actions.change_passage(
        actor=cast.sam.account,
        passage=passage,
        revision=1,
        form=Form.PARAPHRASE,
        body=f"{CANARY} with hers too",
        texts=[stories.text_of(annas).id, stories.text_of(beas).id],
    )
    assert back.ends() is None
    passage.refresh_from_db()
    assert passage.body is None
    assert is_dead(passage.record)


@pytest.mark.parametrize("who_waits", ["mover", "member"])
@pytest.mark.slow
def test_while_a_quote_is_moved_in_the_minutes(
    cast: Cast, who_waits: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both wait for the minutes first: nobody waits for the other for ever."""
    from meetings import receivers

    request = held.consulted(cast)
    minutes = held.written(cast, held.held(cast, consultation=request))
    contribution = held.quotable(cast.anna, request)
    quote = held.quoted(cast, minutes, contribution)

    def moved() -> None:
        with contextlib.suppress(Denied):  # it may be gone already
            meeting.move_entry(actor=cast.sam.account, entry=quote, steps=-1)

    def taken() -> None:
        held.taken_back(contribution)

    first, then, module, name = {
        "member": (moved, taken, entries, "touch"),
        "mover": (taken, moved, receivers, "_empty"),
    }[who_waits]
    second = Second(then)
    monkeypatch.setattr(module, name, after(getattr(module, name), second))
    do: Callable[[], Any] = first
    do()
    assert second.ends() is None
    entry = Entry.objects.get(id=quote.id)
    assert (entry.quote, entry.state) == (None, "removed")
    assert is_dead(entry.record)
