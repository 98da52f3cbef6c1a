"""Who may open a passage of a joint text, and the wording an author asked for instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import F

from board.models import Account
from board.states import Role
from consultations.models import Passage, PassageCheck
from consultations.rules.audiences import IN_JOINT_TEXT, is_standing
from consultations.rules.releasing import cover_release, may_open_for_release
from consultations.rules.sources import Source, allowed_for, sources_of
from consultations.states import PassageState, SynthesisState
from privacy import consent
from privacy.audit.acts import Person as Reader
from privacy.consent import Use
from privacy.reading import Cover, Purpose, Verdict
from privacy.states import Audience, Form

READING = frozenset({Purpose.READ, Purpose.SYNTHESIS, Purpose.RECORD})


def may_open_passages(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """Inside the board: the secretariat who writes, members once agreed, an author the words she checks.

    Always only while every text it rests on stands and may be used like this.
    """
    passages = _live(rows)
    if purpose == Purpose.RELEASE:
        return may_open_for_release(reader, passages)
    if not isinstance(reader, Account) or not reader.is_active:
        return {}
    if purpose == Purpose.CHECK:
        return _to_be_checked(reader, passages)
    if purpose not in READING:
        return {}
    seen = [one for one in passages if _may_see(reader, one, purpose)]
    allowed = allowed_for(seen, {one.id: _inside(one) for one in seen})
    sources = sources_of(allowed)
    return {row: _verdict(reader, sources[row]) for row in allowed}


def cover_passages(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Cover]:
    """The contribution it rests on.

    With several, one stands for all: `may_open_passages` has asked the others.
    """
    passages = _live(rows)
    sources = sources_of(one.id for one in passages)
    if purpose == Purpose.RELEASE:
        return cover_release(reader, passages, sources)
    return {
        one.id: Cover(_owner(reader, sources[one.id]), _inside(one))
        for one in passages
        if sources.get(one.id)
    }


def may_open_passage_checks(reader: Reader, rows: Sequence[UUID], purpose: Purpose) -> Mapping[UUID, Verdict]:
    """The wording an author asked for: she herself, and who writes, while she allows the use."""
    if not isinstance(reader, Account) or not reader.is_active:
        return {}
    found = list(PassageCheck.objects.filter(id__in=rows).select_related("contribution__author", "passage"))
    writes = reader.role == Role.SECRETARIAT and purpose == Purpose.SYNTHESIS
    usable = _usable(found) if writes else set()
    verdicts = dict.fromkeys(usable, Verdict.MAY)
    hers = [check.id for check in found if check.contribution.author.account_id == reader.pk]
    return verdicts | dict.fromkeys(hers, Verdict.OWN)


def _usable(checks: list[PassageCheck]) -> set[UUID]:
    """Those whose text stands and may be used as the passage uses it."""
    standing = [check for check in checks if is_standing(check.contribution)]
    live = {
        uses: consent.in_force([check.contribution_id for check in standing], uses)
        for uses in {_inside(check.passage) for check in standing}
    }
    return {check.id for check in standing if check.contribution_id in live[_inside(check.passage)]}


def _to_be_checked(reader: Account, passages: list[Passage]) -> dict[UUID, Verdict]:
    asked = PassageCheck.objects.filter(
        passage__in=[one.id for one in passages],
        revision=F("passage__revision"),
        contribution__author__account=reader,
    )
    hers = set(asked.values_list("passage_id", flat=True))
    shown = [one for one in passages if one.id in hers]
    allowed = allowed_for(shown, {one.id: _inside(one) for one in shown})
    # Made from her words alone, it is hers to look at; another author is told that somebody has looked.
    sources = sources_of(allowed)
    return {row: _verdict(reader, sources[row]) for row in allowed}


def _may_see(reader: Account, passage: Passage, purpose: Purpose) -> bool:
    if reader.role == Role.SECRETARIAT:
        return True
    return (
        reader.is_member and purpose != Purpose.SYNTHESIS and passage.synthesis.state == SynthesisState.AGREED
    )


def _verdict(reader: Account, sources: list[Source]) -> Verdict:
    return Verdict.OWN if all(one.author == reader.pk for one in sources) else Verdict.MAY


def _inside(passage: Passage) -> frozenset[Use]:
    return IN_JOINT_TEXT if passage.form == Form.PARAPHRASE else frozenset({Use(Form.QUOTE, Audience.BOARD)})


def _owner(reader: Reader, sources: list[Source]) -> UUID:
    others = [one.contribution for one in sources if one.author != reader.pk]
    return others[0] if others else sources[0].contribution


def _live(rows: Sequence[UUID]) -> list[Passage]:
    return list(
        Passage.objects.filter(id__in=rows, state=PassageState.LIVE, body__isnull=False).select_related(
            "synthesis"
        )
    )
