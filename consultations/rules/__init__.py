"""Who may do what with requests for advice and contributions, and who may open their words.

For the floors above: `passage_releasable(passage_ids, organisation_id)` says for each passage None, or why it
may not leave the board; `release_to(organisation_id)` is the reader with which a release opens passages.
"""

from consultations.rules.answers import (
    check_can_answer_invitation,
    check_can_change_permission,
    check_can_correct,
    check_can_hold,
    check_can_resume,
    check_can_say_yes_again,
    check_can_send,
    check_can_take_back,
    check_can_write,
    check_is_author,
)
from consultations.rules.audiences import (
    BY_THE_BOARD,
    cover_contribution_texts,
    is_readable,
    is_standing,
    may_open_contribution_texts,
    readable_now,
    readings_of,
)
from consultations.rules.choices import Wish
from consultations.rules.emergencies import check_can_be_removed, is_given, opened_to
from consultations.rules.files import (
    check_can_change,
    check_can_close,
    check_can_open,
    check_can_prepare,
    check_can_record_answer,
    check_can_screen,
    check_could_open,
    is_taking_answers,
    may_open_consultations,
    may_open_questions,
    missing_before_opening,
)
from consultations.rules.looking import names_in_synthesis
from consultations.rules.papers import (
    attachment_readable,
    check_can_add_paper,
    check_can_attach,
    check_can_detach,
    cover_attachments,
    may_add_paper,
    may_attach,
    may_open_attachments,
    may_open_request_papers,
    may_prepare,
)
from consultations.rules.passages import (
    cover_passages,
    may_open_passage_checks,
    may_open_passages,
)
from consultations.rules.pen_names import may_open_pen_names
from consultations.rules.permissions import FilePermissions, permissions_of
from consultations.rules.quoting import says, wording_asked_for
from consultations.rules.releasing import RELEASE, Releasing, passage_releasable, release_to
from consultations.rules.sources import Source, sources_of
from consultations.rules.standing import Standing, standings
from consultations.rules.syntheses import (
    check_can_agree,
    check_can_answer_check,
    check_can_ask_authors,
    check_can_cite,
    check_can_reopen,
    check_can_write_passage,
    check_can_write_synthesis,
    check_revision,
    refuse_stale,
)

__all__ = [
    "BY_THE_BOARD",
    "RELEASE",
    "FilePermissions",
    "Releasing",
    "Source",
    "Standing",
    "Wish",
    "attachment_readable",
    "check_can_add_paper",
    "check_can_agree",
    "check_can_answer_check",
    "check_can_answer_invitation",
    "check_can_ask_authors",
    "check_can_attach",
    "check_can_be_removed",
    "check_can_change",
    "check_can_change_permission",
    "check_can_cite",
    "check_can_close",
    "check_can_correct",
    "check_can_detach",
    "check_can_hold",
    "check_can_open",
    "check_can_prepare",
    "check_can_record_answer",
    "check_can_reopen",
    "check_can_resume",
    "check_can_say_yes_again",
    "check_can_screen",
    "check_can_send",
    "check_can_take_back",
    "check_can_write",
    "check_can_write_passage",
    "check_can_write_synthesis",
    "check_could_open",
    "check_is_author",
    "check_revision",
    "cover_attachments",
    "cover_contribution_texts",
    "cover_passages",
    "is_given",
    "is_readable",
    "is_standing",
    "is_taking_answers",
    "may_add_paper",
    "may_attach",
    "may_open_attachments",
    "may_open_consultations",
    "may_open_contribution_texts",
    "may_open_passage_checks",
    "may_open_passages",
    "may_open_pen_names",
    "may_open_questions",
    "may_open_request_papers",
    "may_prepare",
    "missing_before_opening",
    "names_in_synthesis",
    "opened_to",
    "passage_releasable",
    "permissions_of",
    "readable_now",
    "readings_of",
    "refuse_stale",
    "release_to",
    "says",
    "sources_of",
    "standings",
    "wording_asked_for",
]
