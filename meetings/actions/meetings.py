"""Prepare a meeting, call it, call it off; how to join it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.core.signing import BadSignature
from django.utils.translation import gettext as _

from board.models import Account
from meetings import rules
from meetings.models import JoinDetails, Meeting
from meetings.states import MeetingKind, MeetingState
from notices.actions import queue_all
from notices.states import Cause
from privacy import audit, clock, reading
from privacy.audit import Act, Outcome
from privacy.permissions import Denied


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What stands at the head of a meeting. `zone` is IANA, times are aware; `short_name` begins "14/3"."""

    reference: str
    short_name: str
    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str
    languages: str
    kind: str = MeetingKind.OWN
    host: str = ""
    convened_by: str = ""


def add_meeting(*, actor: Account, facts: Facts) -> Meeting:
    """Begin to prepare a meeting. Raises Denied: not_staff, reference_taken."""
    meeting = Meeting(record=reading.new_record_key(), **asdict(facts))
    with audit.act("meeting.added", actor=actor, about=meeting) as act:
        rules.check_can_prepare(actor)
        _check_reference(meeting)
        meeting.save(act=act)
    return meeting


def change_meeting(*, actor: Account, meeting: Meeting, revision: int, facts: Facts) -> None:
    """Correct its facts, until it is held. Raises Denied: not_staff, too_late, stale, reference_taken."""
    with audit.act("meeting.changed", actor=actor, about=meeting) as act:
        row = act.lock(meeting)
        rules.check_can_change_meeting(actor, row)
        rules.check_is_current(row, revision)
        for name, value in asdict(facts).items():
            setattr(row, name, value)
        _check_reference(row)
        row.revision += 1
        row.save(act=act)


def call_meeting(*, actor: Account, meeting: Meeting) -> None:
    """Send the agenda to members: from now on they see the meeting, and the agenda is fixed.

    Raises Denied: not_staff, wrong_state, no_items, no_participants.
    """
    with audit.act("meeting.called", actor=actor, about=meeting) as act:
        row = act.lock(meeting)
        rules.check_can_call(actor, row)
        row.state, row.called_at = MeetingState.CALLED, clock.now()
        row.save(act=act)
        tell_participants(act, row, Cause.MEETING, row.id)


def cancel_meeting(*, actor: Account, meeting: Meeting) -> None:
    """Call it off. Who had seen it still sees it, as "not held". Raises Denied: not_staff, wrong_state."""
    with audit.act("meeting.cancelled", actor=actor, about=meeting) as act:
        row = act.lock(meeting)
        rules.check_can_cancel(actor, row)
        was_seen = row.called_at is not None
        row.state = MeetingState.CANCELLED
        row.save(act=act)
        if was_seen:
            tell_participants(act, row, Cause.MEETING, act.id)


def set_join_details(*, actor: Account, meeting: Meeting, link: str, passcode: str = "") -> None:
    """Keep link and passcode, in place of what was there. Raises Denied: not_staff, too_late."""
    with audit.act("meeting.join_set", actor=actor, about=meeting) as act:
        rules.check_can_change_meeting(actor, act.lock(meeting))
        # the meeting is locked; what is replaced is not opened: its secret key may be lost
        found = JoinDetails.objects.defer("link", "passcode").filter(meeting=meeting).first()
        details = found or JoinDetails(meeting=meeting)
        details.link, details.passcode = link, passcode
        details.save(act=act)


def show_join_details(*, actor: Account, meeting: Meeting) -> JoinDetails | None:
    """Link and passcode for somebody who takes part; None when there are none, or none that open.

    Written down before it is shown.

    Raises Denied: not_called, not_a_participant.
    """
    rules.check_can_join(actor, meeting)
    try:
        found: JoinDetails | None = JoinDetails.objects.filter(meeting=meeting).first()
    except BadSignature:
        return None  # sealed with a secret key that was lost: to be entered again
    if found is not None:
        audit.record("meeting.join_shown", actor=actor, about=meeting, outcome=Outcome.READ)
    return found


def tell_participants(act: Act, meeting: Meeting, cause: Cause, thing: UUID) -> None:
    """Something about this meeting waits for those on its list."""
    people = meeting.participants.exclude(person=None).values_list("person_id", flat=True)
    queue_all(act=act, subjects=people, cause=cause, thing=thing)


def _check_reference(meeting: Meeting) -> None:
    if Meeting.objects.filter(reference=meeting.reference).exclude(id=meeting.id).exists():
        raise Denied("reference_taken", _("Another meeting has this reference. Choose another one."))
