"""Reads of requests for advice and of what members say to them. Loaders raise Http404; lists open no text.

For the floors above:

* waiting_for(account) -> Waiting:
  requests to answer, drafts, exact words to look at
* consultations_for_agenda() -> list[Consultation]:
  what a meeting may talk about
* agreed_syntheses_for(account) -> list[Synthesis]:
  joint texts somebody may read, newest first
* passages_of(synthesis, reader, purpose) -> list[ShownPassage]:
  their passages, opened in one call
* passages_for_release(passage_ids, organisation_id) -> list[Releasable]:
  each with the reason it may not go, or None
* attributions(passage_ids) -> dict[UUID, str]:
  how the author of a quote is named outside; "" for nobody
* contribution_quotable(contribution) -> str | None:
  None: minutes may quote it inside the board; else the reason
* contributions_for_synthesis(consultation, reader) -> list[Usable]:
  texts that may be used now, opened in one call
"""

from consultations.queries.agreed import (
    agreed_syntheses_for,
    attributions,
)
from consultations.queries.checks import ShownCheck, check_for, checks_for
from consultations.queries.contributions import (
    Draft,
    contribution_for,
    draft_of,
    held_about,
    last_taken_back,
    newest_text,
    own_contribution,
    own_text,
)
from consultations.queries.emergencies import (
    Removable,
    is_removed,
    people_asked,
    person_asked,
    removable_for,
    text_in_emergency,
)
from consultations.queries.files import (
    Happened,
    RequestWords,
    band,
    consultations_for_agenda,
    file_for,
    members_it_would_reach,
    next_reference,
    requests_for,
    secretariat_names,
    timeline_of,
    words_of,
)
from consultations.queries.invitations import (
    Waiting,
    invitation_for,
    invitations_of,
    own_states,
    waiting_for,
)
from consultations.queries.papers import (
    Listed,
    attachment_for,
    attachments_of,
    attachments_read,
    listed,
    open_attachment,
    open_paper,
    own_attachment,
    paper_for,
    papers_of,
    request_seen_by,
)
from consultations.queries.passages import (
    ShownPassage,
    draft_passages,
    passage_for,
    passages_of,
    synthesis_of,
)
from consultations.queries.reading import (
    ReadingPage,
    Usable,
    contributions_for,
    contributions_for_synthesis,
    how_many_readable,
)
from consultations.queries.seen import (
    Pending,
    Readers,
    pending_of,
    readers_of,
    readers_of_request,
    used_in,
    who_has_looked,
    wish_of,
)
from consultations.queries.slices import Slice

__all__ = [
    "Draft",
    "Happened",
    "Listed",
    "Pending",
    "Readers",
    "ReadingPage",
    "Removable",
    "RequestWords",
    "ShownCheck",
    "ShownPassage",
    "Slice",
    "Usable",
    "Waiting",
    "agreed_syntheses_for",
    "attachment_for",
    "attachments_of",
    "attachments_read",
    "attributions",
    "band",
    "check_for",
    "checks_for",
    "consultations_for_agenda",
    "contribution_for",
    "contributions_for",
    "contributions_for_synthesis",
    "draft_of",
    "draft_passages",
    "file_for",
    "held_about",
    "how_many_readable",
    "invitation_for",
    "invitations_of",
    "is_removed",
    "last_taken_back",
    "listed",
    "members_it_would_reach",
    "newest_text",
    "next_reference",
    "open_attachment",
    "open_paper",
    "own_attachment",
    "own_contribution",
    "own_states",
    "own_text",
    "paper_for",
    "papers_of",
    "passage_for",
    "passages_of",
    "pending_of",
    "people_asked",
    "person_asked",
    "readers_of",
    "readers_of_request",
    "removable_for",
    "request_seen_by",
    "requests_for",
    "secretariat_names",
    "synthesis_of",
    "text_in_emergency",
    "timeline_of",
    "used_in",
    "waiting_for",
    "who_has_looked",
    "wish_of",
    "words_of",
]
