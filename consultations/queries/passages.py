"""Passages of a joint text: for those who write it, and for those who read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import Http404

from board.models import Account
from board.queries import saying
from board.rules import audience_of
from consultations import rules
from consultations.models import Citation, Consultation, ContributionText, Passage, PassageCheck, Synthesis
from consultations.states import PassageState
from privacy.permissions import Denied
from privacy.reading import Opened, Purpose, open_many
from privacy.states import Form


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage with its opened words (None where it has none now), what it cites, and what its authors
    said.

    `written` are the words as they are sealed, with a token for each person; for whoever edits them.
    """

    passage: Passage
    opened: Opened | None
    cites: frozenset[UUID] = frozenset()  # ids of texts; of a corrected one, that of its newest version
    answers: list[str] = field(default_factory=list)  # values of CheckAnswer, sorted
    wordings: list[Opened] = field(default_factory=list)
    written: Opened | None = None
    has_newer_source: bool = False  # an author has corrected a text it rests on since


def synthesis_of(consultation: Consultation) -> Synthesis | None:
    """The joint text of a request, where one was begun."""
    return Synthesis.objects.filter(consultation=consultation).first()


def passages_of(synthesis: Synthesis, *, reader: Account, purpose: Purpose) -> list[ShownPassage]:
    """Its passages in their order, opened in one call. What may not be read now comes without words."""
    passages = _present(synthesis)
    return _opened(passages, reader, purpose, synthesis.consultation)


def draft_passages(consultation: Consultation, *, reader: Account) -> list[ShownPassage]:
    """The same for whoever writes, with what each passage cites and what its authors said to it."""
    synthesis = synthesis_of(consultation)
    if synthesis is None:
        return []
    shown = _opened(_present(synthesis), reader, Purpose.SYNTHESIS, consultation)
    cites = _cites(shown)
    checks = _checks(shown)
    wordings = _wordings(checks, reader, consultation)
    sources = rules.sources_of([one.passage.id for one in shown])
    return [
        ShownPassage(
            one.passage,
            one.opened,
            frozenset(cites.get(one.passage.id, ())),
            sorted(check.answer for check in checks if check.passage_id == one.passage.id),
            [wordings[c.id] for c in checks if c.passage_id == one.passage.id and c.id in wordings],
            one.written,
            not all(source.is_newest for source in sources.get(one.passage.id, [])),
        )
        for one in shown
    ]


def passage_for(account: Account, consultation: Consultation, passage: UUID) -> Passage:
    """One passage of this very request, for whoever writes. Raises Http404."""
    found = (
        Passage.objects.filter(id=passage, synthesis__consultation=consultation)
        .exclude(state=PassageState.REMOVED)
        .select_related("synthesis__consultation")
        .first()
    )
    try:
        rules.check_can_write_synthesis(account, consultation)
    except Denied:
        raise Http404 from None
    if found is None:
        raise Http404
    return found


def _present(synthesis: Synthesis) -> QuerySet[Passage]:
    rows: QuerySet[Passage] = Passage.objects.filter(synthesis=synthesis)
    return rows.exclude(state=PassageState.REMOVED).order_by("position", "id")


def _opened(
    rows: QuerySet[Passage], reader: Account, purpose: Purpose, about: Consultation
) -> list[ShownPassage]:
    passages = list(rows)
    # What a text on hold or a permission that has ended shuts is not even tried: a try would be an event.
    may = rules.may_open_passages(reader, [one.id for one in passages], purpose)
    worded = [one for one in passages if one.id in may]
    opened = open_many([one.body for one in worded], reader=reader, purpose=purpose, about=about)
    written = {one.id: text for one, text in zip(worded, opened, strict=True)}
    # A member's own words are shown as they are: no token of hers is ever taken for a name.
    ours = [one.id for one in worded if one.form != Form.QUOTE]
    named = zip(ours, saying([written[one] for one in ours], audience_of(reader)), strict=True)
    shown = {**written, **dict(named)}
    return [ShownPassage(one, shown.get(one.id), written=written.get(one.id)) for one in passages]


def _cites(shown: list[ShownPassage]) -> dict[UUID, set[UUID]]:
    newest = ContributionText.objects.filter(contribution=OuterRef("text__contribution")).order_by("-number")
    rows = Citation.objects.filter(
        passage__in=[one.passage.id for one in shown], revision=F("passage__revision")
    ).annotate(newest=Subquery(newest.values("id")[:1]))
    found: dict[UUID, set[UUID]] = {}
    for passage, text in rows.values_list("passage_id", "newest"):
        found.setdefault(passage, set()).add(text)
    return found


def _checks(shown: list[ShownPassage]) -> list[PassageCheck]:
    rows = PassageCheck.objects.filter(
        passage__in=[one.passage.id for one in shown], revision=F("passage__revision")
    )
    return list(rows.order_by("id"))


def _wordings(checks: list[PassageCheck], reader: Account, about: Consultation) -> dict[UUID, Opened]:
    worded = [check for check in checks if check.wording is not None]
    may = rules.may_open_passage_checks(reader, [check.id for check in worded], Purpose.SYNTHESIS)
    wanted = [check for check in worded if check.id in may]
    opened = open_many(
        [check.wording for check in wanted], reader=reader, purpose=Purpose.SYNTHESIS, about=about
    )
    return {check.id: one for check, one in zip(wanted, opened, strict=True)}
