"""What meetings concluded and decided, for the floor above."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from board.models import Account
from meetings import rules
from meetings.models import Entry, Meeting
from meetings.queries.meetings import meeting_for, minutes_of
from meetings.states import EntryKind, EntryState, MeetingKind, MinutesState


def conclusions_of(meeting: Meeting) -> list[Entry]:
    """The live conclusions of approved minutes, in order, texts sealed (`entry.body`); `heading` is plain."""
    return list(
        Entry.objects.filter(
            minutes__meeting=meeting,
            minutes__state=MinutesState.APPROVED,
            kind=EntryKind.CONCLUSION,
            state=EntryState.LIVE,
        ).select_related("minutes__meeting", "item")
    )


def conclusions_for_recommendations(account: Account, meeting_id: UUID) -> list[Entry]:
    """The same, for the chair and the secretariat, from whose press they become drafts. Raises Http404."""
    meeting = meeting_for(account, meeting_id)
    minutes = minutes_of(meeting)
    if minutes is None or minutes.state != MinutesState.APPROVED:
        raise Http404
    if not rules.asked(rules.check_can_prepare, account):
        raise Http404
    return conclusions_of(meeting)


def decisions_for_endorsement() -> list[Entry]:
    """Decisions of the board itself, in approved minutes, the newest meeting first.

    "14/3" is `entry.minutes.meeting.short_name` and `entry.number`.
    """
    rows = Entry.objects.filter(
        minutes__state=MinutesState.APPROVED,
        minutes__meeting__kind=MeetingKind.OWN,
        kind=EntryKind.DECISION,
        state=EntryState.LIVE,
    )
    return list(rows.select_related("minutes__meeting").order_by("-minutes__meeting__starts_at", "number"))
