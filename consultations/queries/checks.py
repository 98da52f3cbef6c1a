"""Exact words shown to their author first."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, QuerySet
from django.http import Http404

from board.models import Account
from board.queries import saying
from board.rules import audience_of
from consultations import rules
from consultations.models import Consultation, PassageCheck
from consultations.states import PassageState
from privacy.reading import Opened, Purpose, open_many
from privacy.states import Form


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """A question put to an author: the exact words, and the other wording she asked for, if any."""

    check: PassageCheck
    words: Opened
    wording: Opened | None


def checks_for(account: Account, consultation: Consultation) -> list[ShownCheck]:
    """The words of this request she is asked about, as they stand now, in one opening; none for others."""
    checks = list(_current(account, consultation).order_by("passage__position", "id"))
    may = rules.may_open_passages(account, [check.passage_id for check in checks], Purpose.CHECK)
    shown = [check for check in checks if check.passage_id in may]
    words = open_many(
        [check.passage.body for check in shown], reader=account, purpose=Purpose.CHECK, about=consultation
    )
    hers = [check for check in shown if check.wording is not None]
    wordings = open_many(
        [check.wording for check in hers], reader=account, purpose=Purpose.OWN, about=consultation
    )
    by_id = {check.id: one for check, one in zip(hers, wordings, strict=True)}
    named = saying(words, audience_of(account))
    return [
        ShownCheck(check, one if check.passage.form == Form.QUOTE else ours, by_id.get(check.id))
        for check, one, ours in zip(shown, words, named, strict=True)
    ]


def check_for(account: Account, consultation: Consultation, check: UUID) -> PassageCheck:
    """One question put to her about this request. Raises Http404."""
    found = (
        PassageCheck.objects.filter(
            id=check, contribution__consultation=consultation, contribution__author__account=account
        )
        .select_related("passage", "contribution__author")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _current(account: Account, consultation: Consultation) -> QuerySet[PassageCheck]:
    rows: QuerySet[PassageCheck] = PassageCheck.objects.filter(
        contribution__author__account=account,
        contribution__consultation=consultation,
        revision=F("passage__revision"),
        passage__state=PassageState.LIVE,
    )
    return rows.select_related("passage", "contribution")
