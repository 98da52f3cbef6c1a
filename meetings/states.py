"""States and kinds of meetings, items and minutes, with the moves that are allowed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MeetingState(TextChoices):
    """Where a meeting stands."""

    DRAFT = "draft", _("In preparation")
    CALLED = "called", _("Called")
    HELD = "held", _("Held")
    APPROVED = "approved", _("Minutes approved")
    CANCELLED = "cancelled", _("Not held")


MEETING_TRANSITIONS: dict[str, frozenset[str]] = {
    MeetingState.DRAFT: frozenset({MeetingState.CALLED, MeetingState.CANCELLED}),
    MeetingState.CALLED: frozenset({MeetingState.HELD, MeetingState.CANCELLED}),
    MeetingState.HELD: frozenset({MeetingState.APPROVED}),
    MeetingState.APPROVED: frozenset(),
    MeetingState.CANCELLED: frozenset(),
}
# Nobody has met yet: place, time and people may still change.
BEFORE = frozenset({MeetingState.DRAFT, MeetingState.CALLED})


class MeetingKind(TextChoices):
    """Whose meeting it is. Only the board's own has a quorum."""

    OWN = "own", _("Meeting of the board")
    SEMINAR = "seminar", _("Seminar with others")


class ParticipantKind(TextChoices):
    """Who somebody is at a meeting."""

    MEMBER = "member", _("Member")
    SECRETARIAT = "secretariat", _("Secretariat")
    HOST_COUNTRY = "host_country", _("Host country")
    PEER_COUNTRY = "peer_country", _("Peer country")
    INSTITUTION = "institution", _("Institution")
    OBSERVER = "observer", _("Observer")
    INTERPRETER = "interpreter", _("Interpreter")


class ListedAs(TextChoices):
    """How a person is listed in the attendance, from the least exposed to the most."""

    WITHOUT_NAME = "without_name", _("Counted, without a name")
    ROLE = "role", _("By role, for example “Chair”")
    CHOSEN_NAME = "chosen_name", _("With the chosen name")


EXPOSURE: dict[str, int] = {value: step for step, value in enumerate(ListedAs.values)}


class Attendance(TextChoices):
    """How a person took part. Reasons are not recorded."""

    EXPECTED = "expected", _("Expected")
    IN_ROOM = "in_room", _("In the room")
    ONLINE = "online", _("Online")
    NOT_PRESENT = "not_present", _("Not present")


PRESENT = frozenset({Attendance.IN_ROOM, Attendance.ONLINE})


class ItemPurpose(TextChoices):
    """What an item is for."""

    INFORMATION = "information", _("For information")
    DISCUSSION = "discussion", _("For discussion")
    ADVICE = "advice", _("For advice")
    DECISION = "decision", _("For decision")
    BREAK = "break", _("Break")


class EntryKind(TextChoices):
    """What a paragraph of the minutes is. A view is recorded and was not agreed; a conclusion was."""

    SAID = "said", _("Said")
    VIEW = "view", _("View, not agreed by all")
    QUOTE = "quote", _("Quote")
    CONCLUSION = "conclusion", _("Conclusion")
    DECISION = "decision", _("Decision")
    ACTION = "action", _("Action")


# Decisions and actions share one running order of numbers in a meeting.
NUMBERED = frozenset({EntryKind.DECISION, EntryKind.ACTION})


class EntryState(TextChoices):
    """A paragraph whose words were taken back has none any more."""

    LIVE = "live", _("In use")
    REMOVED = "removed", _("Removed")


class DecisionMethod(TextChoices):
    """How a decision was taken. Small tallies are not printed."""

    CONSENSUS = "consensus", _("Agreed")
    NO_OBJECTION = "no_objection", _("No objection")
    OTHER_VIEWS = "other_views", _("Agreed, with other views")


class MinutesState(TextChoices):
    """Minutes are a draft until they are approved."""

    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")


MINUTES_TRANSITIONS: dict[str, frozenset[str]] = {
    MinutesState.DRAFT: frozenset({MinutesState.APPROVED}),
    MinutesState.APPROVED: frozenset(),
}
