"""A draft: one text that is replaced whenever it is saved; only its author knows of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from board.models import Account, Person
from consultations import rules
from consultations.actions.sealing import seal
from consultations.models import Consultation, Contribution, ContributionText
from consultations.states import ContributionState
from privacy import audit, reading
from privacy.permissions import Denied

GONE = (ContributionState.WITHDRAWN, ContributionState.ERASED)


def save_draft(
    *, actor: Account, consultation: Consultation, body: str, choices: str, language: str = ""
) -> Contribution:
    """Keep what was written and ticked (`choices`: JSON of the form). Nothing counts until she sends.

    Raises Denied, with the code "already_sent" when it is no draft any more.
    """
    author = Person.objects.get(account=actor)
    contribution = Contribution.objects.filter(consultation=consultation, author=author).exclude(
        state__in=GONE
    ).first() or Contribution(
        consultation=consultation,
        author=author,
        record=reading.new_record_key(),
        language=language or actor.language,
    )
    text = _sealed_text(contribution, author, body, choices)
    with audit.act("draft.saved", actor=actor, about=contribution) as act:
        rules.check_can_write(actor, act.lock(consultation))
        row = _current(contribution)
        if row is None:
            contribution.save(act=act)
        else:
            locked = act.lock(row)
            _check_is_draft(locked)
            for old in locked.texts.all():
                old.delete(act=act)
        text.save(act=act)
    return contribution


def _sealed_text(contribution: Contribution, author: Person, body: str, choices: str) -> ContributionText:
    text = ContributionText(contribution=contribution, number=1)
    for column, words in (("body", body), ("choices", choices)):
        sealed = seal(
            words,
            model=ContributionText,
            column=column,
            row=text.id,
            scope=author.scope,
            record=contribution.record,
        )
        setattr(text, column, sealed)
    return text


def _current(contribution: Contribution) -> Contribution | None:
    """What is in the database now: the same row, or one that was saved beside this one a moment ago."""
    alive = Contribution.objects.filter(
        consultation_id=contribution.consultation_id, author_id=contribution.author_id
    )
    found = alive.exclude(state__in=GONE).first()
    if found is not None and found.id != contribution.id:
        raise Denied("stale", _("You have saved this in another window. Look at it there."))
    if found is None and not contribution._state.adding:
        raise Denied("taken_back", _("You took this back in another window."))
    return found


def _check_is_draft(contribution: Contribution) -> None:
    if contribution.state != ContributionState.DRAFT:
        raise Denied("already_sent", _("You have sent this already."))
