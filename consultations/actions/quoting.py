"""A passage "word for word" has its author's words: those of her text, or those she asked for instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from board.models import Account
from consultations import rules
from consultations.models import Consultation, ContributionText, Passage
from privacy.audit import Act
from privacy.fields import Sealed
from privacy.permissions import Denied
from privacy.reading import Purpose, open_many
from privacy.states import Form


@dataclass(frozen=True, slots=True)
class Grounds:
    """Where the words were found; None where that is her text, which is never changed once it is written.

    Else the passage and the record key of the wording she asked for: each wording has its own.
    """

    passage: Passage | None = None
    wording: bytes = b""


def check_words(
    actor: Account,
    consultation: Consultation,
    form: Form,
    body: str,
    cited: Sequence[ContributionText],
    passage: Passage | None = None,
) -> Grounds:
    """Before the act, for it opens what is compared. Raises Denied("not_her_words")."""
    if form != Form.QUOTE:
        return Grounds()
    [text] = cited
    if rules.says(_opened(actor, consultation, text.body), body):
        return Grounds()
    asked = rules.wording_asked_for(passage.id, text.contribution_id) if passage else None
    if asked is not None and asked.wording is not None and asked.record is not None:
        may = rules.may_open_passage_checks(actor, [asked.id], Purpose.SYNTHESIS)
        if may and rules.says(_opened(actor, consultation, asked.wording), body):
            return Grounds(passage, bytes(asked.record))
    raise Denied("not_her_words", _("A quote has exactly the words that were written. Check them."))


def check_grounds(act: Act, grounds: Grounds, text: ContributionText) -> None:
    """Again inside the act, where nothing may be opened: she may have asked for something else meanwhile.

    That her text is still the newest is asked by `rules.check_can_cite`. Raises Denied.
    """
    if grounds.passage is None:
        return
    asked = rules.wording_asked_for(grounds.passage.id, text.contribution_id)
    row = act.lock(asked) if asked is not None else None
    if row is None or row.record is None or bytes(row.record) != grounds.wording or row.wording is None:
        raise Denied("not_her_words", _("The author has changed her text. Read it again."))


def _opened(actor: Account, consultation: Consultation, sealed: Sealed) -> str:
    [one] = open_many([sealed], reader=actor, purpose=Purpose.SYNTHESIS, about=consultation)
    if one.text is None:
        raise Denied("no_permission", _("A text you chose may not be used like this now. Choose again."))
    return one.text
