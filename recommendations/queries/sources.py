"""What recommendations rest on: joint texts and conclusions, for those who write and for those who look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from board.models import Account
from board.queries import saying
from board.rules import audience_of
from board.states import STAFF
from consultations import queries as consultations
from consultations.models import Passage, Synthesis
from meetings import queries as meetings
from meetings.models import Entry, Meeting
from meetings.states import EntryKind, EntryState, MinutesState
from privacy.fields import Sealed
from privacy.reading import Purpose, open_many
from privacy.states import Form
from recommendations.models import Evidence, Recommendation
from recommendations.queries.recommendations import staff_or_404
from recommendations.states import RecommendationState

DECISIONS_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Source:
    """One thing a recommendation rests on. `words` is None where this reader may not see it."""

    where: str
    what: str
    words: str | None
    is_flagged: bool
    is_changed: bool

    def __repr__(self) -> str:
        return "<Source>"


@dataclass(frozen=True, slots=True)
class Worded:
    """A row (a passage, a conclusion, a decision) with its words, for a page on which one chooses."""

    row: Passage | Entry
    label: str
    words: str
    is_used: bool = False

    def __repr__(self) -> str:
        return "<Worded>"


def agreed_syntheses(account: Account) -> list[Synthesis]:
    """Joint texts that are agreed, newest first. Raises Http404."""
    staff_or_404(account)
    return consultations.agreed_syntheses_for(account)


def synthesis_for(account: Account, synthesis: UUID) -> Synthesis:
    """One agreed joint text. Raises Http404."""
    found = next((one for one in agreed_syntheses(account) if one.id == synthesis), None)
    if found is None:
        raise Http404
    return found


def passages_of(account: Account, synthesis: Synthesis) -> list[Worded]:
    """Its passages that this reader may see, opened in one call."""
    return [
        Worded(
            one.passage,
            f"{_('Passage')} {one.passage.position}, {one.passage.get_form_display()}",
            one.opened.text,
        )
        for one in consultations.passages_of(synthesis, reader=account, purpose=Purpose.READ)
        if one.opened is not None and one.opened.text is not None
    ]


def meetings_with_conclusions(account: Account) -> list[tuple[Meeting, int]]:
    """Meetings with approved minutes, and how many of their conclusions have no draft yet. Raises Http404."""
    staff_or_404(account)
    rows = Entry.objects.filter(
        kind=EntryKind.CONCLUSION, state=EntryState.LIVE, minutes__state=MinutesState.APPROVED
    )
    waiting: dict[UUID, int] = {}
    held: dict[UUID, Meeting] = {}
    for entry in rows.exclude(evidence__in=_used()).select_related("minutes__meeting").defer("body"):
        meeting = entry.minutes.meeting
        held[meeting.id] = meeting
        waiting[meeting.id] = waiting.get(meeting.id, 0) + 1
    newest = sorted(held.values(), key=lambda one: one.starts_at, reverse=True)
    return [(meeting, waiting[meeting.id]) for meeting in newest]


def conclusions_of(account: Account, meeting: UUID) -> tuple[Meeting, list[Worded]]:
    """The conclusions of one meeting in their order; `is_used` where a draft is there. Raises Http404."""
    staff_or_404(account)
    listed = meetings.conclusions_for_recommendations(account, meeting)
    if not listed:
        raise Http404
    held = listed[0].minutes.meeting
    used = set(_used().filter(entry__in=listed).values_list("entry_id", flat=True))
    return held, [
        Worded(entry, entry.heading, words, entry.id in used)
        for entry, words in _with_words(account, held, listed)
    ]


def decisions_for_endorsement(account: Account) -> list[Worded]:
    """Decisions in approved minutes, newest meeting first. Raises Http404."""
    staff_or_404(account)
    listed = meetings.decisions_for_endorsement()[:DECISIONS_SHOWN]
    if not listed:
        return []
    worded = _with_words(account, listed[0].minutes, listed)
    return [Worded(entry, f"{_('Decision')} {number_of(entry)}", words) for entry, words in worded]


def sources_of(account: Account, recommendation: Recommendation) -> list[Source]:
    """What a recommendation rests on, with the words this reader may see; opened in one call."""
    rows = list(
        Evidence.objects.filter(recommendation=recommendation)
        .select_related("passage__synthesis__consultation", "entry__minutes__meeting")
        .order_by("passage__position", "entry__position", "id")
    )
    sealed = {row.id: body for row in rows if (body := _body(row)) is not None}
    opened = (
        open_many(list(sealed.values()), reader=account, purpose=Purpose.READ, about=recommendation)
        if sealed
        else []
    )
    # A member's own words are shown as they are.
    hers = {row.id for row in rows if row.passage is not None and row.passage.form == Form.QUOTE}
    named = saying(opened, audience_of(account))
    words = {
        key: (one if key in hers else ours).text for key, one, ours in zip(sealed, opened, named, strict=True)
    }
    # That a text was taken back is told to those who have to write anew, and to nobody else.
    told = account.role in STAFF
    return [
        Source(
            *_place(row),
            words.get(row.id),
            is_flagged=told and row.flagged_on is not None,
            is_changed=told and row.passage is not None and row.passage.revision != row.revision,
        )
        for row in rows
    ]


def number_of(decision: Entry) -> str:
    """How a decision is quoted: "14/3"."""
    return f"{decision.minutes.meeting.short_name}/{decision.number}"


def _used() -> QuerySet[Evidence]:
    return Evidence.objects.filter(entry__isnull=False).exclude(
        recommendation__state=RecommendationState.WITHDRAWN
    )


def _with_words(account: Account, about: Model, listed: Sequence[Entry]) -> list[tuple[Entry, str]]:
    with_body = [entry for entry in listed if entry.body is not None]
    read = open_many([one.body for one in with_body], reader=account, purpose=Purpose.READ, about=about)
    opened = saying(read, audience_of(account))
    return [(e, o.text) for e, o in zip(with_body, opened, strict=True) if o.text is not None]


def _body(row: Evidence) -> Sealed | None:
    source = row.passage or row.entry
    return source.body if source is not None else None


def _place(row: Evidence) -> tuple[str, str]:
    if row.passage is not None:
        return row.passage.synthesis.consultation.reference, str(row.passage.get_form_display())
    assert row.entry is not None
    return row.entry.minutes.meeting.reference, _("a conclusion of the meeting")
