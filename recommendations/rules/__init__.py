"""Who may do what with recommendations and releases, and who may open their words."""

from recommendations.rules.gate import Gate, check_can_leave, gates, gates_of_copies, releasable
from recommendations.rules.openers import (
    may_open_recommendation_texts,
    may_open_released_copies,
    may_open_responses,
)
from recommendations.rules.portal import (
    check_can_receive,
    check_can_respond,
    check_day_of_answer,
    check_terms_accepted,
    is_received,
)
from recommendations.rules.recommendations import (
    check_can_draft,
    check_can_draft_again,
    check_can_drop,
    check_can_endorse,
    check_can_let_stand,
    check_can_reword,
    check_conclusions,
    check_is_current,
    check_is_draft,
    permissions_of,
)
from recommendations.rules.releases import (
    check_can_approve,
    check_can_drop_release,
    check_can_give_access,
    check_can_prepare,
    check_can_settle,
    check_quotes,
    check_quotes_belong,
    release_permissions_of,
)

__all__ = [
    "Gate",
    "check_can_approve",
    "check_can_draft",
    "check_can_draft_again",
    "check_can_drop",
    "check_can_drop_release",
    "check_can_endorse",
    "check_can_give_access",
    "check_can_leave",
    "check_can_let_stand",
    "check_can_prepare",
    "check_can_receive",
    "check_can_respond",
    "check_can_reword",
    "check_can_settle",
    "check_conclusions",
    "check_day_of_answer",
    "check_is_current",
    "check_is_draft",
    "check_quotes",
    "check_quotes_belong",
    "check_terms_accepted",
    "gates",
    "gates_of_copies",
    "is_received",
    "may_open_recommendation_texts",
    "may_open_released_copies",
    "may_open_responses",
    "permissions_of",
    "releasable",
    "release_permissions_of",
]
