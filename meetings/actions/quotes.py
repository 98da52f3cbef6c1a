"""A member's own words in minutes: as she wrote them, as she allows it, under her own key."""

from __future__ import annotations

from uuid import uuid4

from django.db.models import F
from django.utils.translation import gettext as _

from board.models import Account
from consultations.models import Contribution, ContributionText, PassageCheck
from consultations.rules import standings
from consultations.states import CheckAnswer, PassageState
from meetings import rules
from meetings.actions.entries import Note, append, fill
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
) -> Entry:
    """Quote a member: `words` exactly as she wrote them, `text` is the board's own line before them.

    Where she asked to see the exact words first, she has to have said yes to them in the joint text.
    Raises Denied: not_staff, approved, no_permission, not_her_words, not_shown_first.
    """
    rules.check_can_write_minutes(actor, minutes)
    rules.check_can_quote(contribution)
    _check_words(actor, contribution, words)
    record = reading.new_record_key()
    entry = Entry(id=uuid4(), minutes=minutes, item=item, record=record, kind=EntryKind.QUOTE)
    entry.contribution = contribution
    fill(entry, Note(kind=EntryKind.QUOTE, text=text, footnote=footnote))
    entry.quote = seal(Entry, "quote", entry.id, words, contribution.author.scope, record)
    with audit.act("entry.quoted", actor=actor, about=minutes.meeting) as act:
        rules.check_can_quote(act.lock(contribution))
        append(act, actor, entry)
    return entry


def _check_words(actor: Account, contribution: Contribution, words: str) -> None:
    wanted = _plain(words)
    if not wanted or wanted not in _plain(_text_of(actor, contribution)):
        raise Denied("not_her_words", _("A quote has exactly the words that were written. Check them."))
    standing = standings([contribution.id])[contribution.id]
    if standing.show_first and not any(wanted in text for text in _agreed(actor, contribution)):
        raise Denied(
            "not_shown_first",
            _("The author wants to see the exact words first. Show them to her in the joint text."),
        )


def _text_of(actor: Account, contribution: Contribution) -> str:
    text = ContributionText.objects.filter(contribution=contribution).latest("number")
    return reading.open_text(text.body, reader=actor, purpose=Purpose.READ, about=contribution)


def _agreed(actor: Account, contribution: Contribution) -> list[str]:
    """The quotes of this contribution to which its author said yes, as they stand now."""
    checks = PassageCheck.objects.filter(
        contribution=contribution,
        answer=CheckAnswer.YES,
        revision=F("passage__revision"),
        passage__form=Form.QUOTE,
        passage__state=PassageState.LIVE,
    ).select_related("passage")
    sealed = [check.passage.body for check in checks if check.passage.body is not None]
    opened = reading.open_many(sealed, reader=actor, purpose=Purpose.RECORD, about=contribution)
    return [_plain(one.text) for one in opened if one.text is not None]


def _plain(text: str) -> str:
    return " ".join(text.split())
