"""Writing recommendations: from a joint text, from conclusions, and on from there."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from board.models import Account, Organisation
from consultations.models import Passage
from meetings.models import Entry, Meeting
from privacy import audit, clock, reading, withdrawal
from privacy.audit import Act
from privacy.permissions import Denied
from privacy.reading import Opened, Purpose
from recommendations import rules
from recommendations.actions.closing import close_wordings
from recommendations.actions.sealing import seal_for
from recommendations.models import CHANGED, LOST, Addressee, Evidence, Recommendation, RecommendationText
from recommendations.states import RecommendationState


@dataclass(frozen=True, slots=True)
class Draft:
    """What one writes: a neutral title in one line, what is asked, and why (may be empty)."""

    title: str
    operative: str
    rationale: str = ""

    def __repr__(self) -> str:
        return "<Draft>"


class _Twice(Exception):
    """Pressed twice: the draft is there."""


def draft_from_passages(
    *,
    actor: Account,
    draft: Draft,
    passages: Sequence[Passage],
    id: UUID | None = None,  # noqa: A002  (the model's own name)
) -> Recommendation:
    """A draft that rests on passages of a joint text. Raises Denied.

    `id` is that of the form: sent twice, it is drafted once.
    """
    recommendation, text = _new(draft, reading.new_record_key(), id)
    drafted = audit.act("recommendation.drafted", actor=actor, about=recommendation)
    with contextlib.suppress(_Twice), drafted as act:
        rules.check_can_draft(actor)
        if not passages:
            raise Denied("nothing_chosen", _("Choose at least one passage."))
        act.lock(passages[0].synthesis)  # the other press has it until it is through
        if Recommendation.objects.filter(id=recommendation.id).exists():
            raise _Twice
        act.save_all([recommendation, text])
        act.save_all(
            Evidence(recommendation=recommendation, passage=one, revision=one.revision) for one in passages
        )
    return recommendation


def draft_from_conclusions(
    *,
    actor: Account,
    meeting: Meeting,
    conclusions: Sequence[Entry],
    titles: Mapping[UUID, str] | None = None,
) -> list[Recommendation]:
    """One draft for each conclusion that has none yet, in their order; its words start the wording.

    `titles` by entry; else the conclusion's heading, or "Conclusion 3 of 14". Raises Denied.
    """
    rules.check_can_draft(actor)
    waiting = _without_draft(conclusions)
    if not waiting:
        return []
    numbers = {entry.id: number for number, entry in enumerate(conclusions, 1)}
    named = {entry.id: entry.heading or _title(meeting, numbers[entry.id]) for entry in waiting}
    named |= dict(titles or {})
    words = _words_of(waiting, actor, meeting)
    keys = reading.new_record_keys(len(waiting))
    made = {
        entry.id: _new(Draft(named[entry.id], words[entry.id]), key)
        for entry, key in zip(waiting, keys, strict=True)
    }
    with audit.act("recommendation.drafted_from_meeting", actor=actor, about=meeting) as act:
        rules.check_can_draft(actor)
        act.lock(meeting)  # two people may press the button at once
        still = _without_draft([act.lock(entry) for entry in waiting])
        rules.check_conclusions(still)
        for entry in still:
            act.save_all(made[entry.id])
            Evidence(recommendation=made[entry.id][0], entry=entry).save(act=act)
    return [made[entry.id][0] for entry in still]


def reword(*, actor: Account, recommendation: Recommendation, revision: int, draft: Draft) -> None:
    """A new wording of a draft, from its sources as they are now: the ties to those that are gone are cut.

    `revision` is what the writer saw. Raises Denied ("stale" when it was changed meanwhile).
    """
    number = recommendation.texts.count() + 1
    text = _text(recommendation, number, draft, reading.new_record_key())
    with audit.act("recommendation.reworded", actor=actor, about=recommendation) as act:
        row = act.lock(recommendation)
        rules.check_can_reword(actor, row)
        rules.check_is_current(row, revision)
        row.title, row.revision = draft.title, row.revision + 1
        act.save_all([row, text])
        keys = _cut(act, row, text)
        for changed in row.evidence.filter(CHANGED).select_related("passage"):
            changed.revision = changed.passage.revision if changed.passage else None
            changed.save(act=act)
    withdrawal.forget(keys, about=recommendation)


def address_to(
    *, actor: Account, recommendation: Recommendation, revision: int, organisations: Iterable[Organisation]
) -> None:
    """The organisations a draft is addressed to; those not named are no longer.

    `revision` is what the writer saw. Raises Denied ("stale" when it was changed meanwhile).
    """
    wanted = {one.id: one for one in organisations}
    with audit.act("addressee.set", actor=actor, about=recommendation) as act:
        row = act.lock(recommendation)
        rules.check_can_reword(actor, row)
        rules.check_is_current(row, revision)
        row.revision += 1
        row.save(act=act)
        before = {one.organisation_id: one for one in Addressee.objects.filter(recommendation=row)}
        for gone in before.keys() - wanted.keys():
            before[gone].delete(act=act)
        for new in wanted.keys() - before.keys():
            Addressee(recommendation=row, organisation=wanted[new]).save(act=act)


def drop(*, actor: Account, recommendation: Recommendation) -> None:
    """Take back a draft, or what was endorsed and not handed over. Raises Denied."""
    with audit.act("recommendation.dropped", actor=actor, about=recommendation) as act:
        row = act.lock(recommendation)
        rules.check_can_drop(actor, row)
        row.state, row.revision = RecommendationState.WITHDRAWN, row.revision + 1
        row.save(act=act)


def draft_again(*, actor: Account, recommendation: Recommendation) -> Recommendation:
    """An endorsed text with a source that is gone or changed becomes a new draft; the old one is taken back.

    Raises Denied: "cannot_be_opened" rather than that an empty draft takes its place.
    """
    rules.check_can_draft_again(actor, recommendation)
    last = recommendation.texts.latest("number")
    sealed = [] if last.closed_on else [last.operative, *([last.rationale] if last.rationale else [])]
    opened = reading.open_many(sealed, reader=actor, purpose=Purpose.READ, about=recommendation)
    words = _all_words(opened, _("This wording cannot be opened just now.")) if sealed else ("", "")
    draft, text = _new(Draft(recommendation.title, *words), reading.new_record_key())
    with audit.act("recommendation.drafted_again", actor=actor, about=recommendation) as act:
        row = act.lock(recommendation)
        rules.check_can_draft_again(actor, row)
        row.state, row.revision = RecommendationState.WITHDRAWN, row.revision + 1
        act.save_all([row, draft, text])
        _carry_over(act, row, draft)
    return draft


def let_stand(*, actor: Account, recommendation: Recommendation) -> None:
    """What was handed over stays as the board's own wording; ties to lost sources are cut. Raises Denied."""
    with audit.act("evidence.cut", actor=actor, about=recommendation) as act:
        row = act.lock(recommendation)
        rules.check_can_let_stand(actor, row)
        keys = _cut(act, row)
    withdrawal.forget(keys, about=recommendation)


def _cut(act: Act, recommendation: Recommendation, *stays: RecommendationText) -> set[bytes]:
    """Cut the ties to sources that are gone, and close the wordings that would be left without them.

    No tie would lead to those any more when a source behind them is taken back. The keys that have to go.
    """
    lost = list(recommendation.evidence.filter(LOST))
    for gone in lost:
        gone.delete(act=act)
    return close_wordings(act, [recommendation.id], but=[one.id for one in stays]) if lost else set()


def _carry_over(act: Act, old: Recommendation, new: Recommendation) -> None:
    # the lost ones too: what was written with them is only left behind when somebody has reworded it
    for one in old.evidence.all():
        tie = Evidence(recommendation=new, passage=one.passage, revision=one.revision, entry=one.entry)
        tie.flagged_on = one.flagged_on
        tie.save(act=act)
    for addressee in old.addressees.all():
        Addressee(recommendation=new, organisation=addressee.organisation).save(act=act)


def _new(
    draft: Draft,
    record: bytes,
    id: UUID | None = None,  # noqa: A002  (the model's own name)
) -> tuple[Recommendation, RecommendationText]:
    recommendation = Recommendation(id=id or uuid4(), title=draft.title, drafted_on=clock.today())
    return recommendation, _text(recommendation, 1, draft, record)


def _text(recommendation: Recommendation, number: int, draft: Draft, record: bytes) -> RecommendationText:
    text = RecommendationText(recommendation=recommendation, number=number, record=record)
    text.operative = seal_for(text, "operative", draft.operative, record=record)
    if draft.rationale:
        text.rationale = seal_for(text, "rationale", draft.rationale, record=record)
    return text


def _without_draft(entries: Iterable[Entry]) -> list[Entry]:
    listed = list(entries)
    used = Evidence.objects.filter(entry__in=listed).exclude(
        recommendation__state=RecommendationState.WITHDRAWN
    )
    taken = set(used.values_list("entry_id", flat=True))
    return [entry for entry in listed if entry.id not in taken]


def _words_of(entries: Sequence[Entry], actor: Account, meeting: Meeting) -> dict[UUID, str]:
    sealed = [entry.body for entry in entries]
    opened = reading.open_many(sealed, reader=actor, purpose=Purpose.READ, about=meeting)
    words = _all_words(opened, _("A conclusion cannot be opened just now."))
    return {entry.id: one for entry, one in zip(entries, words, strict=True)}


def _all_words(opened: Sequence[Opened], refusal: str) -> list[str]:
    words = [one.text for one in opened if one.text is not None]
    if len(words) < len(opened):
        raise Denied("cannot_be_opened", refusal)
    return words


def _title(meeting: Meeting, number: int) -> str:
    return _("Conclusion %(number)d of %(meeting)s") % {"number": number, "meeting": meeting.short_name}
