"""States of a request for advice and of everything in it, with the moves that are allowed."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# In this window after sending nobody but the author can read a contribution.
TAKE_BACK_WINDOW = timedelta(minutes=10)


class Subject(TextChoices):
    """What a request is about: the seven fields in which survivor councils advise."""

    STRUCTURE = "structure", _("Structure of a national referral mechanism")
    SERVICES = "services", _("Services and procedures")
    LAW = "law", _("Legislation")
    POLICY = "policy", _("Government policy")
    AWARENESS = "awareness", _("Awareness-raising")
    TRAINING = "training", _("Education and training")
    FRONTLINE = "frontline", _("Standards for frontline work")


class ConsultationState(TextChoices):
    """Where a request for advice stands."""

    RECEIVED = "received", _("Received")
    SCREENED = "screened", _("Screened")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    SYNTHESISED = "synthesised", _("Joint text agreed")
    ANSWERED = "answered", _("Answered")
    ARCHIVED = "archived", _("Filed")
    DECLINED = "declined", _("Not taken up")
    WITHDRAWN = "withdrawn", _("Taken back by the partner")


CONSULTATION_TRANSITIONS: dict[str, frozenset[str]] = {
    ConsultationState.RECEIVED: frozenset(
        {ConsultationState.SCREENED, ConsultationState.DECLINED, ConsultationState.WITHDRAWN}
    ),
    ConsultationState.SCREENED: frozenset(
        {ConsultationState.OPEN, ConsultationState.DECLINED, ConsultationState.WITHDRAWN}
    ),
    ConsultationState.OPEN: frozenset({ConsultationState.CLOSED, ConsultationState.WITHDRAWN}),
    ConsultationState.CLOSED: frozenset({ConsultationState.SYNTHESISED, ConsultationState.OPEN}),
    ConsultationState.SYNTHESISED: frozenset({ConsultationState.ANSWERED, ConsultationState.CLOSED}),
    ConsultationState.ANSWERED: frozenset({ConsultationState.ARCHIVED}),
    ConsultationState.ARCHIVED: frozenset(),
    ConsultationState.DECLINED: frozenset({ConsultationState.ARCHIVED}),
    ConsultationState.WITHDRAWN: frozenset({ConsultationState.ARCHIVED}),
}
# While it is prepared, everything about it may still be changed.
PREPARED = frozenset({ConsultationState.RECEIVED, ConsultationState.SCREENED})
# From here on members see it.
SEEN_BY_MEMBERS = frozenset(
    {
        ConsultationState.OPEN,
        ConsultationState.CLOSED,
        ConsultationState.SYNTHESISED,
        ConsultationState.ANSWERED,
        ConsultationState.ARCHIVED,
    }
)


class InvitationState(TextChoices):
    """What a member said to a request. The three answers weigh the same."""

    WAITING = "waiting", _("Waiting for you")
    LATER = "later", _("You decide later")
    PART = "part", _("You take part")
    NOT_NOW = "not_now", _("Not this time")


class ContributionState(TextChoices):
    """Where a contribution stands.

    `shared` is `sent` once the ten minutes are over: no row changes for it.
    """

    DRAFT = "draft", _("Draft, only you can see it")
    SENT = "sent", _("Sent")
    ON_HOLD = "on_hold", _("On hold")
    WITHDRAWN = "withdrawn", _("Taken back")
    ERASED = "erased", _("Erased")


# With the board, read or resting.
GIVEN = frozenset({ContributionState.SENT, ContributionState.ON_HOLD})
CONTRIBUTION_TRANSITIONS: dict[str, frozenset[str]] = {
    ContributionState.DRAFT: frozenset({ContributionState.SENT, ContributionState.WITHDRAWN}),
    ContributionState.SENT: frozenset({ContributionState.ON_HOLD, ContributionState.WITHDRAWN}),
    ContributionState.ON_HOLD: frozenset({ContributionState.SENT, ContributionState.WITHDRAWN}),
    ContributionState.WITHDRAWN: frozenset({ContributionState.ERASED}),
    ContributionState.ERASED: frozenset(),
}


class SynthesisState(TextChoices):
    """Where the joint text stands."""

    DRAFT = "draft", _("Draft")
    MEMBER_CHECK = "member_check", _("With its authors")
    AGREED = "agreed", _("Agreed")


SYNTHESIS_TRANSITIONS: dict[str, frozenset[str]] = {
    SynthesisState.DRAFT: frozenset({SynthesisState.MEMBER_CHECK, SynthesisState.AGREED}),
    SynthesisState.MEMBER_CHECK: frozenset({SynthesisState.DRAFT, SynthesisState.AGREED}),
    SynthesisState.AGREED: frozenset({SynthesisState.DRAFT}),
}


class PassageState(TextChoices):
    """Whether a passage may be used. A passage whose source was taken back has no words any more."""

    LIVE = "live", _("In use")
    NEEDS_WORDING = "needs_wording", _("Needs new wording")
    REMOVED = "removed", _("Removed")


# While a consultation is in one of these states its joint text is being written.
WRITING = frozenset({ConsultationState.OPEN, ConsultationState.CLOSED})


class CheckAnswer(TextChoices):
    """What the author said to the exact words."""

    ASKED = "asked", _("Shown to you")
    YES = "yes", _("Yes, use these words")
    CHANGE = "change", _("Change them")
    NO = "no", _("Do not use them")
