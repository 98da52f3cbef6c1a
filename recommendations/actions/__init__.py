"""Every change to recommendations, releases, access and responses."""

from recommendations.actions.access import end_access, grant_access
from recommendations.actions.drafting import (
    Draft,
    address_to,
    draft_again,
    draft_from_conclusions,
    draft_from_passages,
    drop,
    let_stand,
    reword,
)
from recommendations.actions.endorsing import endorse
from recommendations.actions.recalling import settle_recall
from recommendations.actions.receiving import accept_terms, hand_over, respond
from recommendations.actions.releasing import approve_release, drop_release, prepare_release

__all__ = [
    "Draft",
    "accept_terms",
    "address_to",
    "approve_release",
    "draft_again",
    "draft_from_conclusions",
    "draft_from_passages",
    "drop",
    "drop_release",
    "end_access",
    "endorse",
    "grant_access",
    "hand_over",
    "let_stand",
    "prepare_release",
    "respond",
    "reword",
    "settle_recall",
]
