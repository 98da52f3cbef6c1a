"""Whether a passage may leave the board.

Asked when a release is built and again whenever it is handed over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from board.models import Organisation
from consultations.models import Passage, PassageCheck
from consultations.rules.sources import Source, sources_of
from consultations.rules.standing import standings
from consultations.states import CheckAnswer, PassageState
from privacy import consent
from privacy.audit.acts import Person as Reader
from privacy.consent import Use
from privacy.reading import Cover, System, Verdict
from privacy.states import Audience, Form


@dataclass(frozen=True, slots=True)
class Releasing(System):
    """The machine that builds a release to one organisation; None stands for the public."""

    organisation: UUID | None = None


# Opens what may go to some agency or to the public; prefer `release_to`, which asks about the one that gets
# it.
RELEASE = System("release")


def release_to(organisation: UUID | None) -> Releasing:
    """The reader with which a release to this organisation opens passages (None: the public)."""
    return Releasing("release", organisation=organisation)


def passage_releasable(passage_ids: Sequence[UUID], organisation_id: UUID | None) -> dict[UUID, str | None]:
    """For each passage None, or why it may not go to this organisation now (None: the public). Names nobody.

    "unknown": no such passage · "needs_wording": it has no words now · "no_source": it rests on nothing ·
    "on_hold": a text it rests on is not to be used now · "newer_version": its author has corrected a text
    since · "no_permission": not for this organisation in this form · "not_shown": an author wants to see the
    exact words first and has not said yes.
    """
    passages = {one.id: one for one in Passage.objects.filter(id__in=passage_ids)}
    sources = sources_of(passages)
    things = {source.contribution for group in sources.values() for source in group}
    first = {thing for thing, standing in standings(things).items() if standing.show_first}
    agreed = _agreed(passages)
    live = {
        form: consent.in_force(things, [_use(form, organisation_id)])
        for form in (Form.PARAPHRASE, Form.QUOTE)
    }
    return {
        wanted: _reason(passages.get(wanted), sources.get(wanted, []), live, first, agreed)
        for wanted in passage_ids
    }


def may_open_for_release(reader: Reader, passages: Sequence[Passage]) -> dict[UUID, Verdict]:
    """The machine that builds a release, and nobody else."""
    if not isinstance(reader, System) or reader.name != RELEASE.name:
        return {}
    ids = [one.id for one in passages]
    if isinstance(reader, Releasing):
        reasons = passage_releasable(ids, reader.organisation)
        return {row: Verdict.MAY for row, reason in reasons.items() if reason is None}
    anybody = [None, *Organisation.objects.values_list("id", flat=True)]
    somewhere = [passage_releasable(ids, organisation) for organisation in anybody]
    return {row: Verdict.MAY for row in ids if any(reasons[row] is None for reasons in somewhere)}


def cover_release(
    reader: Reader, passages: Sequence[Passage], sources: Mapping[UUID, list[Source]]
) -> dict[UUID, Cover]:
    """The permission for the organisation that gets it, in the passage's form."""
    if isinstance(reader, Releasing):
        recipients = [reader.organisation]
    else:
        recipients = [None, *Organisation.objects.values_list("id", flat=True)]
    return {
        one.id: Cover(
            sources[one.id][0].contribution,
            frozenset(_use(Form(one.form), recipient) for recipient in recipients),
        )
        for one in passages
        if sources.get(one.id)
    }


def _use(form: Form, organisation: UUID | None) -> Use:
    # No cell implies another: a yes to the public is no yes to an agency.
    if organisation is None:
        return Use(form, Audience.PUBLIC)
    return Use(form, Audience.AGENCY, organisation)


def _agreed(passages: Mapping[UUID, Passage]) -> set[tuple[UUID, UUID]]:
    checks = PassageCheck.objects.filter(passage__in=list(passages), answer=CheckAnswer.YES)
    return {
        (check.passage_id, check.contribution_id)
        for check in checks
        if check.revision == passages[check.passage_id].revision
    }


def _reason(
    passage: Passage | None,
    sources: list[Source],
    live: Mapping[Form, set[UUID]],
    first: set[UUID],
    agreed: set[tuple[UUID, UUID]],
) -> str | None:
    if passage is None:
        return "unknown"
    things = [source.contribution for source in sources]
    reasons = {
        "needs_wording": passage.state != PassageState.LIVE or passage.body is None,
        "no_source": not sources,
        "on_hold": not all(source.stands for source in sources),
        "newer_version": not all(source.is_newest for source in sources),
        "no_permission": not set(things) <= live[Form(passage.form)],
        "not_shown": any(thing in first and (passage.id, thing) not in agreed for thing in things),
    }
    return next((code for code, holds in reasons.items() if holds), None)
