"""What a passage rests on now: the citations of its present revision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Max

from consultations.models import Citation, Passage
from consultations.rules.audiences import is_standing
from privacy import consent
from privacy.consent import Use


@dataclass(frozen=True, slots=True)
class Source:
    """One cited version of a contribution."""

    contribution: UUID
    author: UUID  # the id of her account
    stands: bool
    is_newest: bool


def sources_of(passages: Iterable[UUID]) -> dict[UUID, list[Source]]:
    """The sources of each passage, in one query; in the order of contribution ids, which says nothing."""
    rows = (
        Citation.objects.filter(passage__in=list(passages), revision=F("passage__revision"))
        .select_related("text__contribution__author")
        .annotate(newest=Max("text__contribution__texts__number"))
        .order_by("text__contribution_id")
    )
    found: dict[UUID, list[Source]] = {}
    for row in rows:
        contribution = row.text.contribution
        found.setdefault(row.passage_id, []).append(
            Source(
                contribution.id,
                contribution.author.account_id,
                is_standing(contribution),
                row.text.number == row.newest,
            )
        )
    return found


def allowed_for(passages: Iterable[Passage], uses_of: dict[UUID, frozenset[Use]]) -> set[UUID]:
    """The passages of which every source stands and allows one of the uses given for the passage."""
    listed = list(passages)
    sources = sources_of(passage.id for passage in listed)
    things = {source.contribution for group in sources.values() for source in group}
    live = {uses: consent.in_force(things, uses) for uses in set(uses_of.values())}
    return {
        passage.id
        for passage in listed
        if (group := sources.get(passage.id, []))
        and all(source.stands and source.contribution in live[uses_of[passage.id]] for source in group)
    }
