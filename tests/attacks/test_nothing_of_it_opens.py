"""After a take-back, with both databases and all keys in hand, no copy of her words opens, wherever it lay.

Copies are collected all along the way, those too that were deleted or written over since: a thief of an old
backup of the data has them all.
"""

from __future__ import annotations

import json

import pytest

from board import actions as people
from consultations import actions
from consultations.models import Consultation, Contribution, Passage, PassageCheck, Synthesis
from consultations.rules import Wish, names_in_synthesis
from consultations.states import CheckAnswer
from meetings import actions as meeting
from meetings.models import Minutes
from meetings.rules import names_in_minutes
from privacy.crypto import KeyDestroyed
from privacy.states import Form, Naming
from tests.attacks.keyring import Kept, everything, holding, opened
from tests.canary import CANARY
from tests.consultations import stories
from tests.meetings import held
from tests.people import Cast

HERS = f"{CANARY} hers"


class Thief:
    """Keeps whatever was sealed at any moment."""

    def __init__(self) -> None:
        self.kept: set[Kept] = set()

    def looks(self) -> None:
        self.kept |= everything()

    def still_opens(self) -> list[str]:
        return sorted(one.where for one in holding(HERS, self.kept))


def _drafted_and_sent(cast: Cast, thief: Thief) -> tuple[Contribution, Contribution]:
    request = stories.opened(cast)
    for turn in ("first", "second"):
        choices = json.dumps({"pen_name": [f"{HERS} {turn} pen name"]})
        actions.save_draft(
            actor=cast.anna.account, consultation=request, body=f"{HERS} {turn} draft", choices=choices
        )
        thief.looks()
    wish = Wish(use=Form.QUOTE, naming=Naming.PEN_NAME, pen_name=f"{HERS} pen", show_first=True)
    annas = stories.standing(cast.anna, request, wish, words="hers as sent, and more")
    beas = stories.standing(cast.bea, request, Wish(use=Form.QUOTE), words="of Bea alone")
    thief.looks()
    actions.correct_contribution(
        actor=cast.anna.account, contribution=annas, seen=1, body=f"{HERS} corrected, and more"
    )
    thief.looks()
    return annas, beas


def _passage(cast: Cast, form: Form, words: str, *sources: Contribution) -> Passage:
    return actions.add_passage(
        actor=cast.sam.account,
        consultation=sources[0].consultation,
        form=form,
        body=words,
        texts=[stories.text_of(one).id for one in sources],
    )


def _used_in_the_joint_text(cast: Cast, annas: Contribution, beas: Contribution, thief: Thief) -> None:
    sam = cast.sam.account
    quote = _passage(cast, Form.QUOTE, f"{HERS} corrected", annas)
    joint = _passage(cast, Form.PARAPHRASE, f"{HERS} in our words", annas, beas)
    gone = _passage(cast, Form.QUOTE, f"{HERS} removed later", annas)
    turned = _passage(cast, Form.QUOTE, f"{HERS} replaced by Bea", annas)
    thief.looks()
    actions.remove_passage(actor=sam, passage=gone, revision=1)
    texts, body = [stories.text_of(beas).id], f"{CANARY} of Bea"
    actions.change_passage(
        actor=sam, passage=turned, revision=1, form=Form.PARAPHRASE, body=body, texts=texts
    )
    actions.move_passage(actor=sam, passage=joint, steps=-1)
    actions.ask_authors(actor=sam, consultation=annas.consultation)
    check = PassageCheck.objects.get(passage=quote, contribution=annas)
    for words in (f"{HERS} like this", f"{HERS} no, like that"):
        actions.answer_check(actor=cast.anna.account, check=check, answer=CheckAnswer.CHANGE, wording=words)
        thief.looks()
    actions.answer_check(actor=cast.anna.account, check=check, answer=CheckAnswer.YES)
    thief.looks()


def _quoted_in_minutes(cast: Cast, annas: Contribution, thief: Thief) -> None:
    for number in (1, 2):
        minutes = held.written(cast, held.held(cast, number, consultation=annas.consultation))
        words, line = f"{HERS} corrected", f"{HERS} before it"
        quote = held.quoted(cast, minutes, annas, words=words, text=line, footnote=f"{HERS} below")
        removed = held.quoted(cast, minutes, annas, words=words)
        note = meeting.Note(kind="quote", text=f"{HERS} another line")
        meeting.change_entry(actor=cast.sam.account, entry=quote, revision=1, note=note)
        thief.looks()
        meeting.remove_entry(actor=cast.sam.account, entry=removed)
        if number == 1:
            _approved(cast, minutes)
        thief.looks()


def _approved(cast: Cast, minutes: Minutes) -> None:
    """The words of her legal name stand in the texts: the chair looked at each place."""
    minutes.refresh_from_db()
    found = names_in_minutes(cast.chloe.account, minutes)
    assert found
    held.approved(cast, minutes, looked_at=[one.key for one in found])


def _agreed(cast: Cast, request: Consultation) -> None:
    actions.close(actor=cast.sam.account, consultation=request)
    synthesis = Synthesis.objects.get(consultation=request)
    for check in PassageCheck.objects.filter(passage__synthesis=synthesis, answer="asked"):
        actions.answer_check(actor=check.contribution.author.account, check=check, answer=CheckAnswer.YES)
    keys = [one.key for one in names_in_synthesis(cast.sam.account, synthesis)]
    actions.agree(actor=cast.sam.account, synthesis=synthesis, revision=synthesis.revision, looked_at=keys)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("whole", [False, True], ids=["one text", "everything"])
@pytest.mark.slow
def test_no_copy_of_hers_opens_any_more(cast: Cast, whole: bool) -> None:
    thief = Thief()
    annas, beas = _drafted_and_sent(cast, thief)
    people.record_identity(
        actor=cast.anna.account, person=cast.anna, legal_name=f"{HERS} name", contact=f"{HERS} contact"
    )
    _used_in_the_joint_text(cast, annas, beas, thief)
    _quoted_in_minutes(cast, annas, thief)
    _agreed(cast, annas.consultation)
    thief.looks()
    assert len(thief.still_opens()) > 20
    if whole:
        people.erase_person(actor=cast.anna.account, person=cast.anna)
    else:
        actions.take_back(actor=cast.anna.account, contribution=annas)
    thief.looks()
    kinds, columns = ("", "Historical"), ("legal_name", "contact")
    hers_still = {f"{kind}Identity.{column}" for kind in kinds for column in columns}
    assert set(thief.still_opens()) == (set() if whole else hers_still)
    bea = [one for one in thief.kept if isinstance(text := opened(one), str) and "of Bea" in text]
    assert {"ContributionText.body", "Passage.body"} <= {one.where for one in bea}


def test_what_is_gone_is_destroyed_and_not_just_lost(cast: Cast) -> None:
    contribution = stories.standing(cast.anna, stories.opened(cast), words="hers")
    [kept] = holding(HERS, everything())
    actions.take_back(actor=cast.anna.account, contribution=contribution)
    assert isinstance(opened(kept), KeyDestroyed)
