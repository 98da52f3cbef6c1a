"""A passage that says "word for word" has the words of its author, and of nobody else."""

from __future__ import annotations

import pytest

from consultations import actions
from consultations.actions.quoting import check_grounds, check_words
from consultations.models import Consultation, Contribution, Passage, PassageCheck
from consultations.rules import Wish, says
from consultations.states import CheckAnswer
from privacy import audit
from privacy.permissions import Denied
from privacy.reading import Purpose, open_text
from privacy.states import Form
from tests.canary import CANARY
from tests.consultations import stories
from tests.people import Cast
from tests.visiting import Visitor

HERS = "ask me first, and\nwrite it down"
NEVER = f"{CANARY} she likes the long form"
REFUSED = "A quote has exactly the words that were written. Check them."


@pytest.fixture
def request_(cast: Cast) -> Consultation:
    return stories.opened(cast)


@pytest.fixture
def annas(cast: Cast, request_: Consultation) -> Contribution:
    return stories.standing(cast.anna, request_, Wish(use=Form.QUOTE), words=HERS)


def add(cast: Cast, words: str, source: Contribution) -> Passage:
    return actions.add_passage(
        actor=cast.sam.account,
        consultation=source.consultation,
        form=Form.QUOTE,
        body=words,
        texts=[stories.text_of(source).id],
    )


def change(cast: Cast, passage: Passage, words: str, source: Contribution) -> None:
    passage.refresh_from_db()
    actions.change_passage(
        actor=cast.sam.account,
        passage=passage,
        revision=passage.revision,
        form=Form.QUOTE,
        body=words,
        texts=[stories.text_of(source).id],
    )


def words_in(cast: Cast, passage: Passage) -> str:
    passage.refresh_from_db()
    assert passage.body is not None
    return open_text(passage.body, reader=cast.sam.account, purpose=Purpose.SYNTHESIS, about=passage)


@pytest.mark.parametrize(
    ("words", "stand_there"),
    [
        ("ask me first", True),
        ("first,  and write\r\nit", True),
        ("Ask me first", False),
        ("ask me first and write", False),
        (" \n", False),
        ("", False),
    ],
)
def test_words_stand_in_a_text_as_they_are(words: str, stand_there: bool) -> None:
    assert says(HERS, words) == stand_there


def test_words_she_never_wrote_are_refused_and_what_was_typed_stays(
    cast: Cast, request_: Consultation, annas: Contribution
) -> None:
    sam = Visitor.as_(cast.sam.account)
    page = sam.get(f"/c/{request_.id}/draft/new/", reads=True)
    [text] = page.form().offered("texts") or []
    typed = {"texts": [text], "form": "quote", "body": NEVER}
    page = sam.fill(typed, stays=True, reads=True)
    assert page.errors == [REFUSED]
    data = page.form().data()
    assert (data["texts"], data["form"], data["body"]) == ([text], ["quote"], [NEVER])
    assert not Passage.objects.exists()
    sam.fill({"body": "ask me first, and write it down"}, reads=True)
    assert words_in(cast, Passage.objects.get()) == "ask me first, and write it down"


def test_a_quote_is_not_changed_into_other_words(cast: Cast, annas: Contribution) -> None:
    passage = add(cast, "ask me first", annas)
    with pytest.raises(Denied, match="not_her_words"):
        change(cast, passage, NEVER, annas)
    assert (words_in(cast, passage), passage.revision) == ("ask me first", 1)
    change(cast, passage, "write it down", annas)
    assert words_in(cast, passage) == "write it down"


def test_our_own_words_do_not_become_hers(cast: Cast, request_: Consultation, annas: Contribution) -> None:
    passage = stories.passage(cast, request_, annas)
    with pytest.raises(Denied, match="not_her_words"):
        change(cast, passage, f"{CANARY} a passage", annas)
    passage.refresh_from_db()
    assert passage.form == Form.PARAPHRASE


def test_another_member_s_words_are_not_hers(cast: Cast, request_: Consultation, annas: Contribution) -> None:
    beas = stories.standing(cast.bea, request_, Wish(use=Form.QUOTE), words="of Bea alone")
    with pytest.raises(Denied, match="not_her_words"):
        add(cast, "ask me first", beas)


def test_only_her_newest_text_counts(cast: Cast, annas: Contribution) -> None:
    actions.correct_contribution(
        actor=cast.anna.account, contribution=annas, seen=1, body=f"{CANARY} better put"
    )
    with pytest.raises(Denied, match="not_her_words"):
        add(cast, "ask me first", annas)
    assert words_in(cast, add(cast, "better put", annas)) == "better put"


def asked_for(cast: Cast, passage: Passage, answer: CheckAnswer, wording: str = "") -> None:
    """Anna is shown the passage as it stands, and answers."""
    passage.refresh_from_db()
    actions.ask_authors(actor=cast.sam.account, consultation=passage.synthesis.consultation)
    check = PassageCheck.objects.get(passage=passage, revision=passage.revision)
    actions.answer_check(actor=cast.anna.account, check=check, answer=answer, wording=wording)


def test_the_wording_she_asked_for_is_hers(cast: Cast, annas: Contribution) -> None:
    passage, other = add(cast, "ask me first", annas), add(cast, "write it down", annas)
    asked_for(cast, passage, CheckAnswer.CHANGE, f"{CANARY} ask first, please")
    change(cast, passage, f"{CANARY} ask first, please", annas)
    assert words_in(cast, passage) == f"{CANARY} ask first, please"
    with pytest.raises(Denied, match="not_her_words"):
        change(cast, other, f"{CANARY} ask first, please", annas)
    asked_for(cast, passage, CheckAnswer.CHANGE, f"{CANARY} ask, then write")
    with pytest.raises(Denied, match="not_her_words"):
        change(cast, passage, "ask first, please", annas)
    change(cast, passage, "ask, then write", annas)
    assert words_in(cast, passage) == "ask, then write"


@pytest.mark.parametrize(
    ("answer", "wording"), [(CheckAnswer.NO, ""), (CheckAnswer.CHANGE, f"{CANARY} not like that")]
)
def test_a_wording_she_gave_up_meanwhile_is_hers_no_longer(
    cast: Cast, annas: Contribution, answer: CheckAnswer, wording: str
) -> None:
    passage, text = add(cast, "ask me first", annas), stories.text_of(annas)
    asked_for(cast, passage, CheckAnswer.CHANGE, f"{CANARY} like this")
    sam, request = cast.sam.account, annas.consultation
    grounds = check_words(sam, request, Form.QUOTE, "like this", [text], passage)
    with audit.act("passage.changed", actor=sam, about=passage) as act:
        check_grounds(act, grounds, text)
    asked_for(cast, passage, answer, wording)
    with (
        pytest.raises(Denied, match="not_her_words"),
        audit.act("passage.changed", actor=sam, about=passage) as act,
    ):
        check_grounds(act, grounds, text)
