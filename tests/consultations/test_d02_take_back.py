"""D02 and what a take-back does.

Nobody reads, what was made from it loses its words and its key, nothing returns.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from board.models import Person
from consultations import actions, queries
from consultations.models import Contribution, ContributionText, Passage, PassageCheck
from consultations.rules import Wish
from consultations.states import CheckAnswer, ContributionState, PassageState
from notices import tick
from privacy import consent, verify, withdrawal
from privacy.models import ConsentRecord, Shredding
from privacy.permissions import Denied
from privacy.reading import Purpose, Shut, open_many
from privacy.states import Form, Naming
from tests.canary import CANARY
from tests.consultations import stories
from tests.people import Cast
from tests.visiting import Visitor

NAMED = Wish(use=Form.QUOTE, naming=Naming.PEN_NAME, pen_name=f"{CANARY} Linden")


def shut(values: list[Any], reader: Any, about: Any) -> set[Shut | None]:
    """Why each of these values does not open for somebody who could before."""
    opened = open_many([one for one in values if one], reader=reader, purpose=Purpose.OWN, about=about)
    return {one.shut for one in opened}


def dead(values: list[Any]) -> bool:
    """Whether not even the keys open them, whoever asks."""
    from privacy.crypto import KeyDestroyed, sealed_under
    from privacy.reading.ciphers import ciphers_for

    wanted = {sealed_under(one.token) for one in values}
    return all(isinstance(found, KeyDestroyed) for found in ciphers_for(wanted).values())


def test_d02_shred_single_contribution(cast: Cast) -> None:
    """That text, its history, its quotes, its check and its pen name are gone; her others can be read."""
    request, other = stories.opened(cast), stories.opened(cast, 2)
    hers = stories.standing(cast.anna, request, NAMED)
    stays = stories.standing(cast.anna, other, NAMED, words="stays")
    first = stories.text_of(hers).body
    actions.correct_contribution(
        actor=cast.anna.account, contribution=hers, seen=1, body=f"{CANARY} second version"
    )
    quote = stories.passage(cast, request, hers, form=Form.QUOTE)
    actions.ask_authors(actor=cast.sam.account, consultation=request)
    check = PassageCheck.objects.get()
    actions.answer_check(
        actor=cast.anna.account, check=check, answer=CheckAnswer.CHANGE, wording=f"{CANARY} like this"
    )
    words = [
        first,
        stories.text_of(hers).body,
        Passage.objects.get(id=quote.id).body,
        *[row.body for row in Passage.history.filter(id=quote.id)],
        *[row.wording for row in PassageCheck.history.filter(wording__isnull=False)],
        ConsentRecord.objects.get(thing=hers.id).pen_name,
    ]
    assert not dead(words)
    actions.take_back(actor=cast.anna.account, contribution=hers)
    assert dead(words)
    assert shut([first, stories.text_of(hers).body], cast.anna.account, hers) == {Shut.WITHDRAWN}
    assert queries.own_text(stays, reader=cast.anna.account).text == f"{CANARY} stays"
    row = Passage.objects.get(id=quote.id)
    assert (row.state, row.body) == (PassageState.NEEDS_WORDING, None)
    assert PassageCheck.objects.get().wording is None
    assert Contribution.objects.get(id=hers.id).state == ContributionState.WITHDRAWN
    assert not consent.uses_in_force(hers.id)
    assert Shredding.objects.filter(done_at=None).count() == 0
    assert (verify.chain().result, verify.current().result) == (verify.Result.OK, verify.Result.OK)


def test_what_was_reworded_since_loses_its_old_words_too(cast: Cast) -> None:
    """A passage that rested on her text once and rests on another now keeps its words; the old ones go."""
    request = stories.opened(cast)
    hers, others = stories.standing(cast.anna, request), stories.standing(cast.bea, request)
    passage = stories.passage(cast, request, hers)
    actions.change_passage(
        actor=cast.sam.account,
        passage=passage,
        revision=1,
        form=Form.PARAPHRASE,
        body=f"{CANARY} from Bea alone",
        texts=[stories.text_of(others).id],
    )
    old, new = Passage.history.filter(id=passage.id).order_by("revision")
    actions.take_back(actor=cast.anna.account, contribution=hers)
    assert dead([old.body])
    assert not dead([new.body])
    assert Passage.objects.get(id=passage.id).state == PassageState.LIVE


def test_only_one_of_several_sources_goes(cast: Cast) -> None:
    request = stories.opened(cast)
    hers, others = stories.standing(cast.anna, request), stories.standing(cast.bea, request)
    passage = stories.passage(cast, request, hers, others)
    actions.take_back(actor=cast.anna.account, contribution=hers)
    assert Passage.objects.get(id=passage.id).state == PassageState.NEEDS_WORDING
    usable = queries.contributions_for_synthesis(request, cast.sam.account)
    assert [one.opened.text for one in usable] == [f"{CANARY} what she thinks"]
    with pytest.raises(Denied, match="no_permission"):
        stories.passage(cast, request, hers)


def test_it_is_final_and_done_once(cast: Cast) -> None:
    request = stories.opened(cast)
    hers = stories.standing(cast.anna, request)
    actions.take_back(actor=cast.anna.account, contribution=hers)
    for again in (actions.take_back, actions.resume, actions.hold):
        with pytest.raises(Denied):
            again(actor=cast.anna.account, contribution=hers)
    assert Shredding.objects.count() == 1
    new = stories.standing(cast.anna, request, words="a new one")
    assert new.id != hers.id


@pytest.mark.parametrize(("later", "said"), [(withdrawal.resume, 1), (tick.run, [])], ids=["start", "minute"])
def test_a_crash_before_the_keys_go_keeps_the_promise(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, later: Callable[[], object], said: object
) -> None:
    """From the commit on nobody reads; the key goes at the next start, or in the next minute."""
    request = stories.opened(cast)
    hers = stories.standing(cast.anna, request)
    body = stories.text_of(hers).body

    def crash(shredding: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(withdrawal, "_shred", crash)
        with pytest.raises(KeyboardInterrupt):
            actions.take_back(actor=cast.anna.account, contribution=hers)
    [one] = open_many([body], reader=cast.sam.account, purpose=Purpose.READ, about=hers)
    assert one.text is None
    assert not dead([body])
    assert later() == said
    assert dead([body])


def test_a_whole_person_takes_everything_with_her(cast: Cast) -> None:
    request, other = stories.opened(cast), stories.opened(cast, 2)
    hers = stories.standing(cast.anna, request, NAMED)
    draft = stories.drafted(cast.anna, other)
    quote = stories.passage(cast, request, hers, form=Form.QUOTE)
    withdrawal.withdraw_person(
        code="person.erased",
        actor=cast.anna.account,
        about=cast.anna,
        subject=cast.anna.id,
        scope=bytes(Person.objects.get(id=cast.anna.id).scope),
        check=lambda act: None,
    )
    states = set(Contribution.objects.filter(id__in=[hers.id, draft.id]).values_list("state", flat=True))
    assert states == {ContributionState.WITHDRAWN}
    assert Passage.objects.get(id=quote.id).state == PassageState.NEEDS_WORDING
    assert dead([text.body for text in ContributionText.objects.all()])


def test_the_pages_after_a_take_back(cast: Cast) -> None:
    request = stories.opened(cast)
    hers = stories.standing(cast.anna, request)
    anna, bea = Visitor.as_(cast.anna.account), Visitor.as_(cast.bea.account)
    anna.get(f"/seen/{hers.id}/take-back/")
    page = anna.fill({})
    assert page.title == "Taken back – Pages"
    for path in ("change/", "edit/", "copy/"):
        anna.get(f"/seen/{hers.id}/{path}", status=404)
    assert anna.get(f"/seen/{hers.id}/").title == "Taken back – Pages"
    assert "You took your text back" in anna.get("/c/")
    bea.get(f"/seen/{hers.id}/", status=404)
    assert "There is nothing to read yet" in bea.get(f"/c/{request.id}/contributions/")


def test_a_draft_is_deleted_the_same_way(cast: Cast) -> None:
    request = stories.opened(cast)
    draft = stories.drafted(cast.anna, request)
    body = stories.text_of(draft).body
    anna = Visitor.as_(cast.anna.account)
    anna.get(f"/c/{request.id}/answer/", reads=True)
    page = anna.click("Delete this draft")
    assert "Delete this draft?" in page
    anna.fill({})
    assert dead([body])
    assert "You took your text back" in anna.get(f"/c/{request.id}/", reads=True)
