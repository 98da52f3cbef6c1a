"""A member's own texts: her draft, her contribution, its newest version."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from board.models import Account
from consultations.models import (
    Attachment,
    Consultation,
    Contribution,
    ContributionText,
    PassageCheck,
)
from consultations.states import ContributionState
from privacy.inventory import Held
from privacy.reading import Opened, Purpose, open_many

GONE = (ContributionState.WITHDRAWN, ContributionState.ERASED)


@dataclass(frozen=True, slots=True)
class Draft:
    """A saved draft: the id of its text, the words, and what was ticked (form field to its values).

    Without words and ticks where it does not open (`opens` is False).
    """

    text: UUID
    body: str = ""
    choices: dict[str, Any] = field(default_factory=dict)
    opens: bool = True

    def __repr__(self) -> str:
        return "<Draft>"


def own_contribution(account: Account, consultation: Consultation) -> Contribution | None:
    """What she has written to this request and not taken back."""
    mine = Contribution.objects.filter(author__account=account, consultation=consultation)
    return mine.exclude(state__in=GONE).select_related("author").first()


def last_taken_back(account: Account, consultation: Consultation) -> UUID | None:
    """The text she took back here, the last one where there are several; None where there is none."""
    mine = Contribution.objects.filter(author__account=account, consultation=consultation, state__in=GONE)
    went = Contribution.history.filter(id__in=mine.values("id"), state__in=GONE).order_by("-history_date")
    found: UUID | None = went.values_list("id", flat=True).first()
    return found


def contribution_for(account: Account, contribution: UUID) -> Contribution:
    """Her own contribution, in any state. Raises Http404 for everybody else."""
    mine = Contribution.objects.filter(id=contribution, author__account=account)
    found = mine.select_related("author__account", "consultation__requester").first()
    if found is None:
        raise Http404
    return found


def newest_text(contribution: Contribution) -> ContributionText:
    """The version that counts. Raises Http404 when there is none."""
    found = contribution.texts.order_by("-number").first()
    if found is None:
        raise Http404
    return found


def own_text(contribution: Contribution, *, reader: Account) -> Opened:
    """Her own words, in the newest version; nobody notes that she read them."""
    text = newest_text(contribution)
    [opened] = open_many([text.body], reader=reader, purpose=Purpose.OWN, about=contribution)
    return opened


def draft_of(contribution: Contribution, *, reader: Account) -> Draft:
    """Her draft, opened for herself. Raises Http404 when it is no draft."""
    if contribution.state != ContributionState.DRAFT:
        raise Http404
    text = newest_text(contribution)
    body, choices = open_many(
        [text.body, text.choices], reader=reader, purpose=Purpose.OWN, about=contribution
    )
    if body.text is None or choices.text is None:
        return Draft(text.id, opens=False)
    return Draft(text.id, body.text, json.loads(choices.text))


def held_about(subject: UUID) -> Iterator[Held]:
    """What this app holds about a person, in plain words."""
    mine = Contribution.objects.filter(author=subject)
    alive = mine.exclude(state__in=GONE)
    yield Held(_("Texts you sent"), alive.exclude(state=ContributionState.DRAFT).count())
    yield Held(_("Drafts only you can see"), alive.filter(state=ContributionState.DRAFT).count())
    yield Held(_("Words shown to you first"), PassageCheck.objects.filter(contribution__in=alive).count())
    yield Held(_("Files you added to texts"), Attachment.objects.filter(contribution__in=alive).count())
    yield Held(_("Texts taken back, without their words"), mine.filter(state__in=GONE).count())
