"""What may leave the house for one agency. Asked when a release is built, approved and at every hand-over.

A refusal names nothing and nobody: which text lacks a permission, and why, is its author's matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from board.models import Organisation
from consultations.rules import passage_releasable
from meetings.states import EntryState
from privacy.permissions import Denied
from recommendations.models import Addressee, Evidence, Quoted, Recommendation, Release, ReleasedCopy
from recommendations.states import SEEN_BY_MEMBERS


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether one recommendation may go to one organisation, and why not, in sentences that name nobody."""

    recommendation: Recommendation
    faults: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Nothing stands against it."""
        return not self.faults


def gates(recommendations: Iterable[Recommendation], organisation: Organisation) -> list[Gate]:
    """One gate for each recommendation, in the order given; a fixed number of queries."""
    listed = list(recommendations)
    evidence = list(Evidence.objects.filter(recommendation__in=listed).select_related("entry", "passage"))
    free = releasable([one.passage_id for one in evidence if one.passage_id], organisation)
    addressed = set(
        Addressee.objects.filter(recommendation__in=listed, organisation=organisation).values_list(
            "recommendation_id", flat=True
        )
    )
    return [
        Gate(one, _faults(one, [e for e in evidence if e.recommendation_id == one.id], free, addressed))
        for one in listed
    ]


def gates_of_copies(copies: Sequence[ReleasedCopy], organisation: Organisation) -> list[Gate]:
    """The gate of each copy: its recommendation, and the words quoted in it as they were approved."""
    quoted = list(Quoted.objects.filter(copy__in=copies).select_related("passage"))
    free = releasable([one.passage_id for one in quoted], organisation)
    closed: dict[UUID, int] = {}
    for one in quoted:
        if one.passage_id not in free or one.revision != one.passage.revision:
            closed[one.copy_id] = closed.get(one.copy_id, 0) + 1
    found = gates([copy.recommendation for copy in copies], organisation)
    return [_with_quotes(gate, closed.get(copy.id, 0)) for gate, copy in zip(found, copies, strict=True)]


def check_can_leave(release: Release) -> None:
    """Every recommendation of a release passes, and every quote as it was approved. Raises Denied."""
    copies = list(ReleasedCopy.objects.filter(release=release).select_related("recommendation"))
    for gate in gates_of_copies(copies, release.organisation):
        if not gate.is_open:
            raise Denied("gate", gate.faults[0])


def releasable(passages: Iterable[UUID], organisation: Organisation) -> set[UUID]:
    """Those passages that may go to this organisation in their form, now; the reasons stay on their floor."""
    reasons = passage_releasable(list(passages), organisation.id)
    return {passage for passage, reason in reasons.items() if reason is None}


def no_permission(count: int) -> str:
    """The one sentence of a refusal."""
    return ngettext(
        "One passage has no live permission for this agency.",
        "%(count)d passages have no live permission for this agency.",
        count,
    ) % {"count": count}


def _with_quotes(gate: Gate, closed: int) -> Gate:
    # A quote is a source as well: it has its sentence already when its own permission ended.
    if not closed or gate.faults:
        return gate
    return Gate(gate.recommendation, (no_permission(closed),))


def _faults(
    recommendation: Recommendation, evidence: list[Evidence], free: set[UUID], addressed: set[UUID]
) -> tuple[str, ...]:
    faults = []
    if recommendation.state not in SEEN_BY_MEMBERS:
        faults.append(_("The board has not endorsed this."))
    if recommendation.id not in addressed:
        faults.append(_("This is not addressed to this organisation."))
    closed = sum(1 for one in evidence if not _stands(one, free))
    if closed:
        faults.append(no_permission(closed))
    if any(_is_changed(one) for one in evidence):
        faults.append(_("A source has other words now. Look at the wording of the recommendation again."))
    return tuple(faults)


def _stands(evidence: Evidence, free: set[UUID]) -> bool:
    if evidence.flagged_on is not None:
        return False
    if evidence.entry is not None:
        return bool(evidence.entry.state == EntryState.LIVE)
    return evidence.passage_id in free and not _is_changed(evidence)


def _is_changed(evidence: Evidence) -> bool:
    """Who allows the new words of a passage has said nothing about the wording written from the old ones."""
    return evidence.passage is not None and evidence.passage.revision != evidence.revision
