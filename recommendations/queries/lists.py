"""The list of recommendations: paged by key, nothing opened, the same few queries for any number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from board.models import Account
from board.states import STAFF
from recommendations.models import (
    NEEDS_A_LOOK,
    Addressee,
    Evidence,
    Recommendation,
    ReleasedCopy,
    Response,
)
from recommendations.states import SEEN_BY_MEMBERS, Position, RecommendationState

PAGE = 50
NEWEST_FIRST = ("-drafted_on", "title", "id")
GIVEN = (RecommendationState.RELEASED, RecommendationState.FOLLOW_UP)
SHAPES: dict[str, str] = {
    RecommendationState.DRAFT: "draft",
    RecommendationState.ENDORSED: "open",
    RecommendationState.RELEASED: "wait",
    RecommendationState.FOLLOW_UP: "done",
    RecommendationState.WITHDRAWN: "stop",
}
# An organisation's name; its newest position, that there is none yet, or "" where it was not given it.
Said = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list; `answers` pairs each addressee with what it said.

    `has_left`: somebody was given it.
    """

    id: UUID
    reference: str
    title: str
    shape: str
    state: str
    is_draft: bool
    has_left: bool
    on: date
    answers: tuple[Said, ...]
    is_flagged: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list; `last` is the key of the next page, None on the last."""

    rows: Sequence[Row]
    last: UUID | None


def listed(account: Account, after: UUID | None = None) -> Listing:
    """Newest first: everything for those who write, endorsed and later for members. Raises Http404."""
    if not account.is_inside:
        raise Http404
    rows = Recommendation.objects.order_by(*NEWEST_FIRST)
    if account.role not in STAFF:
        rows = rows.filter(state__in=SEEN_BY_MEMBERS)
    found = list(_behind(rows, after)[: PAGE + 1])
    shown = found[:PAGE]
    return Listing(_with_answers(account, shown), shown[-1].id if len(found) > PAGE else None)


def given(account: Account, most: int) -> list[Row]:
    """The newest that a partner was given, with what each partner said; at most so many. Raises Http404."""
    if not account.is_inside:
        raise Http404
    rows = Recommendation.objects.filter(
        Exists(Addressee.objects.filter(recommendation=OuterRef("pk"))), state__in=GIVEN
    )
    return _with_answers(account, list(rows.order_by(*NEWEST_FIRST)[:most]))


def _with_answers(account: Account, rows: Sequence[Recommendation]) -> list[Row]:
    answers, flagged = _answers(rows), _flagged(rows) if account.role in STAFF else set()
    return [_row(one, answers.get(one.id, ()), is_flagged=one.id in flagged) for one in rows]


def _behind(rows: QuerySet[Recommendation], after: UUID | None) -> QuerySet[Recommendation]:
    if after is None:
        return rows
    last = rows.filter(id=after).first()  # among what she may see: another id answers like none
    if last is None:
        raise Http404
    same_day = Q(drafted_on=last.drafted_on)
    behind = Q(title__gt=last.title) | Q(title=last.title, id__gt=last.id)
    return rows.filter(Q(drafted_on__lt=last.drafted_on) | (same_day & behind))


def _row(one: Recommendation, answers: tuple[Said, ...], *, is_flagged: bool) -> Row:
    is_draft = one.state == RecommendationState.DRAFT
    return Row(
        id=one.id,
        reference=one.reference or "",
        title=one.title,
        shape=SHAPES[one.state],
        state=one.get_state_display(),
        is_draft=is_draft,
        has_left=any(said for _name, said in answers),
        on=one.endorsed_on or one.drafted_on,
        answers=answers,
        is_flagged=is_flagged,
    )


def _answers(rows: Iterable[Recommendation]) -> dict[UUID, tuple[Said, ...]]:
    ids = [one.id for one in rows]
    given = Response.objects.filter(copy__recommendation__in=ids).order_by("answered_on", "number")
    newest = {
        (recommendation, organisation): str(Position(position).label)
        for recommendation, organisation, position in given.values_list(
            "copy__recommendation_id", "copy__release__organisation_id", "position"
        )
    }
    handed = set(
        ReleasedCopy.objects.filter(
            recommendation__in=ids, release__handed_over_on__isnull=False
        ).values_list("recommendation_id", "release__organisation_id")
    )
    none_yet = {pair: _("no answer yet") for pair in handed}
    found: dict[UUID, list[Said]] = {}
    addressed = Addressee.objects.filter(recommendation__in=ids).order_by("organisation__name")
    for recommendation, organisation, name in addressed.values_list(
        "recommendation_id", "organisation_id", "organisation__name"
    ):
        found.setdefault(recommendation, []).append(
            (name, {**none_yet, **newest}.get((recommendation, organisation), ""))
        )
    return {key: tuple(value) for key, value in found.items()}


def _flagged(rows: Iterable[Recommendation]) -> set[UUID]:
    flagged = Evidence.objects.filter(NEEDS_A_LOOK, recommendation__in=[one.id for one in rows])
    return set(flagged.values_list("recommendation_id", flat=True))
