"""What this floor does when a member takes a text back, or everything."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from consultations.models import Attachment, Citation, Contribution, Passage, PassageCheck, Synthesis
from consultations.states import CheckAnswer, ContributionState, PassageState
from privacy import clock, files
from privacy.withdrawal import Withdrawal

GONE = (ContributionState.WITHDRAWN, ContributionState.ERASED)
# Where each member writes words of her own.
OWN_PAGES = ("answer-edit", "answer-check", "invitation-answer")


def take_back(sender: object, withdrawal: Withdrawal, **kwargs: Any) -> None:
    """Mark her contributions, blank what was written from them, close the questions put to her.

    Name the keys.
    """
    hers = _contributions(withdrawal)
    for contribution in hers:
        row = withdrawal.act.lock(contribution)
        row.state = ContributionState.WITHDRAWN
        row.save(act=withdrawal.act)
        withdrawal.keys.add(bytes(row.record))
    _touch(withdrawal, hers)
    ids = [contribution.id for contribution in hers]
    _blank_passages(withdrawal, ids)
    _close_checks(withdrawal, ids)
    _let_go_of_files(withdrawal, ids)


def _contributions(withdrawal: Withdrawal) -> list[Contribution]:
    which = Q(author=withdrawal.subject) if withdrawal.whole_person else Q(id__in=withdrawal.things)
    found = Contribution.objects.filter(which, author=withdrawal.subject).exclude(state__in=GONE)
    # held in the order in which those hold them who cite several
    return list(found.order_by("id"))


def _touch(withdrawal: Withdrawal, hers: list[Contribution]) -> None:
    """What somebody may have been writing from her words. Of a draft nobody knows, so nobody is touched."""
    withdrawal.own |= {one.consultation_id for one in hers}
    sent = {one.consultation_id for one in hers if one.sent_at}
    joint = Synthesis.objects.filter(consultation__in=sent).values_list("id", flat=True)
    withdrawal.touched |= {*(one.id for one in hers), *sent, *joint}
    withdrawal.spared |= {reverse(f"consultations:{page}", args=[one]) for one in sent for page in OWN_PAGES}


def _blank_passages(withdrawal: Withdrawal, contributions: list[UUID]) -> None:
    """Every revision that rested on them loses its key.

    A passage that rests on them now also loses its words.
    """
    cited = Citation.objects.filter(text__contribution__in=contributions).values_list("passage", "revision")
    revisions = set(cited)
    withdrawal.touched |= {one for one, _ in revisions}
    for passage in Passage.objects.filter(id__in={one for one, _ in revisions}):
        past = passage.history.filter(revision__in={r for one, r in revisions if one == passage.id})
        withdrawal.keys |= {bytes(record) for record in past.values_list("record", flat=True)}
        if (passage.id, passage.revision) in revisions:
            _blank(withdrawal, passage)


def _blank(withdrawal: Withdrawal, passage: Passage) -> None:
    row = withdrawal.act.lock(passage)
    withdrawal.keys.add(bytes(row.record))
    row.body = None
    if row.state == PassageState.LIVE:
        row.state = PassageState.NEEDS_WORDING
    row.save(act=withdrawal.act)


def _close_checks(withdrawal: Withdrawal, contributions: list[UUID]) -> None:
    for check in PassageCheck.objects.filter(contribution__in=contributions):
        row = withdrawal.act.lock(check)
        records = row.history.exclude(record=None).values_list("record", flat=True)
        withdrawal.keys |= {bytes(record) for record in records}
        row.wording = None
        if row.answer == CheckAnswer.ASKED:
            row.answer, row.answered_at = CheckAnswer.NO, clock.now()
        row.save(act=withdrawal.act)


def _let_go_of_files(withdrawal: Withdrawal, contributions: list[UUID]) -> None:
    """Files of what she takes back, and files that she takes back alone."""
    which = Q(contribution__in=contributions) | Q(id__in=withdrawal.things)
    for attachment in Attachment.objects.filter(which, contribution__author=withdrawal.subject):
        row = withdrawal.act.lock(attachment)
        stored = row.file
        row.delete(act=withdrawal.act)
        withdrawal.keys.add(files.let_go(stored, act=withdrawal.act))
