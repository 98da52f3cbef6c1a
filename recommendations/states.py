"""States of recommendations, releases and responses, with the moves that are allowed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RecommendationState(TextChoices):
    """Where a recommendation stands."""

    DRAFT = "draft", _("Draft")
    ENDORSED = "endorsed", _("Endorsed")
    RELEASED = "released", _("Released")
    FOLLOW_UP = "follow_up", _("In follow-up")
    WITHDRAWN = "withdrawn", _("Taken back")


RECOMMENDATION_TRANSITIONS: dict[str, frozenset[str]] = {
    RecommendationState.DRAFT: frozenset({RecommendationState.ENDORSED, RecommendationState.WITHDRAWN}),
    RecommendationState.ENDORSED: frozenset({RecommendationState.RELEASED, RecommendationState.WITHDRAWN}),
    RecommendationState.RELEASED: frozenset({RecommendationState.FOLLOW_UP, RecommendationState.WITHDRAWN}),
    RecommendationState.FOLLOW_UP: frozenset(),
    RecommendationState.WITHDRAWN: frozenset(),
}


# From here on members see it, and see what became of it.
SEEN_BY_MEMBERS = frozenset(
    {RecommendationState.ENDORSED, RecommendationState.RELEASED, RecommendationState.FOLLOW_UP}
)


class ReleaseState(TextChoices):
    """Where a release stands. It is prepared by one person and approved by another."""

    PREPARED = "prepared", _("Prepared")
    APPROVED = "approved", _("Approved")
    SENT = "sent", _("Handed over")
    RECALLED = "recalled", _("Recalled")


RELEASE_TRANSITIONS: dict[str, frozenset[str]] = {
    ReleaseState.PREPARED: frozenset({ReleaseState.APPROVED, ReleaseState.RECALLED}),
    ReleaseState.APPROVED: frozenset({ReleaseState.SENT, ReleaseState.RECALLED}),
    ReleaseState.SENT: frozenset({ReleaseState.RECALLED}),
    ReleaseState.RECALLED: frozenset(),
}


# The states in which an officer may receive a release.
RECEIVABLE = frozenset({ReleaseState.APPROVED, ReleaseState.SENT})
# The terms an officer confirms; the words are templates/recommendations/terms/VERSION.html.
TERMS = "one"


class RestsOn(TextChoices):
    """What kind of source a recommendation rests on; all that another organisation learns about it."""

    JOINT_TEXT = "joint_text", _("A joint text of the board, written from what members said")
    CONCLUSION = "conclusion", _("A conclusion of a meeting")


class Position(TextChoices):
    """What an organisation says to a recommendation."""

    ADOPTED = "adopted", _("Adopted")
    IN_PART = "in_part", _("Adopted in part")
    NOTED = "noted", _("Noted")
    NOT_ADOPTED = "not_adopted", _("Not adopted")
