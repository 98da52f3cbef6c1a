"""What an officer of a partner sees: releases granted to her, the copies in them, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from board.models import Account
from privacy import permissions
from privacy.permissions import Denied
from privacy.reading import Purpose, open_many
from recommendations import copies, rules
from recommendations.models import Recall, Release, ReleasedCopy, Response, TermsAccepted
from recommendations.states import RECEIVABLE, TERMS, Position, ReleaseState


@dataclass(frozen=True, slots=True)
class PortalRow:
    """One release in the list: when it was sent, and how many of its recommendations wait for an answer.

    `is_recalled`: its copies are asked back.
    """

    id: UUID
    reference: str
    on: date | None
    is_handed_over: bool
    count: int
    waiting: int
    is_recalled: bool


@dataclass(frozen=True, slots=True)
class PortalCopy:
    """One recommendation as its receiver sees it, with her organisation's answers, newest first.

    `page` is None before the hand-over, and while the gate would not let it out: what may not be handed over
    is not shown either.
    """

    id: UUID
    reference: str
    page: copies.CopyPage | None
    answers: Sequence[PortalAnswer]

    def __repr__(self) -> str:
        return "<PortalCopy>"


@dataclass(frozen=True, slots=True)
class PortalAnswer:
    """An answer of the organisation."""

    label: str
    on: date
    words: str | None

    def __repr__(self) -> str:
        return "<PortalAnswer>"


def portal_rows(account: Account) -> list[PortalRow]:
    """The releases this officer may receive, newest first; nothing is opened. Raises Http404."""
    if not account.is_officer:
        raise Http404
    releases = list(_received(account).order_by("-approved_on", "-reference"))
    held = ReleasedCopy.objects.filter(release__in=releases).values_list("id", "release_id")
    answered = set(
        Response.objects.filter(copy__release__in=releases).values_list("copy_id", flat=True).distinct()
    )
    recalls = Recall.objects.filter(release__in=releases, settled_on=None)
    recalled = set(recalls.values_list("release_id", flat=True))
    return [
        PortalRow(
            id=one.id,
            reference=one.reference,
            on=one.approved_on,
            is_handed_over=one.state == ReleaseState.SENT,
            count=sum(1 for _copy, release in held if release == one.id),
            waiting=sum(1 for copy, release in held if release == one.id and copy not in answered),
            is_recalled=one.id in recalled,
        )
        for one in releases
    ]


def release_for_officer(account: Account, release: UUID) -> Release:
    """One release granted to this officer. Raises Http404."""
    if not account.is_officer:
        raise Http404
    found = _received(account).filter(id=release).first()
    if found is None or not rules.is_received(account, found):
        raise Http404
    return found


def copy_for(account: Account, release: UUID, copy: UUID) -> ReleasedCopy:
    """One copy within one release, after the terms. Raises Http404, also for two that are no pair."""
    found = release_for_officer(account, release)
    rows = found.copies.select_related("release__organisation", "recommendation")
    row = rows.filter(id=copy).first()
    if row is None or not terms_accepted(account, found):
        raise Http404
    return row


def terms_accepted(account: Account, release: Release) -> bool:
    """Whether this officer keeps to the terms in force."""
    return bool(TermsAccepted.objects.filter(account=account, release=release, terms=TERMS).exists())


def is_recalled(release: Release) -> bool:
    """Whether something in it was taken back after the hand-over."""
    return bool(Recall.objects.filter(release=release, settled_on=None).exists())


def portal_copies(account: Account, release: Release) -> list[PortalCopy]:
    """The copies of a release with the answers so far, opened in two calls."""
    rows = list(release.copies.select_related("recommendation", "text"))
    return _with_answers(account, release, rows)


def portal_of(account: Account, copy: ReleasedCopy) -> PortalCopy:
    """One copy with the answers so far."""
    [one] = _with_answers(account, copy.release, [copy])
    return one


def _with_answers(account: Account, release: Release, rows: Sequence[ReleasedCopy]) -> list[PortalCopy]:
    pages = _pages(account, release, rows)
    given = list(Response.objects.filter(copy__in=rows).order_by("-number"))
    opened = (
        open_many([one.words for one in given], reader=account, purpose=Purpose.READ, about=release)
        if given
        else []
    )
    answers: dict[UUID, list[PortalAnswer]] = {}
    for one, words in zip(given, opened, strict=True):
        label = str(Position(one.position).label)
        answers.setdefault(one.copy_id, []).append(PortalAnswer(label, one.answered_on, words.text))
    return [
        PortalCopy(row.id, str(row.recommendation.reference), pages.get(row.id), answers.get(row.id, []))
        for row in rows
    ]


def _pages(
    account: Account, release: Release, rows: Sequence[ReleasedCopy]
) -> Mapping[UUID, copies.CopyPage]:
    if release.handed_over_on is None:  # what is read here has left the house: the hand-over comes first
        return {}
    gates = rules.gates_of_copies(rows, release.organisation)
    free = [row for row, gate in zip(rows, gates, strict=True) if gate.is_open]
    try:
        return copies.named_copies(copies.pages_of(release, free, reader=account))
    except Denied:  # one that cannot be opened takes no other page along than its own release's
        return {}


def _received(account: Account) -> QuerySet[Release]:
    granted = permissions.granted(Release, account, "receive_release")
    return granted.filter(state__in=RECEIVABLE, organisation__people__account=account).select_related(
        "organisation"
    )
