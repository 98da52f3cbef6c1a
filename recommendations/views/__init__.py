"""One function per address: load, ask the form, make one call, answer."""

from recommendations.views.access import access, access_give
from recommendations.views.checking import verify, verify_key
from recommendations.views.drafting import (
    addressees,
    again,
    drop,
    edit,
    endorse,
    new,
    new_joint,
    new_meeting,
    stand,
)
from recommendations.views.portal import answer, package, portal, received, terms
from recommendations.views.reading import list, recommendation, sources  # noqa: A004  (the name of its address)
from recommendations.views.releasing import (
    approve,
    preview,
    preview_pdf,
    release,
    release_build,
    release_drop,
    release_new,
    releases,
    settle,
)

__all__ = [
    "access",
    "access_give",
    "addressees",
    "again",
    "answer",
    "approve",
    "drop",
    "edit",
    "endorse",
    "list",
    "new",
    "new_joint",
    "new_meeting",
    "package",
    "portal",
    "preview",
    "preview_pdf",
    "received",
    "recommendation",
    "release",
    "release_build",
    "release_drop",
    "release_new",
    "releases",
    "settle",
    "sources",
    "stand",
    "terms",
    "verify",
    "verify_key",
]
