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


class Position(TextChoices):
    """What an organisation says to a recommendation."""

    ADOPTED = "adopted", _("Adopted")
    IN_PART = "in_part", _("Adopted in part")
    NOTED = "noted", _("Noted")
    NOT_ADOPTED = "not_adopted", _("Not adopted")
