"""A member's own words in minutes: as she wrote them, as she allows it, under her own key."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from board.models import Account
from consultations.models import Contribution, ContributionText, PassageCheck
from consultations.rules import says, standings
from consultations.states import CheckAnswer, PassageState
from meetings import rules
from meetings.actions.entries import Note, Twice, append, fill
from meetings.actions.sealing import seal
from meetings.models import AgendaItem, Entry, Minutes
from meetings.states import EntryKind
from privacy import audit, reading
from privacy.permissions import Denied
from privacy.reading import Purpose
from privacy.states import Form


def add_quote(
    *,
    actor: Account,
    minutes: Minutes,
    item: AgendaItem,
    contribution: Contribution,
    words: str,
    text: str | None = None,
    footnote: str | None = None,
    id: UUID | None = None,  # noqa: A002  (the model's own name)
) -> Entry:
    """Quote a member: `words` exactly as she wrote them, `text` is the board's own line before them.

    `id` is that of the form: sent twice, it is added once.

    Where she asked to see the exact words first, she has to have said yes to them in the joint text.
    Raises Denied: not_staff, approved, no_permission, not_her_words, not_shown_first.
    """
    rules.check_can_write_minutes(actor, minutes)
    rules.check_can_quote(contribution)
    grounds = _check_words(actor, contribution, words)
    record = reading.new_record_key()
    entry = Entry(id=id or uuid4(), minutes=minutes, item=item, record=record, kind=EntryKind.QUOTE)
    entry.contribution = contribution
    fill(entry, Note(kind=EntryKind.QUOTE, text=text, footnote=footnote))
    entry.quote = seal(Entry, "quote", entry.id, words, contribution.author.scope, record)
    with contextlib.suppress(Twice), audit.act("entry.quoted", actor=actor, about=minutes.meeting) as act:
        # the other press has her text until it is through
        row = act.lock(contribution)
        if Entry.objects.filter(id=entry.id).exists():
            raise Twice
        rules.check_can_quote(row)
        _check_grounds(row, grounds)
        append(act, actor, entry)
    return entry


@dataclass(frozen=True, slots=True)
class _Grounds:
    """What allowed the words: the text they stand in, and her yeses to quotes that hold them (ids)."""

    text: UUID
    agreed: frozenset[UUID]


def _check_words(actor: Account, contribution: Contribution, words: str) -> _Grounds:
    text = _newest(contribution)
    hers = reading.open_text(text.body, reader=actor, purpose=Purpose.READ, about=contribution)
    if not says(hers, words):
        raise Denied("not_her_words", _("A quote has exactly the words that were written. Check them."))
    first = standings([contribution.id])[contribution.id].show_first
    grounds = _Grounds(text.id, _agreed(actor, contribution, words) if first else frozenset())
    _check_grounds(contribution, grounds)
    return grounds


def _check_grounds(contribution: Contribution, grounds: _Grounds) -> None:
    """Again inside the act, where nothing may be opened: her text or her mind may have changed."""
    if _newest(contribution).id != grounds.text:
        raise Denied("not_her_words", _("The author has changed her text. Read it again."))
    first = standings([contribution.id])[contribution.id].show_first
    if first and not _yeses(contribution).filter(id__in=grounds.agreed).exists():
        raise Denied(
            "not_shown_first",
            _("The author wants to see the exact words first. Show them to her in the joint text."),
        )


def _newest(contribution: Contribution) -> ContributionText:
    text: ContributionText = ContributionText.objects.filter(contribution=contribution).latest("number")
    return text


def _yeses(contribution: Contribution) -> QuerySet[PassageCheck]:
    """The quotes of this contribution to which its author said yes, as they stand now."""
    rows: QuerySet[PassageCheck] = PassageCheck.objects.filter(
        contribution=contribution,
        answer=CheckAnswer.YES,
        revision=F("passage__revision"),
        passage__form=Form.QUOTE,
        passage__state=PassageState.LIVE,
    )
    return rows


def _agreed(actor: Account, contribution: Contribution, words: str) -> frozenset[UUID]:
    """Those of them in which these words stand."""
    checks = [one for one in _yeses(contribution).select_related("passage") if one.passage.body is not None]
    sealed = [check.passage.body for check in checks if check.passage.body is not None]
    opened = reading.open_many(sealed, reader=actor, purpose=Purpose.RECORD, about=contribution)
    texts = zip(checks, opened, strict=True)
    return frozenset(check.id for check, one in texts if one.text is not None and says(one.text, words))
